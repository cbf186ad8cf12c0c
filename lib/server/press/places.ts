import { type ReadingOrder, STRETCH_SCHEME, type SetCharacter, isMarkless } from '../../core/export'
import { type Cluster, type TextRun, textOfPage } from './page-text'
import type { PdfFile } from './pdf-file'
import { type PdfDict, PdfName, PdfRef, PdfString, type PdfValue } from './pdf-value'
import type { Piece } from './piece'

/** A line of a block on a page. */
export interface Line {
  readonly page: number
  readonly baseline: number
  readonly em: number
  /** The structure element of the block, and which of its kids holds the last text of the line. */
  readonly element: PdfRef
  kid: number
}

/** One line's piece of a passage, and the line. */
export interface PlacedPiece extends Piece {
  readonly line: Line
}

/** Pieces that are closer than this belong together. */
const TOUCH_PT = 0.6
/** A gap that justification left behind a space belongs to the space, up to so many em. */
const SPACE_MAX_EM = 1.5

/** Where each character of a paper stands in its file. */
export class Places {
  private readonly left: Float32Array
  private readonly right: Float32Array
  private readonly lineAt: Int32Array
  private readonly lines: Line[] = []

  /** `length` is that of the paper's plain text, in UTF-16 units. */
  constructor(length: number) {
    this.left = new Float32Array(length)
    this.right = new Float32Array(length)
    this.lineAt = new Int32Array(length).fill(-1)
  }

  addLine(line: Line): number {
    this.lines.push(line)
    return this.lines.length - 1
  }

  put(offset: number, line: number, left: number, right: number): void {
    const known = this.lineAt[offset] === line
    this.left[offset] = known ? Math.min(left, this.left[offset] ?? left) : left
    this.right[offset] = known ? Math.max(right, this.right[offset] ?? right) : right
    this.lineAt[offset] = line
  }

  /** The pieces of a passage, one a line and as many more as something stands between. */
  piecesOf(start: number, end: number): readonly PlacedPiece[] {
    const pieces: PlacedPiece[] = []
    let open: { readonly number: number; left: number; right: number } | undefined
    const close = (): void => {
      const line = open === undefined ? undefined : this.lines[open.number]
      if (open !== undefined && line !== undefined && open.right - open.left > 0.05)
        pieces.push({ line, page: line.page, left: open.left, right: open.right, baseline: line.baseline, em: line.em })
      open = undefined
    }
    for (let at = start; at < end; at += 1) {
      const number = this.lineAt[at] ?? -1
      if (number < 0) continue
      const left = this.left[at] ?? 0
      const right = this.right[at] ?? 0
      if (open?.number === number && left - open.right < TOUCH_PT && open.left - right < TOUCH_PT) {
        open.left = Math.min(open.left, left)
        open.right = Math.max(open.right, right)
      } else {
        close()
        open = { number, left, right }
      }
    }
    close()
    return pieces
  }
}

/**
 * Finds every character of a paper in the file that Typst made of it, by the
 * order of its structure. `undefined` where the file does not read as the paper
 * does: then nothing may rest on places.
 */
export const findPlaces = (file: PdfFile, order: ReadingOrder, length: number): Places | undefined => {
  const texts = file.pages().map(({ page }, at) => textOfPage(file, page, at))
  const pageNumbers = new Map(file.pages().map(({ ref }, at) => [ref.number, at]))
  const { body, notes } = new StructureReader(file, (page, mcid) =>
    texts[pageNumbers.get(page) ?? -1]?.get(mcid),
  ).read()
  const places = new Places(length)
  if (!alignAll(places, body, order.body)) return undefined
  for (const [at, blocks] of order.footnotes.entries()) {
    const groups = notes[at]
    if (groups === undefined || !alignAll(places, groups, blocks)) return undefined
  }
  return places
}

/** The runs of one block-level element, in the order of the structure. */
interface Group {
  readonly element: PdfRef
  readonly runs: { readonly run: TextRun; readonly kid: number }[]
}

const INLINE: ReadonlySet<string> = new Set(['Span', 'Strong', 'Em', 'Link', 'Annot', 'Reference'])

/** Walks the structure from the paper's title on. */
class StructureReader {
  private readonly body: Group[] = []
  private readonly notes: Group[][] = []
  private isInPaper = false

  constructor(
    private readonly file: PdfFile,
    private readonly runsOf: (page: number, mcid: number) => readonly TextRun[] | undefined,
  ) {}

