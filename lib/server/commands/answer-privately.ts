import { randomUUID } from 'node:crypto'
import type { LayerId } from '../../core/base'
import {
  type Annotation,
  type LayerRecord,
  type RecordKey,
  bodyOf,
  parseRecordKey,
  recordKey,
} from '../../core/annotation'
import { type Actor, can, membershipIn } from '../../core/policy'
import type { AnnotationRow } from '../../core/projection'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { findLayer, writtenLayers } from '../store/layers'
import { ensureMemberLayer } from '../store/make-layers'
import { membersOf } from '../store/members'
import { rowsOfLayers } from '../store/records'
import { roundsOf } from '../store/rounds'
import { writeRecords } from './write-records'

const GONE = 'That note is not here any more. Load the page again.'
/** So many characters of a note's name are kept in that of its answer. */
const LOCAL_MAX_CHARS = 40

/**
 * Answers a student's note, a passage or a comment, where they and the
 * instructors alone read it: in the student's aside, at the same passage, as the
 * actor's own words. A second answer to the same passage goes into the same
 * thread. Throws `not-found` for a note that is not there or not for the actor's
 * eyes, `forbidden` for who is no instructor, `conflict` for a note that is no
 * student's, `closed` while the seminar is archived.
 */
export const answerPrivately = async (
  db: RootDatabase,
  actor: Actor,
  { layer, key, words }: { readonly layer: LayerId; readonly key: RecordKey; readonly words: string },
): Promise<void> => {
  const facts = await findLayer(db, layer)
  if (facts === undefined || !can(actor, 'layer.read', facts.subject).ok) throw new AppError('not-found', GONE)
  const { seminar } = facts.subject
  const me = membershipIn(actor, seminar)
  const note = await noteNamed(db, layer, key)
  if (me === undefined || note === undefined) throw new AppError('not-found', GONE)
  if (me.role !== 'instructor') throw new AppError('forbidden', 'Only an instructor answers privately.')
  const student = (await membersOf(db, seminar)).find(({ id }) => id === note.author)
  if (student?.role !== 'student') {
    throw new AppError('conflict', 'A private answer goes to a student of the seminar. Answer in the thread instead.')
  }
  const subject = { ...facts.subject, layerKind: 'aside', group: null, member: student.id } as const
  if (!can(actor, 'layer.write', subject).ok) {
    throw new AppError('closed', 'The seminar is archived: nobody writes in it. Take it out of the archive first.')
  }
  const [first] = await roundsOf(db, facts.reading)
  if (first === undefined) throw new AppError('not-found', GONE)
  await db.$transaction(async (tx) => {
    const aside = await ensureMemberLayer(tx, facts.reading, first.id, 'aside', student.id)
    const isNew = !(await writtenLayers(tx, [aside])).has(aside)
    const place = await placeIn(tx, aside, note.annotation, me.member)
    const at = Date.now()
    const answer: LayerRecord = {
      v: 1,
      kind: 'comment',
      author: me.member,
      at,
      annotation: place.key,
      parent: null,
      body: bodyOf(words),
    }
    await writeRecords(tx, {
      layer: aside,
      member: me.member,
      records: [
        ...(place.isThere ? [] : [[place.key, annotationAt(note.annotation, me.member, at)] as const]),
        [recordKey('comment', me.member, randomUUID()), answer],
      ],
    })
    // Windows that are open do not know of the layer yet.
    if (isNew) await publish(tx, { kind: 'room-changed', reading: facts.reading })
  })
}

type Reads = Parameters<typeof rowsOfLayers>[0]

/** Whose a passage or a comment is, and the passage; `undefined` where it is not there or was removed. */
const noteNamed = async (db: Reads, layer: LayerId, key: RecordKey) => {
  const { annotations, comments } = await rowsOfLayers(db, [layer])
  const comment = comments.find((row) => row.key === key)
  const annotation = annotations.find((row) => row.key === (comment?.annotation ?? key))
  if (annotation === undefined || comment?.body === null) return undefined
  if (comment === undefined && annotation.removedAt !== null) return undefined
  return { annotation, author: comment?.member ?? annotation.member }
}

/** Where in an aside the answers to a passage stand: under one name, as long as that was not removed. */
const placeIn = async (db: Reads, aside: LayerId, source: AnnotationRow, member: AnnotationRow['member']) => {
  const local = `re.${(parseRecordKey(source.key)?.local ?? '').slice(0, LOCAL_MAX_CHARS)}`
  const { annotations } = await rowsOfLayers(db, [aside])
  const there = annotations.filter(
    (row) => row.member === member && parseRecordKey(row.key)?.local.startsWith(local) === true,
  )
  const standing = there.find((row) => row.removedAt === null)
  if (standing !== undefined) return { key: standing.key, isThere: true }
  return {
    key: recordKey('annotation', member, there.length === 0 ? local : `${local}.${there.length}`),
    isThere: false,
  }
}

const annotationAt = (
  { version, start, end, exact, prefix, suffix }: AnnotationRow,
  author: AnnotationRow['member'],
  at: number,
): Annotation => ({
  v: 1,
  kind: 'annotation',
  author,
  at,
  anchor: { version, start, end, exact, prefix, suffix },
})
