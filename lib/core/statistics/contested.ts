import type { MemberId } from '../base'
import type { RecordKey } from '../annotation'
import { placeKey } from './columns'
import { disagreementOf } from './disagreement'
import type { ReactionSaid } from './said'
import type { Scope } from './scope'

/** A comment that others took up. */
export interface StrongComment {
  readonly member: MemberId
  readonly text: string
  /** Other members who agreed with it or answered it. */
  readonly support: number
}

/** A passage on which verdicts differ. */
export interface ContestedPassage {
  readonly layer: string
  readonly annotation: RecordKey
  /** Offsets in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly exact: string
  /** Verdicts by tag, in the order of `Figures.allTags`. */
  readonly tags: readonly number[]
  readonly verdicts: number
  /** Members who said something here (ST29). */
  readonly voices: number
  /** The share of pairs of verdicts that differ, over 0 (ST11). */
  readonly disagreement: number
  /** What it is ranked by, from 0 to 1 (ST28). */
  readonly rank: number
  /** The strongest first, at most `STRONG_COMMENTS_MAX`. */
  readonly comments: readonly StrongComment[]
}

export const STRONG_COMMENTS_MAX = 2

/** Which of the contested passages are asked for. */
interface ContestedAsked {
  /** The places of the tags that have a column. */
  readonly scale: readonly number[]
  /** A passage must have one of these; absent where any will do. */
  readonly wanted?: readonly number[]
  /** How many at most. */
  readonly most: number
}

/** The passages worth discussing, the most contested first, and how many there are. Rules ST28 to ST30. */
export const contestedOf = (
  scope: Scope,
  { scale, wanted, most }: ContestedAsked,
): { readonly passages: readonly ContestedPassage[]; readonly count: number } => {
  const { columns } = scope
  const claims: number[] = []
  const isWanted = (claim: number): boolean =>
    wanted === undefined || scope.tagsOn(claim).some((tag) => wanted.includes(tag))
  scope.ranks.forEach((rank, claim) => {
    if (rank > 0 && isWanted(claim)) claims.push(claim)
  })
  const nameOf = (claim: number): string =>
    placeKey(columns.layers.name(columns.layer.at(claim)) ?? '', columns.keyOf(claim))
  const order = (a: number, b: number): number =>
    scope.rankOf(b) - scope.rankOf(a) ||
    columns.start.at(a) - columns.start.at(b) ||
    columns.end.at(b) - columns.end.at(a) ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  return {
    count: claims.length,
    passages: firstOf(claims, most, scope, order).map((claim) => passageOf(scope, claim, scale)),
  }
}

/** The first `most` in order, without ordering the rest: a large reading has hundreds of thousands. */
const firstOf = (
  claims: number[],
  most: number,
  scope: Scope,
  order: (a: number, b: number) => number,
): readonly number[] => {
  if (claims.length <= most) return claims.sort(order)
  // The ranks of the first found so far, the least of them first.
  const best = new Float64Array(most)
  for (const claim of claims) {
    const rank = scope.rankOf(claim)
    if (rank <= (best[0] ?? 0)) continue
    best[0] = rank
    for (let at = 1; at < most && (best[at] ?? 0) < rank; at += 1) {
      best[at - 1] = best[at] ?? 0
      best[at] = rank
    }
  }
  const least = best[0] ?? 0
  return claims
    .filter((claim) => scope.rankOf(claim) >= least)
    .sort(order)
    .slice(0, most)
}

const passageOf = (scope: Scope, claim: number, scale: readonly number[]): ContestedPassage => {
  const { columns, frame, isAsked } = scope
  const counts = new Array<number>(frame.facts.tags.length).fill(0)
  for (const tag of scope.tagsOn(claim)) counts[tag] = (counts[tag] ?? 0) + 1
  const [start, end] = [columns.start.at(claim), columns.end.at(claim)]
  const isHere = ({ member }: { readonly member: MemberId }): boolean =>
    isAsked[frame.memberPlaces.get(member) ?? -1] === 1
  const members = isAsked.reduce((sum, one) => sum + one, 0)
  return {
    layer: columns.layers.name(columns.layer.at(claim)) ?? '',
    annotation: columns.keyOf(claim),
    start,
    end,
    exact: frame.facts.text.slice(start, end),
    tags: scale.map((tag) => counts[tag] ?? 0),
    verdicts: counts.reduce((sum, count) => sum + count, 0),
    voices: scope.voicesOn(claim),
    disagreement: disagreementOf(counts) ?? 0,
    rank: scope.rankOf(claim) / Math.max(1, members),
    comments: strongest(
      columns.commentsOn(claim).filter((comment) => comment.hasWords && isHere(comment)),
      columns.reactionsOn(claim).filter(isHere),
    ),
  }
}

/** The comments that most took up, at most `most` (ST30). */
export const strongest = (
  comments: readonly Said[],
  reactions: readonly Pick<ReactionSaid, 'comment' | 'member' | 'reaction'>[],
  most: number = STRONG_COMMENTS_MAX,
): readonly StrongComment[] => {
  const support = new Map(comments.map(({ key }) => [key, new Set<MemberId>()]))
  for (const { parent, member } of comments) if (parent !== null) support.get(parent)?.add(member)
  for (const { comment, member, reaction } of reactions) {
    if (comment !== null && reaction === 'agree') support.get(comment)?.add(member)
  }
  for (const { key, member } of comments) support.get(key)?.delete(member)
  const of = ({ key }: Said): number => support.get(key)?.size ?? 0
  return comments
    .toSorted((a, b) => of(b) - of(a) || a.at - b.at || (a.key < b.key ? -1 : 1))
    .slice(0, most)
    .map((comment) => ({ member: comment.member, text: comment.text, support: of(comment) }))
}

/** What ranking needs of a comment. */
interface Said {
  readonly key: RecordKey
  readonly member: MemberId
  readonly parent: RecordKey | null
  readonly text: string
  readonly at: number
}
