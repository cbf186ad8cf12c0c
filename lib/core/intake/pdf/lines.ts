import { type Letter, lettersOf } from './letters'
import { PAGE_SIDE_MAX_PT } from '../limits'
import type { PdfPage } from './page'

/** Letters of one page on one baseline with no wide gap between them. */
interface Segment {
  readonly letters: Letter[]
  left: number
  right: number
  /** Of its largest letters. */
  baseline: number
  size: number
}

/** Where lines stand under each other: a column of a page, or its whole width. */
export interface Column {
  readonly page: number
  readonly left: number
  readonly right: number
}

/** One line of a column. Letters in the order of reading. */
export interface Line {
  readonly letters: readonly Letter[]
  readonly left: number
  readonly right: number
  /** Of most of its letters. */
  readonly baseline: number
  readonly size: number
  readonly column: Column
  /** The lefts of its letters that follow a wide gap: more than one for a row of a table. */
  readonly cells: readonly number[]
}

/** A wider gap ends a segment, in em. */
const SEGMENT_GAP_EM = 0.9
/** A wider gap in a line of one column parts two cells, in em. */
const CELL_GAP_EM = 1.6

/** The lines of a page in the order of reading: PF3, PF4. `gutterHint` is where other pages part their columns. */
export const linesOf = (page: PdfPage, number: number, gutterHint: number | undefined): readonly Line[] => {
  const segments = segmentsOf(page)
  const gutter = gutterOf(segments, gutterHint)
  const box = boundsOf(segments, page)
  if (gutter === undefined) return stack(segments, { page: number, ...box })
  const isLeft = (segment: Segment): boolean => segment.right <= gutter + 1
  const isRight = (segment: Segment): boolean => segment.left >= gutter - 1
  const wide = stack(
    segments.filter((segment) => !isLeft(segment) && !isRight(segment)),
    { page: number, ...box },
  )
  const left = segments.filter(isLeft)
  const right = segments.filter((segment) => !isLeft(segment) && isRight(segment))
  const lines: Line[] = []
  let ceiling = Infinity
  // Each line over both columns ends a band: what stands above it is read first, the left column before the right.
  for (const below of [...wide, undefined]) {
    const floor = below?.baseline ?? -Infinity
    const inBand = ({ baseline }: Segment): boolean => baseline < ceiling && baseline >= floor
    lines.push(...stack(left.filter(inBand), { page: number, left: box.left, right: gutter }))
    lines.push(...stack(right.filter(inBand), { page: number, left: gutter, right: box.right }))
    if (below !== undefined) lines.push(below)
    ceiling = floor
  }
  return lines
}

/** Where most pages with two columns part them; `undefined` where few have two. */
export const commonGutter = (pages: readonly PdfPage[]): number | undefined => {
  const found = pages.flatMap((page) => gutterOf(segmentsOf(page), undefined) ?? [])
  if (found.length === 0 || found.length * 2 < pages.length) return undefined
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)]
}

const cache = new WeakMap<PdfPage, readonly Segment[]>()

const segmentsOf = (page: PdfPage): readonly Segment[] => {
  const known = cache.get(page)
  if (known !== undefined) return known
  const segments: Segment[] = []
  let open: Segment | undefined
  for (const letter of lettersOf(page.glyphs)) {
    if (isOutside(page, letter) || letter.size <= 0) continue
    if (open !== undefined && follows(open, letter)) {
      open.letters.push(letter)
      open.right = Math.max(open.right, letter.right)
      open.left = Math.min(open.left, letter.left)
      if (letter.size > open.size * 1.02) {
        open.size = letter.size
        open.baseline = letter.baseline
      }
      continue
    }
    open = {
      letters: [letter],
      left: letter.left,
      right: letter.right,
      baseline: letter.baseline,
      size: letter.size,
    }
    segments.push(open)
  }
  cache.set(page, segments)
  return segments
}

/** True where nobody sees a letter: its middle is not on the visible part of its page. */
export const isOutside = (page: PdfPage, { left, right, baseline }: Letter): boolean => {
  const middle = (left + right) / 2
  return !(middle >= page.left && middle <= page.right && baseline >= page.bottom && baseline <= page.top)
}

