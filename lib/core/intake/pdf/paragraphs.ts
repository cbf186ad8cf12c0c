import type { Line } from './lines'
import { type Measures, edgesOf } from './measure'
import { type Reading, share, textOf } from './words'

/** Lines that belong together, and how they stand in their column. */
export interface Chunk {
  readonly lines: readonly Line[]
  /** Type size of most lines, in points. */
  readonly size: number
  readonly isBold: boolean
  readonly isItalic: boolean
  /** Every line stands in from both the column's edges or from its left one. */
  readonly isIndented: boolean
  /** Lines of different length about one middle. */
  readonly isCentred: boolean
  /** White above it, in lines of the text; infinite at the head of a column. */
  readonly above: number
  readonly isList: boolean
}

const INDENT_EM = 0.7
const QUOTE_EM = 0.9
const BULLET = /^[•▪‣◦●■∙·–—-]$/u

/** The lines of one column of one page as paragraphs: PF9. */
export const chunksOf = (lines: readonly Line[], measures: Measures, reading: Reading): readonly Chunk[] => {
  const edges = edgesOf(lines.filter((line) => Math.abs(line.size - measures.size) < 0.15 * measures.size))
  const { left, right } = Number.isFinite(edges.left) && Number.isFinite(edges.right) ? edges : edgesOf(lines)
  const groups: Line[][] = []
  const bands = bandsOf(lines, measures, reading)
  for (const band of bands) groups.push(...paragraphsIn(band, left, right, reading))
  let before: Line | undefined
  return groups.map((group): Chunk => {
    const first = group[0]
    const above =
      before === undefined || first === undefined
        ? Infinity
        : (before.baseline - first.baseline) /
          (measures.leadingEm * Math.max(first.size, Math.min(before.size, measures.size)))
    before = group.at(-1)
    const letters = group.flatMap((line) => line.letters)
    const isStyle = (style: 'bold' | 'italic'): boolean => {
      const words = letters.filter((letter) => /[\p{L}]/u.test(letter.text))
      return (
        words.length > 0 &&
        words.filter((letter) => reading.fonts[letter.font]?.[style] === true).length > 0.9 * words.length
      )
    }
    const em = first?.size ?? measures.size
    const isCentred = group.every((line) => {
      const onLeft = line.left - left
      const onRight = right - line.right
      return Math.abs(onLeft - onRight) < 1.2 * em && onLeft > 1.5 * em
    })
    return {
      lines: group,
      size: first === undefined ? measures.size : Math.max(...group.map((line) => line.size)),
      isBold: isStyle('bold'),
      isItalic: isStyle('italic'),
      isIndented: group.every((line) => line.left - left > QUOTE_EM * em),
      isCentred,
      above,
      isList: startsList(group[0]),
    }
  })
}

const startsList = (line: Line | undefined): boolean => {
  const [first, second] = line?.letters ?? []
  if (line === undefined || first === undefined || second === undefined) return false
  return BULLET.test(first.text) && second.left - first.right > 0.25 * line.size
}

/** Cuts where the white, the size or the weight of the type changes. */
const bandsOf = (lines: readonly Line[], measures: Measures, reading: Reading): readonly (readonly Line[])[] => {
  const bands: Line[][] = []
  const isBold = (line: Line): boolean => share(line, (letter) => reading.fonts[letter.font]?.bold === true) > 0.9
  // The usual distance among lines of a size: front matter and quotations can be set closer or wider than the text.
  const leading = new Map<number, number>()
  const sizeOf = (line: Line): number => Math.round(line.size)
  for (const size of new Set(lines.map(sizeOf))) {
    const gaps = lines
      .flatMap((line, at) => {
        const before = lines[at - 1]
        return before !== undefined && sizeOf(line) === size && sizeOf(before) === size
          ? [before.baseline - line.baseline]
          : []
      })
      .filter((gap) => gap > 0)
      .toSorted((a, b) => a - b)
    const usual = gaps[gaps.length >> 1]
    const normal = measures.leadingEm * size
    leading.set(size, gaps.length >= 4 && usual !== undefined ? Math.min(usual, normal * 1.6) : normal)
  }
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    const gap = before === undefined ? Infinity : before.baseline - line.baseline
    const isApart = gap > 1.3 * (leading.get(sizeOf(line)) ?? line.size * measures.leadingEm) || gap < 0
    const isOther =
      before !== undefined && (Math.abs(before.size - line.size) > 0.08 * line.size || isBold(before) !== isBold(line))
    if (before === undefined || isApart || isOther) bands.push([line])
    else bands.at(-1)?.push(line)
  })
  return bands
}

const CLOSED = /[.!?:…][\s"'”’»)\]\d*†]*$/u

/** Cuts a band where a line stands in, where lines come back out, or where one is short and ends a sentence. */
const paragraphsIn = (band: readonly Line[], left: number, right: number, reading: Reading): readonly Line[][] => {
  const [head] = band
  if (head === undefined) return []
  const em = head.size
  const least = Math.min(...band.map((line) => line.left))
  const isOut = (line: Line): boolean => line.left - least < 0.4 * em
  const outer = band.filter(isOut).length
  const inner = band.filter((line) => !isOut(line) && line.left - least < 5 * em)
  const insets = new Set(inner.map((line) => Math.round((line.left - least) / (0.3 * em))))
  // Entries of a bibliography hang: their first lines stand out, the others in, all by the same.
  const isHanging =
    band.length >= 2 && isOut(head) && inner.length >= outer && insets.size <= 2 && inner.length + outer === band.length
  const groups: Line[][] = []
  band.forEach((line, at) => {
    const before = band[at - 1]
    const open = groups.at(-1)
    if (before === undefined || open === undefined) {
      groups.push([line])
      return
    }
    const step = line.left - before.left
    const isShort = before.right < right - Math.max(2.5 * em, 0.12 * (right - left))
    const isClosed = CLOSED.test(textOf(before, reading))
    const starts = isHanging
      ? isOut(line) || startsList(line)
      : startsList(line) ||
        (step > INDENT_EM * em &&
          step < 6 * em &&
          (isClosed || isShort || (open.length > 1 && before.left - least < 0.4 * em))) ||
        (step < -INDENT_EM * em && open.length > 1 && !startsList(open[0])) ||
        (isShort &&
          isClosed &&
          /^["“'‘(]?[\p{Lu}\p{Nd}]/u.test(textOf(line, reading)) &&
          Math.abs(step) < INDENT_EM * em)
    if (starts) groups.push([line])
    else open.push(line)
  })
  return groups
}
