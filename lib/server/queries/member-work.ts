import { type LayerId, type MemberId, type Result, type SeminarId, ok, refused } from '../../core/base'
import { type Thread, type ThreadComment, bodyText, threadsOf, voicesOf } from '../../core/annotation'
import { type Actor, can, membershipIn, nameViewer } from '../../core/policy'
import { recordsOfRows } from '../../core/projection'
import type { Database } from '../store/database'
import { layersOfReading } from '../store/layers'
import { findReadingToRead } from '../store/reading-room'
import { rowsOfLayers } from '../store/records'
import { roundsOf } from '../store/rounds'
import { type ParticipationLine, lineOf, readingParticipation } from './participation'

/** Something said, by the member or around them. */
export interface WorkSaying {
  readonly name: string
  /** True for the member's own words: the rest is context. */
  readonly isOwn: boolean
  readonly words: string
  /** 0 on the passage, 1 an answer, and so on. */
  readonly depth: number
  /** Milliseconds since 1970 (UTC). */
  readonly at: number
}

/** A passage with all that the member and others said on it. */
export interface WorkThread {
  readonly key: string
  readonly exact: string
  /** True where the member marked it. */
  readonly isMarkedByThem: boolean
  readonly markedBy: string
  readonly verdicts: readonly {
    readonly name: string
    readonly isOwn: boolean
    readonly tag: string
    readonly rationale: string
  }[]
  readonly sayings: readonly WorkSaying[]
}

/** One member's whole work on a reading, with its context. */
export interface MemberWork {
  readonly reading: { readonly slug: string; readonly title: string; readonly authors: readonly string[] }
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly member: { readonly id: MemberId; readonly name: string; readonly isMe: boolean }
  readonly line: ParticipationLine | undefined
  /** The layers in which they said something, in their order, each with its passages in the order of the text. */
  readonly layers: readonly {
    readonly id: LayerId
    /** From 1. */
    readonly round: number
    readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
    readonly name: string
    readonly threads: readonly WorkThread[]
  }[]
}

/**
 * What a member wrote on a reading (its slug or id), for those who may read it:
 * instructors, and the member. It holds the layers that the asker may read, so
 * private notes are there for their owner alone. `not-found` for everybody else.
 */
export const memberWork = async (
  db: Database,
  actor: Actor,
  slug: string,
  member: MemberId,
): Promise<Result<MemberWork, 'not-found'>> => {
  const reading = await findReadingToRead(db, slug, actor)
  if (reading === undefined) return refused('not-found')
  const seminar = reading.seminar.id
  if (!can(actor, 'work.read', { kind: 'member', seminar, member }).ok) return refused('not-found')
  const who = reading.members.find((one) => one.member === member)
  if (who === undefined) return refused('not-found')
  const [layers, rounds, counted] = await Promise.all([
    layersOfReading(db, reading.id, nameViewer(actor, seminar)),
    roundsOf(db, reading.id),
    readingParticipation(db, actor, slug),
  ])
  const readable = layers.filter((layer) => can(actor, 'layer.read', layer.subject).ok)
  const rows = await rowsOfLayers(
    db,
    readable.map(({ id }) => id),
  )
  const names = new Map(reading.members.map((one) => [one.member, one.name]))
  const tags = new Map(reading.tags.map(({ id, name }) => [id, name]))
  const numbers = new Map(rounds.map(({ id, position }) => [id, position + 1]))
  const workThread = (thread: Thread): WorkThread => ({
    key: thread.key,
    exact: thread.annotation.anchor.exact,
    isMarkedByThem: thread.annotation.author === member,
    markedBy: names.get(thread.annotation.author) ?? '',
    verdicts: thread.verdicts.map(({ author, tag, rationale }) => ({
      name: names.get(author) ?? '',
      isOwn: author === member,
      tag: tags.get(tag) ?? '',
      rationale: rationale ?? '',
    })),
    sayings: sayingsOf(thread.comments, member, names),
  })
  return ok({
    reading: { slug: reading.slug, title: reading.title, authors: reading.authors },
    seminar: reading.seminar,
    member: { id: member, name: who.name, isMe: membershipIn(actor, seminar)?.member === member },
    line: counted.ok ? lineOf(counted.value, member) : undefined,
    layers: readable.flatMap((layer) => {
      const isHere = (row: { readonly layer: LayerId }): boolean => row.layer === layer.id
      const threads = threadsOf(
        recordsOfRows({
          annotations: rows.annotations.filter(isHere),
          taggings: rows.taggings.filter(isHere),
          comments: rows.comments.filter(isHere),
          reactions: [],
        }),
      ).filter((thread) => voicesOf(thread).has(member))
      if (threads.length === 0) return []
      const round = numbers.get(layer.round) ?? 1
      return [
        { id: layer.id, round, kind: layer.subject.layerKind, name: layer.name, threads: threads.map(workThread) },
      ]
    }),
  })
}

const sayingsOf = (
  comments: readonly ThreadComment[],
  member: MemberId,
  names: ReadonlyMap<MemberId, string>,
  depth = 0,
): readonly WorkSaying[] =>
  comments.flatMap(({ author, body, at, replies }) => [
    {
      name: names.get(author) ?? '',
      isOwn: author === member,
      words: body === null ? '' : bodyText(body),
      depth,
      at,
    },
    ...sayingsOf(replies, member, names, depth + 1),
  ])
