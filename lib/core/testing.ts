import { type MemberId, memberId, tagId, versionId } from './base'
import {
  type Annotation,
  type Comment,
  type Reaction,
  type RecordKey,
  type Tagging,
  bodyOf,
  recordKey,
} from './annotation'
import { offset } from './document'

/** A small text for tests of layers: two sentences, one beyond the basic plane, and a phrase that occurs twice. */
export const SAMPLE_TEXT =
  'States seek power because anarchy leaves them no choice. Trade ties them 𝕋ogether, as liberals say.\n' +
  'Yet identities change, and states seek power no longer: so the constructivist.'
/** The version that `SAMPLE_TEXT` is the text of. */
export const SAMPLE_VERSION = versionId('v1')
export const REALIST = tagId('realist')
export const LIBERAL = tagId('liberal')
export const AMINA: MemberId = memberId('amina')
export const BILAL: MemberId = memberId('bilal')

/** An annotation by `author` of `SAMPLE_TEXT` from `start` to `end`, with eight characters of context. */
export const annotationOf = (author: MemberId, start = 0, end = 17, at = 1_000): Annotation => ({
  v: 1,
  kind: 'annotation',
  author,
  at,
  anchor: {
    version: SAMPLE_VERSION,
    start: offset(start),
    end: offset(end),
    exact: SAMPLE_TEXT.slice(start, end),
    // No half of a pair: UTF-8 cannot carry one.
    prefix: SAMPLE_TEXT.slice(Math.max(0, start - 8), start).replace(/^[\uDC00-\uDFFF]/, ''),
    suffix: SAMPLE_TEXT.slice(end, end + 8).replace(/[\uD800-\uDBFF]$/, ''),
  },
})

/** A verdict of `author` on `annotation`. */
export const taggingOf = (author: MemberId, annotation: RecordKey, tag = REALIST, at = 1_000): Tagging => ({
  v: 1,
  kind: 'tagging',
  author,
  at,
  annotation,
  tag,
})

/** A comment of `author` on `annotation`, or on the comment `parent`. */
export const commentOf = (
  author: MemberId,
  annotation: RecordKey,
  parent: RecordKey | null = null,
  text = 'Is it so?',
  at = 1_000,
): Comment => ({ v: 1, kind: 'comment', author, at, annotation, parent, body: bodyOf(text) })

/** A reaction of `author` to `annotation`, or to the comment `comment` on it. */
export const reactionOf = (
  author: MemberId,
  annotation: RecordKey,
  comment: RecordKey | null = null,
  reaction: Reaction['reaction'] = 'agree',
  at = 1_000,
): Reaction => ({ v: 1, kind: 'reaction', author, at, annotation, comment, reaction })

export const annotationKey = (owner: MemberId, local = 'a1'): RecordKey => recordKey('annotation', owner, local)
export const commentKey = (owner: MemberId, local = 'c1'): RecordKey => recordKey('comment', owner, local)
