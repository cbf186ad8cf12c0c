import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import {
  type LayerRecord,
  type RecordKey,
  parseRecordKey,
  reactionKey,
  recordKey,
  taggingKey,
} from '../../core/annotation'
import { type Posted, type PostedFault, type PostedPlace, readPosted, recordIri } from '../../core/exchange'
import { type Change, parseRecord } from '../../core/layer'
import { can } from '../../core/policy'
import type { LayerChange, WindowlessAnswer, WindowlessChange } from '../commands/change-records'
import { ERROR_TABLE } from '../errors'
import { forgetForeignNames, highlightOf, wasNoteThere, writeForeignName } from '../store/notes'
import { keysThere } from '../store/records'
import { type Answer, ANNO_TYPE, Refusal, mustMatch } from './answer'
import { type AskedLayer, mustWrite, textOf } from './asked'
import { shownNote } from './note'
import { readJson } from './read-body'

/** Changes a layer as a window does. */
export type ChangeLayer = (change: WindowlessChange) => Promise<WindowlessAnswer>

type ReadRecord = Parameters<LayerChange['changesOf']>[0]

const GONE = 'The passage or note that this is on is gone, or was removed. Put your words on another.'
const put = (key: RecordKey, record: LayerRecord): Change => ({ kind: 'put', key, record })

/** Adds a note to a layer: 201 with the note as it stands there. */
export const postNote = async (request: IncomingMessage, asked: AskedLayer, change: ChangeLayer): Promise<Answer> => {
  mustAdd(asked)
  const posted = await readAnnotation(request, asked)
  const { db, layer, member } = asked
  const slug = request.headers.slug?.toString().replaceAll(/^"|"$/g, '') ?? ''
  const { key, changesOf } = await newNote(asked, posted, slug)
  const iri = recordIri((await asked.desk()).frame, layer.id, key)
  const said = `You have said that here already, and a member says it once. Change it where it is: ${iri}`
  const now = Date.now()
  const at = Math.min(posted.createdAt ?? now, now)
  await changeLayer(asked, change, (read) => {
    if (read(key) !== undefined) throw new Refusal(409, said, { Location: iri })
    return changesOf(read, { v: 1, author: member, at })
  })
  // Before it is acknowledged, and after it is there: a request that is refused leaves another's names alone.
  const via = [...(posted.id === null ? [] : [posted.id]), ...posted.via]
  await forgetForeignNames(db, layer.id, { key })
  await writeForeignName(db, layer.id, key, { canonical: posted.canonical, via })
  const { body, headers } = await shownNote(asked, key)
  return { status: 201, body, headers: { 'Content-Type': ANNO_TYPE, ...headers, Location: iri } }
}

/** Puts a note of the member's own in another state: 200 with the note as it stands then. */
export const putNote = async (
  request: IncomingMessage,
  asked: AskedLayer,
  key: RecordKey | undefined,
  change: ChangeLayer,
): Promise<Answer> => {
  mustWrite(asked.holder)
  const shown = await shownNote(asked, key)
  if (shown.record.author !== asked.member) {
    throw new Refusal(403, 'Only its author changes a note. Answer it instead.')
  }
  mustAdd(asked)
  mustMatch(request, shown.headers.ETag)
  const posted = await readAnnotation(request, asked)
  const iri = recordIri((await asked.desk()).frame, asked.layer.id, shown.key)
  const { canonical = null, via = [] } = shown.foreign ?? {}
  const isOther =
    (posted.id !== null && posted.id !== iri) ||
    (posted.createdAt !== null && posted.createdAt !== shown.record.at) ||
    (canonical !== null && posted.canonical !== null && posted.canonical !== canonical) ||
    (via.length > 0 && posted.via.length > 0 && JSON.stringify(via) !== JSON.stringify(posted.via))
  if (isOther)
    throw new Refusal(409, 'A note keeps its id, its time and the names it came with. Leave them as they are.')
  const next = changedRecord(shown.record, shown.home, posted)
  await changeLayer(asked, change, (read) => {
    mustBe(read(shown.key), shown.record)
    return isDeepStrictEqual(next, shown.record) ? [] : [put(shown.key, { ...next, editedAt: Date.now() })]
  })
  await writeForeignName(asked.db, asked.layer.id, shown.key, {
    canonical: canonical ?? posted.canonical,
    via: via.length > 0 ? via : posted.via,
  })
  const { body, headers } = await shownNote(asked, shown.key)
  return { status: 200, body, headers: { 'Content-Type': ANNO_TYPE, ...headers } }
}

/** Removes a note as its author does in the room, or takes another's out as a moderator does: 204. */
export const deleteNote = async (
  request: IncomingMessage,
  asked: AskedLayer,
  key: RecordKey | undefined,
  change: ChangeLayer,
): Promise<Answer> => {
  mustWrite(asked.holder)
  const shown = await shownNote(asked, key)
  const { holder, layer, member } = asked
  const isOwn = shown.record.author === member
  if (isOwn) mustAdd(asked)
  else if (!can(holder.actor, 'layer.moderate', layer.subject).ok) {
    throw new Refusal(403, 'Only its author or an instructor removes this note. Answer it instead.')
  }
  mustMatch(request, shown.headers.ETag)
  await changeLayer(asked, change, (read) => {
    mustBe(read(shown.key), shown.record)
    return isOwn ? removalOf(read, shown.key, shown.record) : [{ kind: 'delete', key: shown.key }]
  })
  return { status: 204 }
}

