import { type Offset, offset } from '@/lib/core/document'

/** A passage as an address names it. */
export interface LinkedRange {
  readonly start: Offset
  readonly end: Offset
}

/** The most words that a link spells out; longer passages are named by their two ends. */
const WHOLE_MAX_WORDS = 12
const END_WORDS = 4

/** Percent-encoded, the dash too, which has a meaning of its own there. */
const encoded = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D')

/**
 * An address that leads to exactly this passage: `#p=START-END`, offsets in the
 * version's text. `words` follow as a text fragment (WICG, Scroll to Text
 * Fragment: `:~:text=start,end`), which a browser finds without our script.
 * `href` is the page's.
 */
export const passageLink = (href: string, { start, end }: LinkedRange, words: string): string => {
  const page = href.split('#')[0] ?? href
  const place = `${page}#p=${String(start)}-${String(end)}`
  const parts = words
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (parts.length === 0) return place
  if (parts.length <= WHOLE_MAX_WORDS) return `${place}:~:text=${encoded(parts.join(' '))}`
  return `${place}:~:text=${encoded(parts.slice(0, END_WORDS).join(' '))},${encoded(parts.slice(-END_WORDS).join(' '))}`
}

/** The passage that an address's hash names; `undefined` where it names none, or one beyond `length` characters. */
export const linkedRange = (hash: string, length: number): LinkedRange | undefined => {
  const found = /^#p=(\d{1,9})-(\d{1,9})(?:$|:~:)/.exec(hash)
  const start = Number(found?.[1])
  const end = Number(found?.[2])
  return found !== null && start < end && end <= length ? { start: offset(start), end: offset(end) } : undefined
}
