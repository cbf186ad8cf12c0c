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

/**
 * Finds a passage by its words, and by its position where the file counts in
 * this very version. A passage that says no position of ours and is found by
 * its words is `exact`: it did not move, it was never anywhere.
 */
export const placePassage = ({ version, index, codePoints }: HereText, passage: Passage): PlacedPassage => {
  const { text } = index
  const isOurs = passage.source?.endsWith(`/versions/${version}`) === true
  const exact = wordsIn(text, passage.exact)
  if (exact.length > QUOTE_MAX_CHARS) return { kind: 'orphan' }
  const once = onlyPlaceOf(text, exact)
  const start = (passage.start === null ? undefined : codePoints.offsetAt(passage.start)) ?? once ?? offset(0)
  const anchor = {
    version: isOurs ? version : ELSEWHERE,
    start,
    end: offset(start + exact.length),
    exact,
    prefix: keepable(passage.prefix.slice(-CONTEXT_CHARS)),
    suffix: keepable(passage.suffix.slice(0, CONTEXT_CHARS)),
  }
  const found = resolve(anchor, version, index)
  if (found.kind === 'guessed') return { kind: 'guessed', anchor: describe(version, index, found), score: found.score }
  // Short words say where they belong where they stand but once, whatever is around them.
  const place =
    found.kind === 'orphan' && once !== undefined ? { start: once, end: offset(once + exact.length) } : found
  if ('kind' in place && place.kind === 'orphan') return place
  const kind = isOurs && place.start !== start ? 'moved' : 'exact'
  return { kind, anchor: describe(version, index, place) }
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
