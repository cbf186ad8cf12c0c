import { Zip, ZipDeflate, strToU8 } from 'fflate'

/** XML is packed in lots of about so many UTF-16 units. */
const LOT_CHARS = 256 * 1024

/** An archive whose parts are packed while they come: of what is written nothing is kept but the packed bytes. */
export class Archive {
  private readonly packed: Uint8Array[] = []
  private readonly zip: Zip
  private readonly mtime: Date

  /** `at`: the moment that the archive gives for its parts. */
  constructor(at: number) {
    this.mtime = new Date(Math.max(at, Date.UTC(1980, 0, 2)))
    this.zip = new Zip((error, chunk) => {
      if (error !== null) throw error
      this.packed.push(chunk)
    })
  }

  /** Begins a part; several may be open. */
  part(name: string): ArchivePart {
    return new ArchivePart(this.entry(name))
  }

  /** A part that is there as a whole. */
  whole(name: string, bytes: Uint8Array): void {
    this.entry(name).push(bytes, true)
  }

  /** The file, once every part has ended. */
  end(): Uint8Array {
    this.zip.end()
    return Buffer.concat(this.packed)
  }

  private entry(name: string): ZipDeflate {
    const entry = new ZipDeflate(name, { level: 6 })
    entry.mtime = this.mtime
    this.zip.add(entry)
    return entry
  }
}

/** A part of an archive, written piece by piece. */
export class ArchivePart {
  private lot = ''

  constructor(private readonly entry: ZipDeflate) {}

  write(text: string): void {
    this.lot += text
    if (this.lot.length < LOT_CHARS) return
    this.entry.push(strToU8(this.lot))
    this.lot = ''
  }

  end(text: string): void {
    this.entry.push(strToU8(this.lot + text), true)
  }
}
