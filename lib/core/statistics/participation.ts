import type { LayerId, MemberId } from '../base'
import type { CommentRow, Rows } from '../projection'
import { placeKey } from './columns'

/** What one member gave in one round (PN1 to PN4). */
export interface Given {
  /** Passages they marked that have a verdict, anybody's. */
  readonly claims: number
  readonly verdicts: number
  /** On passages themselves. */
  readonly comments: number
  /** To comments. */
  readonly replies: number
  /** By others, to their comments and on their passages. */
  readonly received: number
  /** Passages on which they marked, tagged or wrote. */
  readonly passages: number
  /** Their first and last contribution, in milliseconds since 1970; `null` where there is none. */
  readonly first: number | null
  readonly last: number | null
  /** Of the verdicts, comments and replies, those given after the round was due. */
  readonly late: Pieces
}

/** What a round can ask for, by kind. */
export interface Pieces {
  readonly verdicts: number
  readonly comments: number
  readonly replies: number
}

/** A round whose participation is counted. */
export interface CountedRound {
  readonly id: string
  /** Its layers; private ones are left out by the caller. */
  readonly layers: ReadonlySet<LayerId>
  /** What each member is asked for; `null` asks for none. */
  readonly targets: { readonly [Kind in keyof Pieces]: number | null }
  /** What comes after it is late, in milliseconds since 1970; `null` where nothing is. */
  readonly dueAt: number | null
}

/** How a reading's participation becomes points. */
export interface Grading {
  /** For everything that was asked for. */
  readonly points: number
  /** `scaled`: each piece that was asked for counts its share; `whole`: all of a round or nothing of it. */
  readonly rule: 'scaled' | 'whole'
  /** What late work counts, from 0 (nothing) to 1 (as if it were in time). */
  readonly lateShare: number
}

/** An instructor's word over what was counted. */
export interface Adjustment {
  /** Added to the points; may be below 0. */
  readonly points: number
  readonly reason: string
}

/** One member's participation in a reading. */
export interface MemberParticipation {
  readonly member: MemberId
  /** In the order of the rounds. `share` is how much of what was asked for is there, 0 to 1; `null` where nothing was. */
  readonly rounds: readonly (Given & { readonly round: string; readonly share: number | null })[]
  /** All rounds together. */
  readonly total: Given
  readonly adjustment: Adjustment | null
  /** Rounded to hundredths, never below 0; `null` where no round asks for anything and nothing was adjusted. */
  readonly points: number | null
}

const NOTHING: Given = {
  claims: 0,
  verdicts: 0,
  comments: 0,
  replies: 0,
  received: 0,
  passages: 0,
  first: null,
  last: null,
  late: { verdicts: 0, comments: 0, replies: 0 },
}

/** Counts a reading's participation: rows in, a line for each of `members` out, in their order. The definitions are PN1 to PN9. */
export const participation = (
  rows: Rows,
  members: readonly MemberId[],
  rounds: readonly CountedRound[],
  grading: Grading,
  adjustments: ReadonlyMap<MemberId, Adjustment>,
): readonly MemberParticipation[] => {
  const counted = rounds.map((round) => ({ round, given: countRound(rows, round) }))
  return members.map((member) => {
    const own = counted.map(({ round, given }) => {
      const here = given.get(member) ?? NOTHING
      return { ...here, round: round.id, share: shareOf(here, round.targets, grading) }
    })
    const shares = own.flatMap(({ share }) => (share === null ? [] : [share]))
    const adjustment = adjustments.get(member) ?? null
    return {
      member,
      rounds: own,
      total: own.reduce(sum, NOTHING),
      adjustment,
      points: pointsOf(shares, grading, adjustment),
    }
  })
}

/** How much of what a round asks for is there, by the rule; `null` where it asks for nothing (PN5, PN6). */
const shareOf = (given: Given, targets: CountedRound['targets'], { rule, lateShare }: Grading): number | null => {
  let [asked, done, isWhole, isInTime] = [0, 0, true, true]
  for (const kind of ['verdicts', 'comments', 'replies'] as const) {
    const target = targets[kind]
    if (target === null || target <= 0) continue
    const inTime = Math.min(target, given[kind] - given.late[kind])
    const all = Math.min(target, given[kind])
    asked += target
    done += inTime + lateShare * (all - inTime)
    isWhole &&= all >= target
    isInTime &&= inTime >= target
  }
  if (asked === 0) return null
  if (rule === 'scaled') return done / asked
  return isInTime ? 1 : isWhole ? lateShare : 0
}

