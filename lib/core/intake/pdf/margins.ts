import type { IntakeWarning } from '../piece'
import type { Line } from './lines'
import { type Reading, shiftOf, textOf } from './words'

const PAGE_NUMBER = /^(?:(?:page|p\.)\s*)?[-–—|\s[(]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|\s\])]*$/i
const HEAD_MAX_CHARS = 160
/** How many lines at the top and at the bottom of a page can be furniture. */
const DEPTH = 3
const PAGES_MIN = 3

/**
 * The lines of pages (one array a page) without what the pages carry and the
 * paper does not: numbers, running heads and feet. One warning for each: PF7.
 */
export const withoutMargins = (
  pages: readonly (readonly Line[])[],
  reading: Reading,
  warnings: IntakeWarning[],
): readonly (readonly Line[])[] => {
  const left = pages.map((lines) => [...lines])
  const numbers: number[] = []
  const heads = new Map<string, { readonly text: string; readonly pages: number[] }>()
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const edges = left.map((lines) => edgesOfPage(lines))
    const found = new Map<string, Repeated[]>()
    edges.forEach((edge, page) => {
      for (const side of ['top', 'bottom'] as const) {
        for (const line of edge[side]) {
          const text = textOf(line, reading)
          const key = `${side} ${keyOf(text)}`
          found.set(key, [...(found.get(key) ?? []), { page, text }])
        }
      }
    })
    const repeated = new Set([...found].filter(([, lines]) => isFurniture(lines)).map(([key]) => key))
    const numbered = edges.filter((edge) =>
      [...edge.top, ...edge.bottom].some((line) => PAGE_NUMBER.test(textOf(line, reading))),
    ).length
    edges.forEach((edge, page) => {
      for (const side of ['top', 'bottom'] as const) {
        for (const line of edge[side]) {
          const text = textOf(line, reading)
          const key = keyOf(text)
          const isNumber = PAGE_NUMBER.test(text) && (numbered >= 2 || pages.length === 1 || depth > 0)
          const isHead = key.length >= 2 && text.length <= HEAD_MAX_CHARS && repeated.has(`${side} ${key}`)
          if ((!isNumber && !isHead) || beginsNote(line)) continue
          const lines = left[page]
          lines?.splice(lines.indexOf(line), 1)
          if (isNumber) numbers.push(page + 1)
          else {
            const head = heads.get(key) ?? { text, pages: [] }
            head.pages.push(page + 1)
            heads.set(key, head)
          }
        }
      }
    })
  }
  if (numbers.length > 0) {
    const message = `The page numbers were left out (${new Set(numbers).size} pages).`
    warnings.push({ code: 'page-number', message, line: Math.min(...numbers) })
  }
  for (const { text, pages: on } of heads.values()) {
    const message = `A line that ${on.length} pages repeat was left out: “${text.slice(0, 120)}”.`
    warnings.push({ code: 'running-head', message, line: Math.min(...on) })
  }
  return left
}

/** A line that is the same on several pages but for its numbers. */
interface Repeated {
  readonly page: number
  readonly text: string
}

/** Of the lines that a page's number is found in, so many must agree. */
const AGREEING_MIN = 0.8

/**
 * True for what pages carry. Where a number begins a line, or is all that it has, it must be the page's, or
 * always the same: notes such as `12 Ibid.` and the end of one, `34–35.`, are found at the foot of many pages too.
 */
const isFurniture = (lines: readonly Repeated[]): boolean => {
  const pages = new Set(lines.map(({ page }) => page))
  if (pages.size < PAGES_MIN) return false
  const numbered = lines.flatMap(({ page, text }) => {
    const number = /\d+/u.exec(text)
    const isLed = number !== null && !/\p{L}/u.test(text.slice(0, number.index))
    return isLed ? [{ page, number: Number(number[0]) }] : []
  })
  if (numbered.length * 2 < lines.length) return true
  const share = (values: readonly number[]): number => {
    const counts = new Map<number, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return Math.max(...counts.values()) / values.length
  }
  return (
    share(numbered.map(({ number }) => number)) >= AGREEING_MIN ||
    share(numbered.map(({ page, number }) => number - page)) >= AGREEING_MIN
  )
}

const LEADERS = /(?:[.…·]\s?){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$/i

/** The lines of pages without those of a list of contents, which lead to pages that are none here: PF7. */
export const withoutContents = (
  pages: readonly (readonly Line[])[],
  reading: Reading,
  warnings: IntakeWarning[],
): readonly (readonly Line[])[] => {
  let lines = 0
  let first = 0
  const left = pages.map((page, number) =>
    page.filter((line) => {
      if (!LEADERS.test(textOf(line, reading))) return true
      lines += 1
      if (first === 0) first = number + 1
      return false
    }),
  )
  if (lines < 3) return pages
  warnings.push({ code: 'stray-line', message: `A list of contents was left out (${lines} lines).`, line: first })
  return left
}

/** The highest and the lowest lines of a page, by their baselines: several where columns begin on one. */
const edgesOfPage = (lines: readonly Line[]): { readonly top: readonly Line[]; readonly bottom: readonly Line[] } => {
  if (lines.length === 0) return { top: [], bottom: [] }
  const highest = Math.max(...lines.map((line) => line.baseline))
  const lowest = Math.min(...lines.map((line) => line.baseline))
  const near = (level: number): readonly Line[] =>
    lines.filter((line) => Math.abs(line.baseline - level) < 0.5 * line.size)
  const isAlone = highest - lowest < 1
  return { top: near(highest), bottom: isAlone ? [] : near(lowest) }
}

/** `12 Ibid.` is a note, on however many pages. */
const beginsNote = (line: Line): boolean => {
  const [first] = line.letters
  return first !== undefined && shiftOf(first, line) === 'sup'
}

/** A line without its numbers, so that `Hanif 23` and `Hanif 25` are the same. */
const keyOf = (text: string): string =>
  text
    .replace(/\d+/g, '')
    .replace(/\b[ivxl]+$/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
