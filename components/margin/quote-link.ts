/** The most words that a link spells out; longer passages are named by their two ends. */
const WHOLE_MAX_WORDS = 12
const END_WORDS = 4

/** Percent-encoded, the dash too, which has a meaning of its own there. */
const encoded = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D')

/**
 * An address that leads to a passage in any browser that knows text fragments
 * (WICG, Scroll to Text Fragment): `#:~:text=start,end`. `href` is the page's.
 */
export const quoteLink = (href: string, passage: string): string => {
  const page = href.split('#')[0] ?? href
  const words = passage
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return page
  if (words.length <= WHOLE_MAX_WORDS) return `${page}#:~:text=${encoded(words.join(' '))}`
  const start = encoded(words.slice(0, END_WORDS).join(' '))
  return `${page}#:~:text=${start},${encoded(words.slice(-END_WORDS).join(' '))}`
}
