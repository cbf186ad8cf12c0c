import { type VersionId, versionId } from '../base'
import { type Anchor, CONTEXT_CHARS, QUOTE_MAX_CHARS, describe, resolve } from '../anchor'
import { keepable } from '../annotation'
import { type Offset, type TextIndex, offset } from '../document'
import type { CodePoints } from './code-points'
import type { ForeignTarget } from './foreign'

/** The text into which notes are brought. */
export interface HereText {
  readonly version: VersionId
  readonly index: TextIndex
  readonly codePoints: CodePoints
}

/** Where a foreign passage stands in our text, and how it was found; `core/anchor` says what the kinds mean. */
export type PlacedPassage =
  | { readonly kind: 'exact' | 'moved'; readonly anchor: Anchor }
  | { readonly kind: 'guessed'; readonly anchor: Anchor; readonly score: number }
  | { readonly kind: 'orphan' }

type Passage = Extract<ForeignTarget, { kind: 'passage' }>

/** The version of a text that is not ours: its positions are a hint and no more. */
const ELSEWHERE: VersionId = versionId('elsewhere')

/** Words that stand but once say where they belong, whatever is around them, where they are this long. */
const WORDS_CHARS = 8
/** Words this long are told from others without a look at what is around them (`core/anchor`). */
const TELLING_CHARS = 24
/** A search for words that are not there takes no longer for a longer quote than for one of so many characters. */
const SEARCH_CHARS = 1_000

/**
 * How much searching for words that the text does not have one import may do, in
 * characters of the quotes: about two seconds in a paper of ordinary length.
 */
const SEARCHES_CHARS = 12_000

/** A placer of passages, for one import; `SEARCHES_CHARS` counts over all that it is asked. */
export const passagePlacer = (here: HereText): ((passage: Passage) => PlacedPassage) => {
  let left = SEARCHES_CHARS
  return (passage) => {
    const exact = wordsIn(here.index.text, passage.exact)
    const isCheap = exact.length >= TELLING_CHARS && here.index.text.includes(exact)
    if (!isCheap) left -= Math.min(SEARCH_CHARS, exact.length)
    return placed(here, passage, exact, isCheap || left >= 0)
  }
}

/**
 * Finds a passage by its words, and by its position where the file counts in
 * this very version. A passage that says no position of ours and is found by
 * its words is `exact`: it did not move, it was never anywhere.
 */
const placed = (
  { version, index, codePoints }: HereText,
  passage: Passage,
  exact: string,
  maySearch: boolean,
): PlacedPassage => {
  const { text } = index
  if (exact.length > QUOTE_MAX_CHARS) return { kind: 'orphan' }
  const isOurs = passage.source?.endsWith(`/versions/${version}`) === true
  const once = onlyPlaceOf(text, exact)
  const start = (passage.start === null ? undefined : codePoints.offsetAt(passage.start)) ?? once ?? offset(0)
  const isAt = (at: Offset): PlacedPassage => ({
    kind: isOurs && at !== start ? 'moved' : 'exact',
    anchor: describe(version, index, { start: at, end: offset(at + exact.length) }),
  })
  if (isOurs && text.startsWith(exact, start)) return isAt(start)
  if (once !== undefined && exact.length >= WORDS_CHARS) return isAt(once)
  if (!maySearch) return { kind: 'orphan' }
  const anchor = {
    version: ELSEWHERE,
    start,
    end: offset(start + exact.length),
    exact,
    prefix: keepable(passage.prefix.slice(-CONTEXT_CHARS)),
    suffix: keepable(passage.suffix.slice(0, CONTEXT_CHARS)),
  }
  const found = resolve(anchor, version, index)
  if (found.kind === 'orphan') return found
  if (found.kind === 'guessed') return { kind: 'guessed', anchor: describe(version, index, found), score: found.score }
  return isAt(found.start)
}

/** The quote as our text may write it: other tools keep the line breaks of their page. */
const wordsIn = (text: string, exact: string): string => {
  if (text.includes(exact)) return exact
  const flat = exact.replaceAll(/\s+/gu, ' ').trim()
  return flat === '' ? exact : flat
}

const onlyPlaceOf = (text: string, exact: string): Offset | undefined => {
  const first = text.indexOf(exact)
  return first >= 0 && !text.includes(exact, first + 1) ? offset(first) : undefined
}
