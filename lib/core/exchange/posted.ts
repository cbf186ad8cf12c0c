import type { LayerId, MemberId, TagId } from '../base'
import {
  type CommentBody,
  RATIONALE_MAX_CHARS,
  type ReactionKind,
  type RecordKey,
  type Tag,
  parseRecordKey,
} from '../annotation'
import type { Anchor } from '../anchor'
import type { ForeignNote } from './foreign'
import { type JsonObject, isObject, listOf, momentOf, textOf } from './json'
import { ANNO_CONTEXT, memberOfIri, noteOfIri } from './names'
import { type HereText, passagePlacer } from './place-note'
import { readWebNote } from './read-web'

/** On what a posted verdict or comment is said: a highlight of the layer, or a passage that may have none yet. */
export type PostedPlace = { readonly highlight: RecordKey } | { readonly anchor: Anchor }

/** What a posted annotation is in a layer: one record. */
export type PostedNote =
  | { readonly kind: 'annotation'; readonly anchor: Anchor }
  | { readonly kind: 'tagging'; readonly on: PostedPlace; readonly tag: TagId; readonly rationale: string | null }
  | { readonly kind: 'comment'; readonly on: PostedPlace; readonly body: CommentBody }
  | { readonly kind: 'answer'; readonly to: RecordKey; readonly body: CommentBody }
  | { readonly kind: 'reaction'; readonly to: RecordKey; readonly reaction: ReactionKind }

/** A posted annotation, read. */
export interface Posted {
  readonly note: PostedNote
  /** The name that it came with; `null` where it has none. */
  readonly id: string | null
  readonly canonical: string | null
  readonly via: readonly string[]
  /** When it says that it was made, in milliseconds since 1970; `null` where it does not say. */
  readonly createdAt: number | null
}

/** Why a posted annotation is not taken. The sentence says what to do. */
export interface PostedFault {
  /** `malformed`: it is no annotation. `context`: not one in these terms. `foreign`: in another's name. `unsupported`: a layer cannot hold it. */
  readonly kind: 'malformed' | 'context' | 'foreign' | 'unsupported'
  readonly sentence: string
}

/** Where an annotation is posted to, and by whom. */
export interface PostedMeans {
  readonly here: HereText
  readonly layer: LayerId
  readonly member: MemberId
  readonly tags: readonly Tag[]
  /** The end of the reading's address, with a slash before it. */
  readonly readingPath: string
}

/** What an annotation may say. When it was modified and with what it was made is not kept: a layer says so itself. */
const MEMBERS: ReadonlySet<string> = new Set([
  '@context',
  'id',
  'type',
  'motivation',
  'body',
  'bodyValue',
  'target',
  'creator',
  'created',
  'canonical',
  'via',
  'modified',
  'generator',
  'generated',
])
const TEXT_FORMATS: ReadonlySet<string> = new Set(['text/plain', 'text/html', 'text/markdown'])

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: PostedFault }
const fault = (kind: PostedFault['kind'], sentence: string): { readonly ok: false; readonly reason: PostedFault } => ({
  ok: false,
  reason: { kind, sentence },
})
const unsupported = (sentence: string) => fault('unsupported', sentence)

/**
 * Reads an annotation that a client of the Web Annotation Protocol sends. It is
 * taken as what one record can hold, or not at all: nothing of it is dropped in
 * silence but with what it was made, and when it was modified.
 */