const follows = (open: Segment, letter: Letter): boolean => {
  const size = Math.max(open.size, letter.size)
  if (Math.max(open.size, letter.size) > 1.9 * Math.min(open.size, letter.size)) return false
  const gap = letter.left - open.right
  return Math.abs(open.baseline - letter.baseline) < 0.5 * size && gap > -0.4 * size && gap < SEGMENT_GAP_EM * size
}

const boundsOf = (segments: readonly Segment[], page: PdfPage): { readonly left: number; readonly right: number } => {
  if (segments.length === 0) return { left: page.left, right: page.right }
  let left = Infinity
  let right = -Infinity
  for (const segment of segments) {
    left = Math.min(left, segment.left)
    right = Math.max(right, segment.right)
  }
  return { left, right }
}

/** Of the lines of a page, the share that may cross the gutter of a page of two columns. */
const CROSSING_MAX = 0.2
const CROSSING_HINTED_MAX = 0.7
const SIDE_MIN_LINES = 6

/** The middle of the white between two columns; `undefined` for a page of one. */
const gutterOf = (segments: readonly Segment[], hint: number | undefined): number | undefined => {
  if (segments.length < 2 * SIDE_MIN_LINES) return undefined
  const sizes = segments.map((segment) => segment.size).toSorted((a, b) => a - b)
  const em = sizes[sizes.length >> 1] ?? 10
  let left = Infinity
  let right = -Infinity
  for (const segment of segments) {
    left = Math.min(left, segment.left)
    right = Math.max(right, segment.right)
  }
  const width = right - left
  // A letter of any width may stand on a page; there are no columns on one like that.
  if (!(width <= PAGE_SIDE_MAX_PT)) return undefined
  const from = Math.floor(left + width * 0.3)
  const to = Math.ceil(left + width * 0.7)
  // How many segments lie over each point of the page's width.
  const cover = new Array<number>(Math.max(0, to - from + 1)).fill(0)
  for (const segment of segments) {
    const first = Math.max(from, Math.ceil(segment.left))
    const last = Math.min(to, Math.floor(segment.right))
    for (let x = first; x <= last; x += 1) cover[x - from] = (cover[x - from] ?? 0) + 1
  }
  const allowed = (hint === undefined ? CROSSING_MAX : CROSSING_HINTED_MAX) * segments.length * 0.5
  const min = hint === undefined ? SIDE_MIN_LINES : 2
  // A column is text: most of its lines are long. The gaps of a table or a list have short ones on a side.
  const isText = (side: readonly Segment[], room: number): boolean => {
    const lines = filledOf(side)
    return lines.length >= min && lines.filter((filled) => filled > room * 0.55).length >= lines.length * 0.4
  }
  // The white that the fewest lines cross comes first: a wider one beside it is a ragged edge.
  for (const level of [...new Set(cover)].filter((one) => one <= allowed).toSorted((p, q) => p - q)) {
    const white = widestRun(cover, level)
    const isNear = hint === undefined || (hint >= from + white.start - em && hint <= from + white.end + em)
    if (white.end - white.start + 1 < 0.7 * em || !isNear) continue
    const x = from + (white.start + white.end) / 2
    const onLeft = segments.filter((segment) => segment.right <= x + 1)
    const onRight = segments.filter((segment) => segment.left >= x - 1)
    if (isText(onLeft, x - left) && isText(onRight, right - x)) return x
  }
  return undefined
}

/** How much of each line its letters fill: a line that was pulled wide has many segments, and is one all the same. */
const filledOf = (segments: readonly Segment[]): readonly number[] => {
  const filled = new Map<number, number>()
  for (const { baseline, left, right } of segments) {
    const line = Math.round(baseline)
    filled.set(line, (filled.get(line) ?? 0) + right - left)
  }
  return [...filled.values()]
}

/** The longest run of points that at most so many segments cover. */
const widestRun = (cover: readonly number[], level: number): { readonly start: number; readonly end: number } => {
  let best = { start: 0, end: -1 }
  let start = 0
  cover.forEach((one, at) => {
    if (one > level) start = at + 1
    else if (at - start > best.end - best.start) best = { start, end: at }
  })
  return best
}

