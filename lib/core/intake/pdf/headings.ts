import { namesFront, namesSection } from '../headings'
import type { Chunk } from './paragraphs'
import type { Measures } from './measure'

const HEADING_MAX_CHARS = 200
const HEADING_MAX_LINES = 4
const LARGER = 1.1

/** What of a file's chunks are headings and how deep, and which is the title. */
export interface Outline {
  readonly title: Chunk | undefined
  readonly levels: ReadonlyMap<Chunk, number>
}

/** Title by size on the first page, headings by bookmark, size and weight: PF10. */
export const outlineOf = (
  chunks: readonly Chunk[],
  textOf: (chunk: Chunk) => string,
  bookmarks: readonly { readonly title: string; readonly depth: number }[],
  measures: Measures,
): Outline => {
  const title = titleOf(chunks, textOf, measures)
  const titleAt = title === undefined ? -1 : chunks.indexOf(title)
  const depths = new Map(bookmarks.map(({ title: name, depth }) => [bare(name), depth]))
  const found: { readonly chunk: Chunk; readonly rank: number; readonly depth: number | undefined }[] = []
  let isFront = title !== undefined
  chunks.forEach((chunk, at) => {
    if (chunk === title || chunk.isList) return
    const text = textOf(chunk)
    const isNamed = namesSection(text) || namesFront(text)
    const depth = depths.get(bare(text))
    if (isFront && at > titleAt && (isNamed || (depth !== undefined && depth > 0) || chunk.lines.length > 4))
      isFront = false
    // Between the title and the text stand names and places, whatever their type.
    if (isFront && !isNamed) return
    if (depth !== undefined || isNamed || readsAsHeading(chunk, chunks[at + 1], text, measures)) {
      found.push({ chunk, rank: rankOf(chunk, text, measures), depth })
    }
  })
  const ranks = [...new Set(found.map(({ rank }) => rank))].toSorted((a, b) => b - a)
  const known = found.flatMap(({ depth }) => (depth === undefined ? [] : [depth]))
  const least = known.length === 0 ? 0 : Math.min(...known)
  const useBookmarks = known.length >= found.length * 0.5 && known.length >= 2
  const levels = new Map(
    found.map(({ chunk, rank, depth }) => {
      const level = useBookmarks && depth !== undefined ? 2 + depth - least : 2 + ranks.indexOf(rank)
      return [chunk, Math.min(6, level)]
    }),
  )
  return { title, levels }
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\divxlc]+(?:\.\d+)*[.)]?\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** The largest words of the first page with text, where they are larger than the text. */
const titleOf = (chunks: readonly Chunk[], textOf: (chunk: Chunk) => string, measures: Measures): Chunk | undefined => {
  const page = chunks[0]?.lines[0]?.column.page
  const onFirst = chunks.filter((chunk) => chunk.lines[0]?.column.page === page).slice(0, 12)
  let best: Chunk | undefined
  for (const chunk of onFirst) {
    const text = textOf(chunk)
    if (text.length < 4 || text.length > 300 || !/\p{L}{2}/u.test(text) || namesFront(text) || namesSection(text))
      continue
    if (chunk.size < LARGER * measures.size) continue
    if (best === undefined || chunk.size > best.size * 1.02) best = chunk
  }
  return best
}

const readsAsHeading = (chunk: Chunk, next: Chunk | undefined, text: string, measures: Measures): boolean => {
  if (next === undefined || text.length > HEADING_MAX_CHARS || chunk.lines.length > HEADING_MAX_LINES) return false
  if (!/\p{L}/u.test(text) || /^(?:fig(?:ure|\.)|table)\s*\d/i.test(text) || /[,;]$/.test(text)) return false
  if (chunk.size >= LARGER * measures.size) return true
  if (chunk.size < 0.93 * measures.size || /[.:]$/.test(text.replace(/^\S+\.\s/, '')) || !/^\P{Ll}/u.test(text))
    return false
  const isApart = chunk.above > 1.15
  const isCapitals = text.length > 3 && text === text.toUpperCase() && text !== text.toLowerCase()
  if (chunk.isBold || isCapitals) return isApart || chunk.above > 0.9
  return chunk.isItalic && isApart && chunk.lines.length <= 2 && text.length <= 120
}

/** Larger is higher; of one size bold capitals before bold, bold before slanted. */
const rankOf = (chunk: Chunk, text: string, measures: Measures): number => {
  const size = Math.round((Math.max(chunk.size, measures.size) / measures.size) * 20)
  const isCapitals = text === text.toUpperCase() && text !== text.toLowerCase()
  return size * 8 + (chunk.isBold ? 4 : 0) + (isCapitals ? 2 : 0) + (chunk.isItalic ? 0 : 1)
}
