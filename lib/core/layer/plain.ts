import { CONTEXT_CHARS, type LayerRecord, QUOTE_MAX_CHARS, type RecordKey } from '../annotation'

/**
 * True of an entry of a layer that is certainly a record, just as the schema
 * would give it back: a plain highlight, verdict or comment, which is what a
 * layer is made of. False says nothing; then the schema decides. A large layer
 * is read many times faster so.
 */
export const isPlainEntry = (entry: readonly [string, unknown]): entry is readonly [RecordKey, LayerRecord] => {
  const [text, value] = entry
  if (!isPlainObject(value) || value.v !== 1 || !isMoment(value.at) || typeof value.author !== 'string') return false
  switch (value.kind) {
    case 'tagging':
      return isVerdict(value) && isVerdictText(text, value.author, value.annotation)
    case 'annotation':
      return isHighlight(value) && isOwn(text, 'annotation', value.author)
    case 'comment':
      return isComment(value) && isOwn(text, 'comment', value.author)
    default:
      return false
  }
}

type Plain = Readonly<Record<string, unknown>>

const isPlainObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const ID = /^[A-Za-z0-9_-]{1,64}$/
/** Of an annotation or a comment: what an owner gave it. */
const LOCAL = /^[A-Za-z0-9_.-]{1,64}$/
const ANNOTATION = /^annotation\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_.-]{1,64}$/
const COMMENT = /^comment\/[A-Za-z0-9_-]{1,64}\/[A-Za-z0-9_.-]{1,64}$/
const UNKEEPABLE = /[\0\p{Surrogate}]/u
const MOMENT_MAX = 8_640_000_000_000_000
const OFFSET_MAX = 100_000_000
/** A comment of more is left to the schema. */
const PLAIN_CHARS_MAX = 2_000
const PLAIN_PARAGRAPHS_MAX = 100

const isMoment = (value: unknown): boolean => isCount(value, MOMENT_MAX)
const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
const isText = (value: unknown, least: number, most: number): value is string =>
  typeof value === 'string' && value.length >= least && value.length <= most && !UNKEEPABLE.test(value)

/** True where the object has these members, `editedAt` perhaps, and no other. */
const hasOnly = (value: Plain, names: ReadonlySet<string>): boolean => {
  let count = 0
  for (const name in value) {
    if (names.has(name)) count += 1
    else if (name !== 'editedAt' || !isMoment(value[name])) return false
  }
  return count === names.size
}

const VERDICT = new Set(['v', 'author', 'at', 'kind', 'annotation', 'tag'])
const isVerdict = (value: Plain): value is Plain & { readonly annotation: string } =>
  typeof value.annotation === 'string' &&
  ANNOTATION.test(value.annotation) &&
  typeof value.author === 'string' &&
  ID.test(value.author) &&
  typeof value.tag === 'string' &&
  ID.test(value.tag) &&
  hasOnly(value, VERDICT)

const VERDICT_HEAD = 'tagging/'
const ANNOTATION_HEAD = 'annotation/'
const [SLASH, DOT] = ['/'.charCodeAt(0), '.'.charCodeAt(0)]

/** True where `text` is the key of the author's verdict on the annotation (`taggingKey`); letter by letter, since a layer has tens of thousands. */
const isVerdictText = (text: string, author: string, annotation: string): boolean => {
  const from = VERDICT_HEAD.length + author.length + 1
  if (text.length - from !== annotation.length - ANNOTATION_HEAD.length) return false
  if (!text.startsWith(VERDICT_HEAD) || !text.startsWith(author, VERDICT_HEAD.length)) return false
  if (text.charCodeAt(from - 1) !== SLASH) return false
  let hasDot = false
  for (let at = text.length - 1, other = annotation.length - 1; at >= from; at -= 1, other -= 1) {
    const letter = annotation.charCodeAt(other)
    if (letter === SLASH) hasDot = true
    if (text.charCodeAt(at) !== (letter === SLASH ? DOT : letter)) return false
  }
  return hasDot
}

const isOwn = (text: string, kind: 'annotation' | 'comment', author: string): boolean => {
  const head = `${kind}/${author}/`
  return ID.test(author) && text.startsWith(head) && LOCAL.test(text.slice(head.length))
}

const HIGHLIGHT = new Set(['v', 'author', 'at', 'kind', 'anchor'])
const ANCHOR = new Set(['version', 'start', 'end', 'exact', 'prefix', 'suffix'])
const isHighlight = (value: Plain): boolean => {
  const { anchor } = value
  return hasOnly(value, HIGHLIGHT) && isPlainObject(anchor) && isAnchor(anchor)
}
const isAnchor = (anchor: Plain): boolean =>
  !('editedAt' in anchor) &&
  hasOnly(anchor, ANCHOR) &&
  typeof anchor.version === 'string' &&
  ID.test(anchor.version) &&
  isCount(anchor.start, OFFSET_MAX) &&
  isCount(anchor.end, OFFSET_MAX) &&
  isText(anchor.exact, 1, QUOTE_MAX_CHARS) &&
  anchor.end - anchor.start === anchor.exact.length &&
  isText(anchor.prefix, 0, CONTEXT_CHARS) &&
  isText(anchor.suffix, 0, CONTEXT_CHARS)

const COMMENT_MEMBERS = new Set(['v', 'author', 'at', 'kind', 'annotation', 'parent', 'body'])
const isComment = (value: Plain): boolean =>
  hasOnly(value, COMMENT_MEMBERS) &&
  typeof value.annotation === 'string' &&
  ANNOTATION.test(value.annotation) &&
  (value.parent === null || (typeof value.parent === 'string' && COMMENT.test(value.parent))) &&
  isPlainBody(value.body)

/** Paragraphs of unmarked words, not too many of them. */
const isPlainBody = (body: unknown): boolean => {
  if (!isNode(body, 'doc', 'content') || !Array.isArray(body.content)) return false
  const paragraphs: readonly unknown[] = body.content
  if (paragraphs.length === 0 || paragraphs.length > PLAIN_PARAGRAPHS_MAX) return false
  let chars = 0
  let hasWords = false
  for (const paragraph of paragraphs) {
    if (!isNode(paragraph, 'paragraph', 'content') || !Array.isArray(paragraph.content)) return false
    const inlines: readonly unknown[] = paragraph.content
    const [inline] = inlines
    if (inlines.length !== 1 || !isNode(inline, 'text', 'text') || !isText(inline.text, 1, PLAIN_CHARS_MAX))
      return false
    chars += inline.text.length
    hasWords ||= inline.text.trim() !== ''
  }
  return hasWords && chars <= PLAIN_CHARS_MAX
}

/** An object of a type with one more member. */
const isNode = (value: unknown, type: string, member: string): value is Plain => {
  if (!isPlainObject(value) || value.type !== type) return false
  for (const name in value) if (name !== 'type' && name !== member) return false
  return member in value
}
