import type { MemberId } from '../base'
import type { RecordKey } from '../annotation'
import { ABSENT } from './columns'
import type { CommentSaid } from './said'
import type { Scope } from './scope'

/** Who answers whom, and how deep threads go (ST32). */
export interface Responses {
  /** In the order of `members` by who answers, then by how often, then by whom. */
  readonly answers: readonly { readonly from: MemberId; readonly to: MemberId; readonly count: number }[]
  /** Comments at depth 1, 2, 3 and on. */
  readonly depths: readonly number[]
}

/** Counts answers among the members of the scope in comments that are there, and how deep each stands. */
export const responsesOf = (scope: Scope): Responses => {
  const { columns, frame } = scope
  const placeOf = (member: MemberId): number => {
    const place = frame.memberPlaces.get(member) ?? -1
    return scope.isAsked[place] === 1 ? place : -1
  }
  const parentOf = ({ layer, parent }: CommentSaid): CommentSaid | undefined =>
    parent === null ? undefined : columns.comment(layer, parent)
  const depthOf = (comment: CommentSaid): number => {
    const seen = new Set<RecordKey>()
    let above: CommentSaid | undefined = comment
    while (above !== undefined && !seen.has(above.key)) {
      seen.add(above.key)
      above = parentOf(above)
    }
    return seen.size
  }
  const members = frame.facts.members.length
  const counts = new Map<number, number>()
  const depths: number[] = []
  for (const comment of columns.comments) {
    const from = comment.hasWords && scope.isOfRounds(comment.claim) ? placeOf(comment.member) : -1
    if (from < 0) continue
    const depth = depthOf(comment)
    depths[depth - 1] = (depths[depth - 1] ?? 0) + 1
    const author =
      columns.state.at(comment.claim) === ABSENT ? undefined : columns.members.name(columns.author.at(comment.claim))
    const whom = parentOf(comment)?.member ?? author
    const to = whom === undefined ? -1 : placeOf(whom)
    if (to < 0 || to === from) continue
    counts.set(from * members + to, (counts.get(from * members + to) ?? 0) + 1)
  }
  const named = (place: number): MemberId | undefined => frame.facts.members[place]?.id
  return {
    answers: [...counts]
      .map(([pair, count]) => ({ by: Math.floor(pair / members), whom: pair % members, count }))
      .sort((a, b) => a.by - b.by || b.count - a.count || a.whom - b.whom)
      .flatMap(({ by, whom, count }) => {
        const [from, to] = [named(by), named(whom)]
        return from === undefined || to === undefined ? [] : [{ from, to, count }]
      }),
    depths: Array.from(depths, (count: number | undefined) => count ?? 0),
  }
}