/** As the room removes: a highlight keeps its place, and a comment too, for what others said on them. */
const removalOf = (read: ReadRecord, key: RecordKey, record: LayerRecord): readonly Change[] => {
  const removedAt = Date.now()
  switch (record.kind) {
    case 'annotation': {
      const own = taggingKey(record.author, key)
      const verdict: readonly Change[] = read(own) === undefined ? [] : [{ kind: 'delete', key: own }]
      return [put(key, { ...record, removedAt }), ...verdict]
    }
    case 'comment':
      return [put(key, { ...record, body: null, removedAt })]
    case 'tagging':
    case 'reaction':
      return [{ kind: 'delete', key }]
  }
}

const mustAdd = ({ holder, layer }: AskedLayer): void => {
  mustWrite(holder)
  const answer = can(holder.actor, 'layer.write', layer.subject)
  if (answer.ok) return
  const code = answer.reason === 'hidden' ? 'not-found' : answer.reason
  throw new Refusal(ERROR_TABLE[code].status, ERROR_TABLE[code].sentence)
}

const mustBe = (now: LayerRecord | undefined, before: LayerRecord): void => {
  if (isDeepStrictEqual(now, before)) return
  throw new Refusal(412, 'It was changed since you read it. Read it again, and send your change with its new ETag.')
}

const FAULT_STATUS: Readonly<Record<PostedFault['kind'], number>> = {
  malformed: 400,
  context: 415,
  foreign: 403,
  unsupported: 422,
}

const readAnnotation = async (request: IncomingMessage, asked: AskedLayer): Promise<Posted> => {
  const json = await readJson(request)
  const { reading, db, layer, member } = asked
  const { index, codePoints } = await textOf(db, asked.textVersion)
  const here = { version: asked.textVersion, index, codePoints }
  const readingPath = `/readings/${reading.slug}`
  const posted = readPosted(json, { here, layer: layer.id, member, tags: reading.tags, readingPath })
  if (!posted.ok) throw new Refusal(FAULT_STATUS[posted.reason.kind], posted.reason.sentence)
  return posted.value
}

interface Common {
  readonly v: 1
  readonly author: LayerRecord['author']
  readonly at: number
}

/** The record that a posted annotation becomes, and its key. */
const newNote = async (
  asked: AskedLayer,
  { note }: Posted,
  slug: string,
): Promise<{
  readonly key: RecordKey
  readonly changesOf: (read: ReadRecord, common: Common) => readonly Change[]
}> => {
  const { member } = asked
  switch (note.kind) {
    case 'annotation': {
      const key = await freeKey(asked, 'annotation', slug)
      const { anchor } = note
      return { key, changesOf: (_, common) => [put(key, { ...common, kind: 'annotation', anchor })] }
    }
    case 'tagging': {
      const { home, before } = await homeOf(asked, note.on)
      const key = taggingKey(member, home)
      const said = note.rationale === null ? {} : { rationale: note.rationale }
      const verdict = { kind: 'tagging', annotation: home, tag: note.tag, ...said } as const
      return { key, changesOf: (read, common) => [...before(read, common), put(key, { ...common, ...verdict })] }
    }
    case 'comment': {
      const { home, before } = await homeOf(asked, note.on)
      const key = await freeKey(asked, 'comment', slug)
      const comment = { kind: 'comment', annotation: home, parent: null, body: note.body } as const
      return { key, changesOf: (read, common) => [...before(read, common), put(key, { ...common, ...comment })] }
    }
    case 'answer': {
      const key = await freeKey(asked, 'comment', slug)
      const { to, body } = note
      return {
        key,
        changesOf: (read, common) => {
          const annotation = homeOfThere(read, to)
          return [put(key, { ...common, kind: 'comment', annotation, parent: to, body })]
        },
      }
    }
    case 'reaction': {
      const { to, reaction } = note
      const isOnComment = parseRecordKey(to)?.kind === 'comment'
      if (parseRecordKey(to)?.kind !== 'annotation' && !isOnComment) {
        throw new Refusal(422, 'A reaction is to a highlight or a comment. Give the address of one.')
      }
      if (isOnComment && (reaction === 'resolved' || reaction === 'reopened')) {
        throw new Refusal(422, 'A thread is resolved, not a comment. Give the address of its highlight.')
      }
      const key = reactionKey(member, to, reaction)
      return {
        key,
        changesOf: (read, common) => {
          const annotation = homeOfThere(read, to)
          return [put(key, { ...common, kind: 'reaction', annotation, comment: isOnComment ? to : null, reaction })]
        },
      }
    }
  }
}

