import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Text waits in lots of about so many UTF-16 units. */
const LOT_CHARS = 256 * 1024
/** Of packing: it is for a moment only, so the quickest. */
const LEVEL = 1

/** Text that must wait for its place in a file: it waits packed, outside the heap. */
export class Spool {
  private lot = ''
  private lots: Uint8Array[] = []

  write(text: string): void {
    this.lot += text
    if (this.lot.length < LOT_CHARS) return
    this.lots.push(deflateRawSync(this.lot, { level: LEVEL }))
    this.lot = ''
  }

  /** What was written, lot by lot; a lot that is taken is let go. Once. */
  *taken(): Generator<string> {
    for (let lot = this.lots.shift(); lot !== undefined; lot = this.lots.shift()) {
      yield inflateRawSync(lot).toString('utf8')
    }
    yield this.lot
    this.lot = ''
  }
}
