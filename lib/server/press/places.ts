import { type ReadingOrder, type SetCharacter, isMarkless } from '../../core/export'
import type { Piece } from '../../core/intake'
import { type Cluster, type TextRun, textOfPage } from './page-text'
import type { PdfFile } from './pdf-file'
import type { PdfRef } from './pdf-value'
import { type Group, type Structure, structureOf } from './reading-structure'

/** A line of a block on a page. */
export interface Line {
  readonly page: number
  readonly baseline: number
  readonly em: number
  /** The structure element of the block, and which of its kids holds the last text of the line. */
  readonly element: PdfRef
  /** The block's place among those of the file. */
  readonly group: number
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
  private readonly lines: Line[]

  /** `from` is the length of the paper's plain text, in UTF-16 units; or places of the same letters in another file. */
  constructor(
    from: number | Places,
    private readonly structure: Structure,
    lines: readonly Line[] = [],
  ) {
    this.left = from instanceof Places ? from.left : new Float32Array(from)
    this.right = from instanceof Places ? from.right : new Float32Array(from)
    this.lineAt = from instanceof Places ? from.lineAt : new Int32Array(from).fill(-1)
    this.lines = [...lines]
  }

  /**
   * The same places in a file that has these pages behind others, by its
   * structure alone; `undefined` where the structure is another.
   */
  inFile(file: PdfFile): Places | undefined {
    const structure = structureOf(file, () => undefined)
    const own = [...this.structure.body, ...this.structure.notes.flat()]
    const others = [
      ...structure.body.slice(0, this.structure.body.length),
      ...structure.notes.slice(0, this.structure.notes.length).flat(),
    ]
    const shift = (others[0]?.page ?? 0) - (own[0]?.page ?? 0)
    const isSame = own.every((group, at) => {
      const other = others[at]
      return other?.kids === group.kids && (group.page < 0 || other.page === group.page + shift)
    })
    if (!isSame || others.length !== own.length) return undefined
    const lines = this.lines.map((line) => ({
      ...line,
      page: line.page + shift,
      element: others[line.group]?.element ?? line.element,
    }))
    return new Places(this, structure, lines)
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
  const structure = structureOf(file, (page, mcid) => texts[page]?.get(mcid))
  const places = new Places(length, structure)
  if (!alignAll(places, structure.body, order.body)) return undefined
  for (const [at, blocks] of order.footnotes.entries()) {
    const groups = structure.notes[at]
    if (groups === undefined || !alignAll(places, groups, blocks)) return undefined
  }
  // The places say it all; their letters would be kept as long as they are.
  for (const group of [...structure.body, ...structure.notes.flat()]) group.runs.length = 0
  return places
}

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
    const isFromRight = RTL.test(block.find(({ character }) => /\p{L}/u.test(character))?.character ?? '')
    for (const runs of byLine(group.runs)) {
      const left = [...inReadingOrder(withoutDots(runs), isFromRight)]
      while (left.length > 0) {
        // Signs between two directions may stand elsewhere than the order of the runs says.
        const next = left.findIndex((entry) => isBlankRun(entry) || take(entry))
        const [entry] = left.splice(next, 1)
        if (next < 0 || entry === undefined) return false
        if (isBlankRun(entry)) take(entry)
      }
    }
  } else if (!group.runs.every(take)) return false
  if (at !== block.length) return false
  writeDown(places, lines, found)
  return true
}

const isBlankRun = ({ run }: Group['runs'][number]): boolean => run.clusters.every(({ text }) => isBlank(text))

/**
 * The runs of a line in the order in which they are read: the structure has them
 * from left to right. Runs of one direction that stand together are read in it.
 */
const inReadingOrder = (runs: Group['runs'], isFromRight: boolean): Group['runs'] => {
  const parts: { readonly isBackward: boolean; readonly runs: Group['runs'] }[] = []
  for (const entry of runs.toSorted((a, b) => leftOf(a) - leftOf(b))) {
    const text = entry.run.clusters.map((cluster) => cluster.text).join('')
    const isBackward = RTL.test(text) || (isFromRight && !/[\p{L}\p{N}]/u.test(text))
    const last = parts.at(-1)
    if (last?.isBackward === isBackward) last.runs.push(entry)
    else parts.push({ isBackward, runs: [entry] })
  }
  const ordered = parts.map((part) => (part.isBackward ? part.runs.toReversed() : part.runs))
  return (isFromRight ? ordered.toReversed() : ordered).flat()
}

/** Fonts of Arabic set a letter and its dots as two glyphs that stand for the same letter: the dots, which have no width, are left out. */
const withoutDots = (runs: Group['runs']): Group['runs'] => {
  const letters = runs.flatMap(({ run }) => run.clusters.filter((cluster) => cluster.right - cluster.left > DOT_MAX_PT))
  return runs.filter(
    ({ run }) =>
      !run.clusters.every(
        (cluster) =>
          cluster.right - cluster.left <= DOT_MAX_PT &&
          letters.some(
            (letter) =>
              letter.text === cluster.text &&
              cluster.left > letter.left - DOT_AWAY_PT &&
              cluster.left < letter.right + DOT_AWAY_PT,
          ),
      ),
  )
}

const DOT_MAX_PT = 0.01
const DOT_AWAY_PT = 3

const leftOf = ({ run }: Group['runs'][number]): number => run.clusters[0]?.left ?? 0

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
    this.made.push({ page: run.page, baseline, em, element: this.group.element, group: this.group.place, kid })
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