  read(): { readonly body: readonly Group[]; readonly notes: readonly (readonly Group[])[] } {
    const root = this.file.dict(this.file.catalog.get('StructTreeRoot'))
    for (const kid of this.kids(root.get('K'))) this.walk(kid, this.body, undefined, 0, 0)
    return { body: this.body, notes: this.notes }
  }

  private kids(value: PdfValue | undefined): readonly PdfValue[] {
    if (value === undefined) return []
    return Array.isArray(this.file.resolve(value)) ? this.file.array(value) : [value]
  }

  private walk(value: PdfValue, groups: Group[], group: Group | undefined, kid: number, page: number): void {
    const target = this.file.resolve(value)
    if (typeof target === 'number') {
      this.add(group, kid, page, target)
      return
    }
    if (!(target instanceof Map)) return
    const own = target.get('Pg')
    const here = own instanceof PdfRef ? own.number : page
    const mcid = target.get('MCID')
    if (typeof mcid === 'number') {
      this.add(group, kid, here, mcid)
      return
    }
    const type = target.get('S')
    if (!(type instanceof PdfName) || !(value instanceof PdfRef)) return
    const name = type.name
    if (name === 'H1') this.isInPaper = true
    if (name === 'Lbl') return
    if (name === 'Note') {
      const note: Group[] = []
      this.notes.push(note)
      for (const part of this.kids(target.get('K'))) {
        const inner = this.file.resolve(part)
        const isMark = inner instanceof Map && nameOf(inner.get('S')) === 'Link'
        if (!isMark) this.walk(part, note, undefined, 0, here)
      }
      return
    }
    if (INLINE.has(name) && group !== undefined) {
      if (name === 'Link' && this.isOurs(target)) return
      for (const part of this.kids(target.get('K'))) this.walk(part, groups, group, kid, here)
      return
    }
    const made: Group = { element: value, runs: [] }
    if (this.isInPaper) groups.push(made)
    this.kids(target.get('K')).forEach((part, at) => {
      this.walk(part, groups, made, at, here)
    })
  }

  /** A number box of ours is a link, and no word of the paper. */
  private isOurs(element: PdfDict): boolean {
    return this.kids(element.get('K')).some((part) => {
      const kid = this.file.resolve(part)
      const link = kid instanceof Map ? this.file.resolve(kid.get('Obj')) : undefined
      const action = link instanceof Map ? this.file.resolve(link.get('A')) : undefined
      const uri = action instanceof Map ? this.file.resolve(action.get('URI')) : undefined
      return uri instanceof PdfString && uri.bytes.startsWith(STRETCH_SCHEME)
    })
  }

  private add(group: Group | undefined, kid: number, page: number, mcid: number): void {
    for (const run of this.runsOf(page, mcid) ?? []) group?.runs.push({ run, kid })
  }
}

const nameOf = (value: PdfValue | undefined): string => (value instanceof PdfName ? value.name : '')

/** Every block must be found; groups that are no block of the paper are passed over. */
const alignAll = (places: Places, groups: readonly Group[], blocks: readonly (readonly SetCharacter[])[]): boolean => {
  const wanted = blocks.filter((block) => block.length > 0)
  let next = 0
  for (const group of groups) {
    const block = wanted[next]
    if (block === undefined) return true
    if (align(places, group, block)) next += 1
  }
  return next === wanted.length
}

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

interface Found {
  readonly offset: number
  readonly length: number
  readonly line: number
  readonly left: number
  readonly right: number
}

