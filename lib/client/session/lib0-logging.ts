/**
 * Stands in for `lib0/logging` in the browser (see `next.config.js`). The whole
 * of it paints the console, and brings a DOM library, a schema library and a
 * random generator for that; Yjs says one or two sentences with it.
 */

/** Colours and weights, which the console goes without. */
export const ORANGE = ''
export const RED = ''
export const BOLD = ''
export const UNBOLD = ''

/** Says `words` in the console. */
export const print = (...words: readonly unknown[]): void => {
  console.info(...words.filter((word) => word !== ''))
}

/** Warns of `words` in the console. */
export const warn = (...words: readonly unknown[]): void => {
  console.warn(...words.filter((word) => word !== ''))
}
