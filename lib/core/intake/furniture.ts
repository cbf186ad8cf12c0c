import { type Block, type IntakeWarning, type Item, plainOf } from './piece'

const PAGE_NUMBER = /^(?:(?:page|p\.)\s*)?[-–—|\s]*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|\s]*$|^[ivxl]{1,6}$/i
const HEAD_MAX_CHARS = 100
const HEAD_MIN_TIMES = 3

/**
 * The items without what a page carries and the paper does not: page numbers
 * next to a page's end, and short lines that stand there on three pages or more
 * (the first of these stays when it is a heading). Each goes into a warning.
 */
export const furniture = (items: readonly Item[], warnings: IntakeWarning[]): readonly Item[] => {
  const isEdge = (at: number, step: -1 | 1): boolean => {
    const next = items[at + step]
    if (next === undefined || next.kind === 'break' || next.kind === 'note') return true
    return (next.kind === 'paragraph' || next.kind === 'heading') && next.inlines[0]?.kind === 'marker'
  }
  const nearEdge = (at: number): boolean =>
    isEdge(at, -1) ||
    isEdge(at, 1) ||
    (isSmall(items[at - 1]) && isEdge(at - 1, -1)) ||
    (isSmall(items[at + 1]) && isEdge(at + 1, 1))
  const hasBreaks = items.some((item) => item.kind === 'break')
  if (!hasBreaks) return items
  const heads = new Map<string, number>()
  items.forEach((item, at) => {
    const head = headOf(item)
    if (head !== undefined && nearEdge(at)) heads.set(head, (heads.get(head) ?? 0) + 1)
  })
  const met = new Set<string>()
  return items.filter((item, at) => {
    if (item.kind !== 'paragraph' && item.kind !== 'heading') return true
    const text = plainOf(item.inlines)
    if (PAGE_NUMBER.test(text) && nearEdge(at)) {
      warnings.push({ code: 'page-number', message: `A page number was left out: “${text}”.`, line: item.line })
      return false
    }
    const head = headOf(item)
    if (head === undefined || !nearEdge(at) || (heads.get(head) ?? 0) < HEAD_MIN_TIMES) return true
    const isFirst = !met.has(head)
    met.add(head)
    if (isFirst && item.kind === 'heading') return true
    warnings.push({
      code: 'running-head',
      message: `A line that the pages repeat was left out: “${text}”.`,
      line: item.line,
    })
    return false
  })
}

const isSmall = (item: Item | undefined): item is Block =>
  item !== undefined &&
  (item.kind === 'paragraph' || item.kind === 'heading') &&
  plainOf(item.inlines).length <= HEAD_MAX_CHARS

/** A short line without its numbers, so that `Hanif 23` and `Hanif 25` are the same; `undefined` for anything else. */
const headOf = (item: Item): string | undefined => {
  if (!isSmall(item) || (item.kind !== 'paragraph' && item.kind !== 'heading')) return undefined
  if (item.inlines[0]?.kind === 'marker') return undefined
  const text = plainOf(item.inlines).replace(/\d+/g, '').replace(/\s+/g, ' ').trim().toLowerCase()
  // A sentence is the paper's, however often it comes.
  return text.length < 3 || /[.!?;:,]$/.test(text) ? undefined : text
}