export const readPosted = (json: unknown, means: PostedMeans): Read<Posted> => {
  if (!isObject(json)) return fault('malformed', 'This is no annotation. Send one JSON object.')
  if (!listOf(json['@context']).includes(ANNO_CONTEXT)) {
    return fault('context', `This is in other terms than ours. Give "@context": "${ANNO_CONTEXT}".`)
  }
  const strange = Object.keys(json).find((name) => !MEMBERS.has(name))
  if (strange !== undefined) {
    return unsupported(`A layer cannot keep "${strange.slice(0, 60)}" of an annotation. Leave it out.`)
  }
  const read = readWebNote(json, '')
  if (typeof read === 'string') {
    return listOf(json.type).includes('Annotation')
      ? unsupported(
          'This speaks of no passage and of no note. Give a target with a TextQuoteSelector, or the address of a note.',
        )
      : fault('malformed', 'This is no annotation. Give "type": "Annotation".')
  }
  const wrong = bodyFault(json) ?? targetFault(json, means) ?? authorFault(json, means)
  if (wrong !== undefined) return wrong
  const note = noteOf(read, motivationsOf(json), json, means)
  if (!note.ok) return note
  const via = listOf(json.via).flatMap((iri) => textOf(iri) ?? [])
  const names = [json.id, json.canonical, ...listOf(json.via)].flatMap((name) => textOf(name) ?? [])
  if (names.length > NAMES_MAX || names.some((name) => name.length > NAME_MAX_CHARS || !IRI.test(name))) {
    return unsupported(
      `The names of a note are addresses, ${NAMES_MAX} at most and ${NAME_MAX_CHARS} characters each. Shorten "id", "canonical" or "via".`,
    )
  }
  return {
    ok: true,
    value: {
      note: note.value,
      id: textOf(json.id),
      canonical: textOf(json.canonical),
      via,
      createdAt: momentOf(json.created),
    },
  }
}

/** The most names under which a note was known elsewhere, its own id among them. */
const NAMES_MAX = 8
/** The longest of them, in UTF-16 units. */
const NAME_MAX_CHARS = 2_048
/** An absolute IRI as far as it matters here: a scheme, and no space, control character or half of a pair. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s\p{C}]+$/iu

const motivationsOf = (json: JsonObject): readonly string[] =>
  listOf(json.motivation).map((motivation) =>
    typeof motivation === 'string' ? motivation.replace(/^(oa:|http:\/\/www\.w3\.org\/ns\/oa#)/, '') : '',
  )

const bodyFault = (json: JsonObject) => {
  for (const body of listOf(json.body)) {
    if (typeof body === 'string')
      return unsupported('A body here is words in the annotation itself, not an address. Give a TextualBody.')
    if (!isObject(body)) return fault('malformed', 'A body is an object. Give a TextualBody.')
    const isConcept =
      textOf(body.source) !== null &&
      listOf(body.purpose).some(
        (purpose) => purpose === 'classifying' || purpose === 'assessing' || purpose === 'moderating',
      )
    if (isConcept) continue
    if (typeof body.value !== 'string') return unsupported('A body here is words. Give a TextualBody with a value.')
    const format = listOf(body.format).find((one) => !(typeof one === 'string' && TEXT_FORMATS.has(one)))
    if (format !== undefined) return unsupported('The words of a body are text/plain or text/html here. Send them so.')
  }
  return undefined
}

/** One target, in this reading. */
const targetFault = (json: JsonObject, { here, readingPath, layer }: PostedMeans) => {
  const targets = listOf(json.target)
  const [target] = targets
  if (targets.length !== 1) return unsupported('An annotation here has one target. Send one for each passage.')
  const address = isObject(target)
    ? isObject(target.source)
      ? textOf(target.source.id)
      : textOf(target.source)
    : textOf(target)
  const selectors = isObject(target) ? listOf(target.selector) : []
  if (selectors.length > 0) {
    const isOurs = address === null || isAddressOf(address, [readingPath, `/versions/${here.version}`])
    return isOurs
      ? undefined
      : unsupported('The target is another text. Give the address of this reading as its source.')
  }
  const note = address === null ? undefined : noteOfIri(address)
  if (note === undefined)
    return unsupported('The target has no quote and is no note of this layer. Give a TextQuoteSelector.')
  return note.layer === layer ? undefined : unsupported('The target is a note of another layer. Post it there.')
}

