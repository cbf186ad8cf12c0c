import { type MemberId, type SeminarId } from '../../core/base'
import { type Actor, can, nameViewer } from '../../core/policy'
import { type Wishes, addressedTo, attentionOf, noticedRounds, revealsSince } from '../store/attention'
import type { Database } from '../store/database'
import { findLayer } from '../store/layers'
import { removedOfMember } from '../store/manners'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'

/** Something that a member should hear of. */
export interface Notice {
  readonly kind: 'mention' | 'reply' | 'reveal' | 'deadline' | 'removed'
  /** Who said it; empty for what nobody said, and for somebody who is not of the seminar any more. */
  readonly by: string
  readonly reading: { readonly slug: string; readonly title: string }
  /** Where it is read. */
  readonly href: string
  /** When it is to be heard of, in milliseconds since 1970 (UTC). */
  readonly at: number
  /** Of a deadline: when it is. */
  readonly dueAt: number | null
  /** Of a reveal and a deadline: the round, from 1. */
  readonly round: number | null
  readonly isUnread: boolean
}

/** What a member of one seminar hears, newest first, and what they want to hear of. */
export interface SeminarNotices {
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly member: MemberId
  readonly wishes: Wishes
  readonly notices: readonly Notice[]
  readonly unread: number
}

/** A deadline is told so long before, in ms. */
export const DEADLINE_AHEAD_MS = 24 * 60 * 60_000
/** Older than that is no news, in ms. */
const NEWS_MS = 60 * 24 * 60 * 60_000
const NOTICES_MAX = 100

/** What the asking user hears in each seminar they are a member of. They are made from what there is: nothing is sent, and nothing kept. */
export const noticesOf = async (db: Database, actor: Actor, now = Date.now()): Promise<readonly SeminarNotices[]> => {
  if (actor.kind !== 'user') return []
  const all = await Promise.all(
    actor.memberships.map(async ({ seminar, member, role }) => {
      const found = await findSeminar(db, seminar)
      if (found === undefined) return undefined
      const { readAt, ...wishes } = await attentionOf(db, member)
      const since = new Date(now - NEWS_MS)
      const [said, rounds, reveals, removed] = await Promise.all([
        wishes.mentions || wishes.replies ? addressedTo(db, seminar, member, since, NOTICES_MAX) : [],
        noticedRounds(db, seminar),
        wishes.reveals && role === 'student' ? revealsSince(db, seminar, member, since) : [],
        removedOfMember(db, member),
      ])
      const names = said.length === 0 ? [] : await membersOf(db, seminar, nameViewer(actor, seminar))
      const nameOf = (id: MemberId): string => names.find((one) => one.id === id)?.name ?? ''
      const layers = new Map<string, boolean>()
      for (const { layer } of said) {
        if (layers.has(layer)) continue
        const facts = await findLayer(db, layer)
        layers.set(layer, facts !== undefined && can(actor, 'layer.read', facts.subject).ok)
      }
      const common = { by: '', dueAt: null, round: null }
      const notices: Omit<Notice, 'isUnread'>[] = [
        ...said
          .filter(
            ({ layer, isMention }) => layers.get(layer) === true && (isMention ? wishes.mentions : wishes.replies),
          )
          .map(({ by, reading, annotation, isMention, at, revealedAt }) => ({
            ...common,
            kind: isMention ? ('mention' as const) : ('reply' as const),
            by: nameOf(by),
            reading,
            href: `/readings/${reading.slug}#a=${encodeURIComponent(annotation)}`,
            at: role === 'student' ? Math.max(at, revealedAt ?? at) : at,
          })),
        ...reveals.flatMap(({ round: id, at }) => {
          const round = rounds.find((one) => one.id === id)
          if (round === undefined) return []
          const { reading, number } = round
          return [{ ...common, kind: 'reveal' as const, reading, href: `/readings/${reading.slug}`, at, round: number }]
        }),
        ...(wishes.deadlines && role === 'student' ? rounds : []).flatMap(
          ({ reading, number, openedAt, closedAt, dueAt }) => {
            const end = dueAt ?? closedAt
            if (end === null || openedAt === null || openedAt > now) return []
            const at = Math.max(openedAt, end - DEADLINE_AHEAD_MS)
            if (at > now || end <= now) return []
            const href = `/readings/${reading.slug}`
            return [{ ...common, kind: 'deadline' as const, reading, href, at, dueAt: end, round: number }]
          },
        ),
        ...removed.map(({ reading, at }) => ({
          ...common,
          kind: 'removed' as const,
          reading,
          href: `/seminars/${seminar}/me`,
          at,
        })),
      ]
      const listed = notices
        .toSorted((a, b) => b.at - a.at)
        .slice(0, NOTICES_MAX)
        .map((notice) => ({ ...notice, isUnread: notice.at > readAt }))
      return {
        seminar: { id: seminar, name: found.name },
        member,
        wishes,
        notices: listed,
        unread: listed.filter(({ isUnread }) => isUnread).length,
      }
    }),
  )
  return all.flatMap((one) => (one === undefined ? [] : [one]))
}