/** Puts segments that stand under each other into lines, from the top: PF3. */
const stack = (segments: readonly Segment[], column: Column): readonly Line[] => {
  const rows: { parts: Segment[]; top: number; bottom: number; size: number }[] = []
  // A large first letter stands on the baseline of a later line: it is put to the line of its head.
  const sorted = segments.toSorted((a, b) => headOf(b) - headOf(a))
  for (const part of sorted) {
    const top = part.baseline + 0.7 * part.size
    const bottom = part.baseline - 0.2 * part.size
    const row = rows.findLast((candidate, at) => {
      if (at < rows.length - 3) return false
      const shared = Math.min(candidate.top, top) - Math.max(candidate.bottom, bottom)
      return shared > 0.5 * Math.min(candidate.top - candidate.bottom, top - bottom)
    })
    if (row === undefined) rows.push({ parts: [part], top, bottom, size: part.size })
    else {
      row.parts.push(part)
      const isCap = isDropCap(row.parts[0]) || isDropCap(part)
      if (part.size > row.size && !isCap) {
        row.top = top
        row.bottom = bottom
        row.size = part.size
      } else if (isCap && !isDropCap(part)) {
        row.top = top
        row.bottom = bottom
        row.size = part.size
      }
    }
  }
  return rows
    .map(({ parts }) =>
      lineOf(
        parts.flatMap((part) => part.letters),
        column,
      ),
    )
    .sort((a, b) => b.baseline - a.baseline)
}

const isDropCap = (part: Segment | undefined): boolean =>
  part !== undefined &&
  part.letters.length <= 2 &&
  part.size > 20 &&
  /^["“'‘]?\p{Lu}$/u.test(part.letters.map((letter) => letter.text).join(''))

const headOf = (part: Segment): number => part.baseline + (isDropCap(part) ? 0.7 : 0.5) * part.size

const lineOf = (unsorted: readonly Letter[], column: Column): Line => {
  const size = commonest(unsorted, (letter) => Math.round(letter.size * 10) / 10)
  const main = unsorted.filter((letter) => Math.abs(letter.size - size) < 0.06 * size)
  const baseline = commonest(main, (letter) => Math.round(letter.baseline * 10) / 10)
  const letters = inOrder(withoutDoubles(unsorted.toSorted((a, b) => a.left - b.left)))
  const byLeft = letters.toSorted((a, b) => a.left - b.left)
  const cells: number[] = []
  let reach = -Infinity
  for (const letter of byLeft) {
    if (letter.left - reach > CELL_GAP_EM * size) cells.push(letter.left)
    reach = Math.max(reach, letter.right)
  }
  return { letters, left: byLeft[0]?.left ?? column.left, right: reach, baseline, size, column, cells }
}

/** A file can paint a word twice to make it look bold. */
const withoutDoubles = (letters: readonly Letter[]): readonly Letter[] =>
  letters.filter((letter, at) => {
    for (let before = at - 1; before >= Math.max(0, at - 3); before -= 1) {
      const other = letters[before]
      if (other?.text !== letter.text) continue
      if (
        letter.left - other.left < 0.12 * letter.size &&
        Math.abs(letter.baseline - other.baseline) < 0.12 * letter.size
      )
        return false
    }
    return true
  })

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/u
const NUMERAL = /[\p{N}\p{Script=Latin}.,:/%-]/u

/** From left to right; a line of a script that runs the other way from right to left, its numbers and Latin words not. */
const inOrder = (byLeft: readonly Letter[]): readonly Letter[] => {
  const strong = byLeft.filter((letter) => /\p{L}/u.test(letter.text))
  const against = strong.filter((letter) => RIGHT_TO_LEFT.test(letter.text)).length
  if (against * 2 <= strong.length) return byLeft
  const reversed = byLeft.toReversed()
  const ordered: Letter[] = []
  let run: Letter[] = []
  for (const letter of reversed) {
    if (NUMERAL.test(letter.text) && !RIGHT_TO_LEFT.test(letter.text)) run.unshift(letter)
    else {
      ordered.push(...run, letter)
      run = []
    }
  }
  return [...ordered, ...run]
}

/** The value that most letters have. */
const commonest = (letters: readonly Letter[], valueOf: (letter: Letter) => number): number => {
  const counts = new Map<number, number>()
  let best = 0
  let most = 0
  for (const letter of letters) {
    const value = valueOf(letter)
    const count = (counts.get(value) ?? 0) + 1
    counts.set(value, count)
    if (count > most) {
      most = count
      best = value
    }
  }
  return best
}