const pointsOf = (shares: readonly number[], { points }: Grading, adjustment: Adjustment | null): number | null => {
  if (shares.length === 0 && adjustment === null) return null
  const mean = shares.length === 0 ? 0 : shares.reduce((all, share) => all + share, 0) / shares.length
  return Math.max(0, Math.round((mean * points + (adjustment?.points ?? 0)) * 100) / 100)
}

const sum = (a: Given, b: Given): Given => ({
  claims: a.claims + b.claims,
  verdicts: a.verdicts + b.verdicts,
  comments: a.comments + b.comments,
  replies: a.replies + b.replies,
  received: a.received + b.received,
  passages: a.passages + b.passages,
  first: earlier(a.first, b.first),
  last: later(a.last, b.last),
  late: {
    verdicts: a.late.verdicts + b.late.verdicts,
    comments: a.late.comments + b.late.comments,
    replies: a.late.replies + b.late.replies,
  },
})

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)
const later = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/** What is counted of a member while the rows are walked. */
interface Tab {
  claims: number
  received: number
  readonly all: Record<keyof Pieces, number>
  readonly late: Record<keyof Pieces, number>
  readonly passages: Set<string>
  first: number | null
  last: number | null
}

const countRound = (rows: Rows, { layers, dueAt }: CountedRound): ReadonlyMap<MemberId, Given> => {
  const tabs = new Map<MemberId, Tab>()
  const tabOf = (member: MemberId): Tab => {
    const known = tabs.get(member)
    if (known !== undefined) return known
    const fresh: Tab = {
      claims: 0,
      received: 0,
      all: { verdicts: 0, comments: 0, replies: 0 },
      late: { verdicts: 0, comments: 0, replies: 0 },
      passages: new Set(),
      first: null,
      last: null,
    }
    tabs.set(member, fresh)
    return fresh
  }
  const isHere = (row: { readonly layer: LayerId }): boolean => layers.has(row.layer)
  const touch = (tab: Tab, passage: string, at: number, editedAt: number | null): void => {
    tab.passages.add(passage)
    tab.first = earlier(tab.first, at)
    tab.last = later(tab.last, editedAt ?? at)
  }
  const count = (tab: Tab, kind: keyof Pieces, at: number): void => {
    tab.all[kind] += 1
    if (dueAt !== null && at > dueAt) tab.late[kind] += 1
  }

  const taggings = rows.taggings.filter(isHere)
  const tagged = new Set(taggings.map(({ layer, annotation }) => placeKey(layer, annotation)))
  const owners = new Map<string, MemberId>()
  for (const { layer, key, member, at, editedAt, removedAt } of rows.annotations.filter(isHere)) {
    const place = placeKey(layer, key)
    owners.set(place, member)
    if (removedAt !== null) continue
    const tab = tabOf(member)
    touch(tab, place, at, editedAt)
    if (tagged.has(place)) tab.claims += 1
  }
  for (const { layer, annotation, member, at, editedAt } of taggings) {
    const tab = tabOf(member)
    touch(tab, placeKey(layer, annotation), at, editedAt)
    count(tab, 'verdicts', at)
  }
  const comments = rows.comments.filter(isHere)
  const writers = new Map(comments.map((row) => [placeKey(row.layer, row.key), row.member]))
  for (const comment of comments) {
    if (!says(comment)) continue
    const { layer, annotation, parent, member, at, editedAt } = comment
    const tab = tabOf(member)
    touch(tab, placeKey(layer, annotation), at, editedAt)
    count(tab, parent === null ? 'comments' : 'replies', at)
    const to =
      (parent === null ? undefined : writers.get(placeKey(layer, parent))) ?? owners.get(placeKey(layer, annotation))
    if (to !== undefined && to !== member) tabOf(to).received += 1
  }
  return new Map(
    [...tabs].map(([member, { claims, received, all, late, passages, first, last }]) => [
      member,
      { claims, ...all, received, passages: passages.size, first, last, late },
    ]),
  )
}

const says = ({ removedAt, text }: CommentRow): boolean => removedAt === null && text.trim() !== ''