const align = (places: Places, group: Group, block: readonly SetCharacter[]): boolean => {
  const lines = new LinesOf(group)
  const found: Found[] = []
  let at = 0
  const take = ({ run, kid }: Group['runs'][number]): boolean => {
    const isBackward = run.clusters.some(({ text }) => RTL.test(text))
    const clusters = isBackward ? run.clusters.toReversed() : run.clusters
    let reached = at
    const own: Found[] = []
    const line = lines.of(run, kid)
    for (const cluster of clusters) {
      // A hyphen at the end of a line stands for a character that the text does not have.
      if (cluster.text === '\u00ad') continue
      const solid = Array.from(cluster.text).filter((character) => !isMarkless(character))
      if (solid.length === 0) {
        own.push({ offset: -1, length: 0, line, left: cluster.left, right: cluster.right })
        continue
      }
      const expected = block.slice(reached, reached + solid.length)
      if (expected.some(({ character }, nth) => character !== solid[nth]) || expected.length < solid.length)
        return false
      own.push(...shareOut(cluster, expected, line, isBackward))
      reached += solid.length
    }
    at = reached
    found.push(...own)
    return true
  }
  const hasBackward = block.some(({ character }) => RTL.test(character))
  if (hasBackward) {
    for (const runs of byLine(group.runs)) {
      const left = [...runs]
      while (left.length > 0) {
        const fits = left.findIndex((run) => run.run.clusters.some(({ text }) => !isBlank(text)) && take(run))
        const blank = left.findIndex((run) => run.run.clusters.every(({ text }) => isBlank(text)))
        if (fits < 0 && blank < 0) return false
        left.splice(fits >= 0 ? fits : blank, 1)
      }
    }
  } else if (!group.runs.every(take)) return false
  if (at !== block.length) return false
  writeDown(places, lines, found)
  return true
}

const isBlank = (text: string): boolean => Array.from(text).every(isMarkless)

/** Several characters of one glyph share its width; a combining one has that of its base. */
const shareOut = (
  cluster: Cluster,
  expected: readonly SetCharacter[],
  line: number,
  isBackward: boolean,
): readonly Found[] => {
  const bases = expected.filter(({ character }) => !/\p{M}/u.test(character)).length
  const step = (cluster.right - cluster.left) / Math.max(1, bases)
  let nth = -1
  return expected.map(({ character, offset }) => {
    if (nth < 0 || !/\p{M}/u.test(character)) nth += 1
    const from = isBackward ? cluster.right - (nth + 1) * step : cluster.left + nth * step
    return { offset, length: character.length, line, left: from, right: from + step }
  })
}

const byLine = (runs: Group['runs']): readonly Group['runs'][] => {
  const lines: Group['runs'][] = []
  for (const entry of runs) {
    const first = lines.at(-1)?.[0]?.run
    const isSame =
      first?.page === entry.run.page &&
      Math.abs(first.baseline - entry.run.baseline) < Math.max(first.em, entry.run.em) * 0.7
    if (isSame) lines.at(-1)?.push(entry)
    else lines.push([entry])
  }
  return lines
}

/** The lines of a block: small letters above or below (superscripts) belong to the line that they stand in. */
class LinesOf {
  readonly made: Line[] = []
  private readonly main: number

  constructor(private readonly group: Group) {
    const weights = new Map<number, number>()
    for (const { run } of group.runs) weights.set(run.em, (weights.get(run.em) ?? 0) + run.clusters.length)
    this.main = [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  }

  of(run: TextRun, kid: number): number {
    const baseline = run.em === this.main ? run.baseline : this.baselineNear(run)
    const at = this.made.findLastIndex((line) => line.page === run.page && Math.abs(line.baseline - baseline) < 0.05)
    const known = this.made[at]
    if (known !== undefined) {
      known.kid = Math.max(known.kid, kid)
      return at
    }
    const em = baseline === run.baseline ? run.em : this.main
    this.made.push({ page: run.page, baseline, em, element: this.group.element, kid })
    return this.made.length - 1
  }

  private baselineNear(run: TextRun): number {
    const near = this.group.runs.find(
      (other) =>
        other.run.em === this.main &&
        other.run.page === run.page &&
        Math.abs(other.run.baseline - run.baseline) < this.main * 0.7,
    )
    return near?.run.baseline ?? run.baseline
  }
}

/** Blanks get the places between the letters; a gap that justification left goes to the blank before it. */
const writeDown = (places: Places, lines: LinesOf, found: readonly Found[]): void => {
  const numbers = lines.made.map((line) => places.addLine(line))
  let after = -1
  found.forEach((entry, at) => {
    const line = numbers[entry.line] ?? 0
    if (entry.offset >= 0) {
      for (let unit = 0; unit < entry.length; unit += 1) places.put(entry.offset + unit, line, entry.left, entry.right)
      after = entry.offset + entry.length
      return
    }
    if (entry.length > 0 || after < 0) return
    const next = found[at + 1]
    const gap = next?.line === entry.line ? next.left - entry.right : 0
    const em = lines.made[entry.line]?.em ?? 0
    places.put(after, line, entry.left, gap > 0 && gap < SPACE_MAX_EM * em ? (next?.left ?? entry.right) : entry.right)
    after += 1
  })
}
