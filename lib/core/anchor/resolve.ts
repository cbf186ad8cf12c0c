import type { VersionId } from '../base'
import { type Offset, offset } from '../document'
import { type Anchor, type Passage, pairEnd, pairStart } from './anchor'
import { type ApproximateMatch, approximateMatches, similarity } from './approximate'

/**
 * Where the passage of an anchor is in a version, and how it was found.
 * `exact`: at its offsets, with its words. `moved`: the same words elsewhere.
 * `guessed`: words much like them; `score` says how much, from `GUESS_MIN` to
 * below 1. `orphan`: nowhere.
 */
export type Resolution =
  | { readonly kind: 'exact'; readonly start: Offset; readonly end: Offset }
  | { readonly kind: 'moved'; readonly start: Offset; readonly end: Offset }
  | { readonly kind: 'guessed'; readonly start: Offset; readonly end: Offset; readonly score: number }
  | { readonly kind: 'orphan' }

/**
 * The weights of a place's score, as shares of 1. That quote, the text on either
 * side and the place count about 5 : 2 : 2 : 0.2 is the experience of the
 * Hypothesis client (anchoring/match-quote.ts); the place only breaks ties.
 */
const WEIGHTS = { quote: 50 / 92, prefix: 20 / 92, suffix: 20 / 92, place: 2 / 92 }
/** The largest share of a quote that may differ where it is guessed. */
const ERRORS_MAX_SHARE = 0.35
/** However long the quote: keeps the search within a blink. */
const ERRORS_MAX = 256
/** Below this score a place is no guess but an orphan. */
const GUESS_MIN = 0.6
/** Words say where they belong only where they are this long, or the text around them is this much alike. */
const TELLING_CHARS = 24
const TELLING_CONTEXT = 0.5

interface Scored extends ApproximateMatch {
  /** How alike the text on either side is, 0 to 1. */
  readonly context: number
  readonly score: number
}

/** Finds the passage of `anchor` in `version`, whose plain text is `index.text`. */
export const resolve = (anchor: Anchor, version: VersionId, index: { readonly text: string }): Resolution => {
  const { text } = index
  const isThere = text.startsWith(anchor.exact, anchor.start)
  if (isThere && (anchor.version === version || hasContext(text, anchor))) {
    return { kind: 'exact', start: anchor.start, end: anchor.end }
  }
  const same = bestOf(text, anchor, occurrences(text, anchor.exact))
  if (same !== undefined && isTelling(anchor, same)) {
    const kind = same.start === anchor.start ? 'exact' : 'moved'
    return { kind, start: offset(same.start), end: offset(same.end) }
  }
  const errors = Math.min(ERRORS_MAX, Math.floor(anchor.exact.length * ERRORS_MAX_SHARE))
  const like = bestOf(text, anchor, approximateMatches(text, anchor.exact, errors))
  if (like === undefined || like.score < GUESS_MIN || !isTelling(anchor, like)) return { kind: 'orphan' }
  const { start, end } = wholeWords(text, anchor, like)
  return { kind: 'guessed', start, end, score: like.score }
}

const isTelling = (anchor: Anchor, place: Scored): boolean =>
  anchor.exact.length >= TELLING_CHARS || place.context >= TELLING_CONTEXT

const LETTER = /[\p{L}\p{M}\p{N}]/u
const isLetter = (character: string | undefined): boolean => character !== undefined && LETTER.test(character)

/** A guess grows to whole words at an end where the passage had whole words, and never cuts a surrogate pair. */
const wholeWords = (text: string, anchor: Anchor, { start, end }: ApproximateMatch): Passage => {
  let from = start
  let to = end
  if (isLetter(anchor.exact.at(0)) && !isLetter(anchor.prefix.at(-1))) {
    while (isLetter(text[from - 1]) && isLetter(text[from])) from -= 1
  }
  if (isLetter(anchor.exact.at(-1)) && !isLetter(anchor.suffix.at(0))) {
    while (isLetter(text[to]) && isLetter(text[to - 1])) to += 1
  }
  return { start: offset(pairStart(text, from)), end: offset(pairEnd(text, to)) }
}

const hasContext = (text: string, { start, end, prefix, suffix }: Anchor): boolean =>
  text.slice(Math.max(0, start - prefix.length), start) === prefix && text.startsWith(suffix, end)

const occurrences = (text: string, exact: string): readonly ApproximateMatch[] => {
  const found: ApproximateMatch[] = []
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    found.push({ start: at, end: at + exact.length, errors: 0 })
  }
  return found
}

/** The best by score; of equal ones the nearest to where the passage was. */
const bestOf = (text: string, anchor: Anchor, matches: readonly ApproximateMatch[]): Scored | undefined => {
  let best: Scored | undefined
  const away = (match: ApproximateMatch): number => Math.abs(match.start - anchor.start)
  for (const match of matches.toSorted((a, b) => a.errors - b.errors || away(a) - away(b))) {
    // The best that the text around it could make of it.
    if (best !== undefined && scoreOf(text, anchor, match, 1, 1) <= best.score) continue
    const scored = scoredOf(text, anchor, match)
    if (best === undefined || scored.score > best.score) best = scored
  }
  return best
}

const scoredOf = (text: string, anchor: Anchor, match: ApproximateMatch): Scored => {
  const { prefix, suffix } = anchor
  const before = similarity(text.slice(Math.max(0, match.start - prefix.length), match.start), prefix)
  const after = similarity(text.slice(match.end, match.end + suffix.length), suffix)
  return { ...match, context: (before + after) / 2, score: scoreOf(text, anchor, match, before, after) }
}

const scoreOf = (text: string, anchor: Anchor, match: ApproximateMatch, before: number, after: number): number => {
  const quote = 1 - match.errors / anchor.exact.length
  const place = 1 - Math.min(1, Math.abs(match.start - anchor.start) / Math.max(1, text.length))
  return WEIGHTS.quote * quote + WEIGHTS.prefix * before + WEIGHTS.suffix * after + WEIGHTS.place * place
}
