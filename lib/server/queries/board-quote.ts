import type { VersionId } from '../../core/base'
import {
  type NumberedParagraph,
  type Section,
  type Sentence,
  TextIndex,
  numberedParagraphs,
  offset,
  outline,
  paragraphAt,
  sectionAt,
  sentences,
} from '../../core/document'
import type { Database } from '../store/database'
import { documentOf } from '../store/figures'

/** The text of a version, as a board quotes it. */
export interface BoardText {
  readonly index: TextIndex
  readonly sections: readonly Section[]
  readonly sentences: readonly Sentence[]
  readonly paragraphs: readonly NumberedParagraph[]
  /** Where the body ends and the footnotes begin, as an offset. */
  readonly bodyEnd: number
}

/** A version never changes: its text is cut once, of the few that are on boards. */
const TEXTS_MAX = 8
const texts = new Map<VersionId, Promise<BoardText>>()

/** The text of a version, to be quoted. Throws where there is no such version. */
export const boardTextOf = (db: Database, version: VersionId): Promise<BoardText> => {
  const known = texts.get(version)
  if (known !== undefined) return known
  const text = documentOf(db, version).then((document): BoardText => {
    const index = new TextIndex(document)
    return {
      index,
      sections: outline(document, index),
      sentences: sentences(index),
      paragraphs: numberedParagraphs(document, index),
      bodyEnd: index.bodyEnd,
    }
  })
  texts.set(version, text)
  text.catch(() => texts.delete(version))
  for (const oldest of texts.keys()) {
    if (texts.size <= TEXTS_MAX) break
    texts.delete(oldest)
  }
  return text
}

/** A passage with what stands round it. */
export interface Quoted {
  readonly exact: string
  /** The words of its paragraph before it, at most a sentence more than its own; cut at a word, with an ellipsis. */
  readonly before: string
  /** The rest of its last sentence; empty where that is a mark alone. */
  readonly after: string
  /** The section's title; empty before the first heading. */
  readonly section: string
  /** The number of its paragraph, from 1; `null` in front matter and notes. */
  readonly paragraph: number | null
  /** Offset of its first character, for the strip. */
  readonly start: number
}

/** More of a passage no wall can hold. */
const EXACT_MAX_CHARS = 900
const BEFORE_MAX_CHARS = 240
const AFTER_MAX_CHARS = 140

/** The words from `start` to `end`, offsets in the text, and what stands round them in their paragraph. */
export const quoteOf = (
  { index, sections, sentences: all, paragraphs }: BoardText,
  { start, end }: { readonly start: number; readonly end: number },
): Quoted => {
  const from = offset(Math.min(start, index.text.length))
  const to = Math.min(end, index.text.length)
  const first = index.blockAt(from)
  const last = index.blockAt(offset(Math.max(from, to - 1)))
  const own = all.findLastIndex((sentence) => sentence.start <= from)
  const before = all[own - 1]
  const begin = before === undefined || before.start < first.start ? first.start : before.start
  const finish = all.find((sentence) => sentence.end >= to)?.end ?? to
  // A closing quote alone says nothing.
  const rest = oneLine(index.text.slice(to, Math.min(finish, last.end)))
  return {
    exact: cutEnd(oneLine(index.text.slice(from, to)), EXACT_MAX_CHARS),
    before: cutStart(oneLine(index.text.slice(Math.max(begin, first.start), from)), BEFORE_MAX_CHARS),
    after: /[\p{L}\p{N}]/u.test(rest) ? cutEnd(rest, AFTER_MAX_CHARS) : '',
    section: sectionAt(sections, from)?.title ?? '',
    paragraph: paragraphAt(paragraphs, index, from),
    start: from,
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

const cutEnd = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]?$|\s+\S*$/, '')}…`

const cutStart = (text: string, max: number): string =>
  text.length <= max ? text : `…${text.slice(-max).replace(/^[\uDC00-\uDFFF]?\S*\s+/, '')}`