const isAddressOf = (address: string, paths: readonly string[]): boolean => {
  const [plain = ''] = address.split(/[?#]/, 1)
  return paths.some((path) => plain.endsWith(path) || plain.endsWith(`${path}/`))
}

const authorFault = (json: JsonObject, { member }: PostedMeans) => {
  const isOther = listOf(json.creator).some((creator) => {
    const id = typeof creator === 'string' ? creator : isObject(creator) ? textOf(creator.id) : null
    const named = id === null ? undefined : memberOfIri(id)
    return named !== undefined && named !== member
  })
  return isOther ? fault('foreign', 'Nobody writes in the name of another. Leave the creator out.') : undefined
}

const noteOf = (
  read: ForeignNote,
  motivations: readonly string[],
  json: JsonObject,
  means: PostedMeans,
): Read<PostedNote> => {
  const [motivation] = motivations
  if (motivations.length > 1) return unsupported('An annotation here has one motivation. Send one for each.')
  const fits = (...known: readonly string[]): boolean => motivation === undefined || known.includes(motivation)
  const mismatch = (): Read<PostedNote> =>
    unsupported(
      `A layer holds highlighting, tagging, commenting, replying, assessing and moderating, each with what belongs to it; "${(motivation ?? '').slice(0, 40)}" with this body is none of them. Change the motivation or the body.`,
    )
  const [tag, ...more] = read.tags
  if (read.reaction !== null) {
    const to = targetNoteOf(read, means)
    if (to === undefined) return unsupported('A reaction is to a note of this layer. Give its address as the target.')
    return fits('assessing', 'moderating')
      ? { ok: true, value: { kind: 'reaction', to, reaction: read.reaction } }
      : mismatch()
  }
  if (tag !== undefined) {
    if (read.words !== null || more.length > 0) {
      return unsupported('A verdict is one tag, and words are a comment. Send an annotation for each.')
    }
    return fits('tagging', 'classifying') ? verdictOf(read, tag, means) : mismatch()
  }
  if (read.words === null) {
    if (listOf(json.body).length > 0 || !fits('highlighting') || read.rationale !== null) return mismatch()
    const place = placeOf(read, means)
    if (!place.ok) return place
    if (!('anchor' in place.value)) return unsupported('A highlight is a passage. Give a TextQuoteSelector.')
    return { ok: true, value: { kind: 'annotation', anchor: place.value.anchor } }
  }
  if (!fits('commenting', 'replying')) return mismatch()
  const to = targetNoteOf(read, means)
  if (to !== undefined && parseRecordKey(to)?.kind === 'comment') {
    return { ok: true, value: { kind: 'answer', to, body: read.words } }
  }
  const on = placeOf(read, means)
  return on.ok ? { ok: true, value: { kind: 'comment', on: on.value, body: read.words } } : on
}

const verdictOf = (read: ForeignNote, given: ForeignNote['tags'][number], means: PostedMeans): Read<PostedNote> => {
  const name = (given.name ?? '').normalize('NFKC').trim().toLowerCase()
  const tag =
    means.tags.find(({ id }) => id === given.id) ??
    means.tags.find((one) => one.name.normalize('NFKC').trim().toLowerCase() === name)
  if (tag?.active !== true) return unsupported('This tag is not in the codebook. Choose another.')
  if ((read.rationale?.length ?? 0) > RATIONALE_MAX_CHARS) {
    return unsupported(`The reason of a verdict is at most ${RATIONALE_MAX_CHARS} characters long. Shorten it.`)
  }
  const on = placeOf(read, means)
  return on.ok ? { ok: true, value: { kind: 'tagging', on: on.value, tag: tag.id, rationale: read.rationale } } : on
}

/** The note of this layer that an annotation speaks of; `undefined` where it speaks of a passage. */
const targetNoteOf = ({ target }: ForeignNote, { layer }: PostedMeans): RecordKey | undefined => {
  const note = target.kind === 'note' ? noteOfIri(target.id) : undefined
  return note?.layer === layer ? note.key : undefined
}

const placeOf = (read: ForeignNote, means: PostedMeans): Read<PostedPlace> => {
  const scope = read.scope === null ? undefined : noteOfIri(read.scope)
  const home = targetNoteOf(read, means) ?? (scope?.layer === means.layer ? scope.key : undefined)
  if (home !== undefined) {
    if (parseRecordKey(home)?.kind === 'annotation') return { ok: true, value: { highlight: home } }
    return unsupported('This is said on a highlight. Give the address of one, or a passage.')
  }
  if (read.target.kind !== 'passage') return unsupported('This speaks of no passage. Give a TextQuoteSelector.')
  const placed = passagePlacer(means.here)(read.target)
  if (placed.kind === 'exact' || placed.kind === 'moved') return { ok: true, value: { anchor: placed.anchor } }
  return unsupported(
    'The paper does not have these words, or has them more than once. Give the exact words, with what stands around them.',
  )
}
