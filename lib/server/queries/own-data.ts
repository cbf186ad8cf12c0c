import { type MemberId, type Result, type SeminarId, ok, refused } from '../../core/base'
import { threadsOf } from '../../core/annotation'
import { type Actor, membershipIn } from '../../core/policy'
import { recordsOfRows } from '../../core/projection'
import { recordDeed } from '../commands/record-deed'
import type { Database } from '../store/database'
import { rowsOfLayers } from '../store/records'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { layersOfSeminar } from '../store/whole-seminar'
import { type OwnConduct, ownConduct, wordsOf } from './conduct'

/** Everything that a seminar keeps of one member. Plain data: it becomes JSON as it is. */
export interface OwnData {
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly member: {
    readonly id: MemberId
    readonly name: string
    readonly email: string | null
    readonly role: string
  }
  /** When it was taken: an ISO moment. */
  readonly takenAt: string
  /** What they wrote, by the layer it lies in, in the order of the text. */
  readonly notes: readonly OwnNote[]
  readonly removed: OwnConduct['removed']
  readonly foldedAway: OwnConduct['muted']
}

/** Something that the member wrote, with the passage it is on and what it answers. */
export interface OwnNote {
  readonly reading: string
  readonly round: number
  readonly layer: string
  readonly kind: 'highlight' | 'verdict' | 'comment' | 'reaction'
  readonly passage: string
  /** The tag of a verdict, the reaction; empty for the others. */
  readonly tag: string
  readonly words: string
  /** The words that a comment answers; empty where it answers none. */
  readonly answers: string
  /** ISO moments; `editedAt` and `removedAt` empty where it never was. */
  readonly at: string
  readonly editedAt: string
  readonly removedAt: string
}

const iso = (at: number | null | undefined): string => (at == null ? '' : new Date(at).toISOString())

/** Everything that a seminar keeps of the asking member; `not-found` for who is no member. */
export const ownData = async (
  db: Database,
  actor: Actor,
  seminar: SeminarId,
): Promise<Result<OwnData, 'not-found'>> => {
  const me = membershipIn(actor, seminar)?.member
  if (me === undefined) return refused('not-found')
  const [found, members, tags, layers, conduct] = await Promise.all([
    findSeminar(db, seminar),
    membersOf(db, seminar, 'knows'),
    tagsOf(db, seminar),
    layersOfSeminar(db, seminar),
    ownConduct(db, actor, seminar),
  ])
  const self = members.find(({ id }) => id === me)
  if (found === undefined || self === undefined) return refused('not-found')
  const rows = await rowsOfLayers(
    db,
    layers.map(({ id }) => id),
  )
  const tagNames = new Map(tags.map(({ id, name }) => [id, name]))
  const notes = layers.flatMap((layer): OwnNote[] => {
    const isHere = (row: { readonly layer: string }): boolean => row.layer === layer.id
    const records = new Map(
      recordsOfRows({
        annotations: rows.annotations.filter(isHere),
        taggings: rows.taggings.filter(isHere),
        comments: rows.comments.filter(isHere),
        reactions: rows.reactions.filter(isHere),
      }),
    )
    const place = new Map(threadsOf(records).map(({ key }, at) => [key, at]))
    const common = {
      reading: layer.reading.title,
      round: layer.round,
      layer: layer.group === '' ? layer.kind : layer.group,
    }
    return [...records]
      .filter(([, record]) => record.author === me)
      .map(([key, record]) => ({ on: record.kind === 'annotation' ? key : record.annotation, record }))
      .toSorted((a, b) => (place.get(a.on) ?? 0) - (place.get(b.on) ?? 0) || a.record.at - b.record.at)
      .map(({ on, record }) => {
        const passage = records.get(on)
        const above = record.kind === 'comment' && record.parent !== null ? records.get(record.parent) : undefined
        return {
          ...common,
          kind: KINDS[record.kind],
          passage: passage?.kind === 'annotation' ? passage.anchor.exact : '',
          tag:
            record.kind === 'tagging'
              ? (tagNames.get(record.tag) ?? record.tag)
              : record.kind === 'reaction'
                ? record.reaction
                : '',
          words: record.kind === 'annotation' ? '' : wordsOf(record),
          answers: above === undefined ? '' : wordsOf(above),
          at: iso(record.at),
          editedAt: iso(record.editedAt),
          removedAt: 'removedAt' in record ? iso(record.removedAt) : '',
        }
      })
  })
  return ok({
    seminar: { id: seminar, name: found.name },
    member: { id: me, name: self.name, email: self.email, role: self.role },
    takenAt: new Date().toISOString(),
    notes,
    removed: conduct.removed,
    foldedAway: conduct.muted,
  })
}

const KINDS = { annotation: 'highlight', tagging: 'verdict', comment: 'comment', reaction: 'reaction' } as const

/** Says in the log that a member took what is theirs. */
export const noteOwnFile = async (db: Database, actor: Actor, { seminar, member }: OwnData): Promise<void> => {
  await recordDeed(db, actor, seminar.id, 'exported', { member: member.id, detail: 'own data' })
}