/** The highlight in whose thread a note is that is there and not removed. */
const homeOfThere = (read: ReadRecord, key: RecordKey): RecordKey => {
  const record = read(key)
  const isGone = record === undefined || ('removedAt' in record && record.removedAt !== undefined)
  if (isGone || record.kind === 'tagging' || record.kind === 'reaction') throw new Refusal(422, GONE)
  return record.kind === 'annotation' ? key : record.annotation
}

/** The highlight on which something is said, and what makes it where there is none of that passage. */
const homeOf = async (
  asked: AskedLayer,
  place: PostedPlace,
): Promise<{ readonly home: RecordKey; readonly before: (read: ReadRecord, common: Common) => readonly Change[] }> => {
  const nothing = (home: RecordKey) => ({
    home,
    before: (read: ReadRecord): readonly Change[] => {
      homeOfThere(read, home)
      return []
    },
  })
  if ('highlight' in place) return nothing(place.highlight)
  const there = await highlightOf(asked.db, asked.layer.id, place.anchor)
  if (there !== undefined) return nothing(there)
  const home = recordKey('annotation', asked.member, newLocal())
  const { anchor } = place
  return { home, before: (_, common) => [put(home, { ...common, kind: 'annotation', anchor })] }
}

const newLocal = (): string => randomBytes(12).toString('base64url')

/** A key that was never used: with the name that the client asked for, where it can be. */
const freeKey = async (
  { db, layer, member }: AskedLayer,
  kind: 'annotation' | 'comment',
  slug: string,
): Promise<RecordKey> => {
  if (/^[A-Za-z0-9_.-]{1,64}$/.test(slug)) {
    const wanted = recordKey(kind, member, slug)
    if (!(await wasNoteThere(db, layer.id, wanted)) && !(await keysThere(db, layer.id, [wanted])).has(wanted))
      return wanted
  }
  return recordKey(kind, member, newLocal())
}

const ELSEWHERE = 'A note stays what it is and where it is said. Post a new one and remove this.'

/** The record with what an annotation in its place says. Throws 409 where that is another note. */
const changedRecord = (
  record: LayerRecord,
  home: { readonly key: RecordKey; readonly annotation: Extract<LayerRecord, { kind: 'annotation' }> },
  { note }: Posted,
): LayerRecord => {
  const isHere = (on: PostedPlace): boolean =>
    'highlight' in on
      ? on.highlight === home.key
      : on.anchor.start === home.annotation.anchor.start && on.anchor.end === home.annotation.anchor.end
  if (record.kind === 'annotation' && note.kind === 'annotation') return { ...record, anchor: note.anchor }
  if (record.kind === 'tagging' && note.kind === 'tagging' && isHere(note.on)) {
    const { rationale: before, ...rest } = record
    const isSame = note.rationale === (before ?? null)
    return isSame
      ? { ...record, tag: note.tag }
      : { ...rest, tag: note.tag, ...(note.rationale === null ? {} : { rationale: note.rationale }) }
  }
  if (record.kind === 'comment' && note.kind === 'answer' && note.to === record.parent) {
    return { ...record, body: note.body }
  }
  if (record.kind === 'comment' && note.kind === 'comment' && record.parent === null && isHere(note.on)) {
    return { ...record, body: note.body }
  }
  if (record.kind === 'reaction' && note.kind === 'reaction' && note.to === (record.comment ?? record.annotation)) {
    // What is said in one slot is one note: a thread is resolved, or open again.
    const isState = (reaction: string): boolean => reaction === 'resolved' || reaction === 'reopened'
    if (note.reaction === record.reaction || (isState(note.reaction) && isState(record.reaction))) {
      return { ...record, reaction: note.reaction }
    }
  }
  throw new Refusal(409, ELSEWHERE)
}

const TOO_LONG = 'This note is not complete, or too long. Shorten it and send it again.'

/** Does changes by the gate of the room. Throws what it says against them. */
const changeLayer = async (
  { layer, member, holder, holderNow }: AskedLayer,
  change: ChangeLayer,
  changesOf: (read: ReadRecord) => readonly Change[],
): Promise<void> => {
  const answer = await change({
    layer: layer.id,
    member,
    user: holder.actor.user,
    rightsNow: async () => {
      const now = await holderNow()
      mustWrite(now)
      const { actor } = now
      return ({ subject }) => ({
        member,
        canWrite: can(actor, 'layer.write', subject).ok,
        moderates: can(actor, 'layer.moderate', subject).ok,
      })
    },
    changesOf: (read) => {
      const changes = changesOf(read)
      const isWhole = changes.every((one) => one.kind === 'delete' || parseRecord(one.key, one.record).ok)
      if (!isWhole) throw new Refusal(422, TOO_LONG)
      return changes
    },
  })
  if (answer.ok === true) return
  if (answer.ok === 'later') {
    throw new Refusal(answer.isTooFast ? 429 : 503, answer.sentence, { 'Retry-After': '60' })
  }
  const { rule, sentence } = answer.reason
  throw new Refusal(GATE_STATUS[rule] ?? 422, sentence)
}

/** What a rule of the gate is to HTTP where it is not 422. */
const GATE_STATUS: Readonly<Record<string, number>> = { GA5: 403, GA6: 403, GA12: 409, GA14: 403, GA15: 409, GA16: 409 }
