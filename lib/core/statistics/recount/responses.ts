import type { MemberId } from '../../base'
import type { RecordKey } from '../../annotation'
import type { AnnotationRow, CommentRow } from '../../projection'
import type { Responses } from '../responses'
import { placeKey } from './verdicts'

/** Counts answers among `members` in `comments`, which are there; `all` has also those whose words are gone. */
export const responses = (
  comments: readonly CommentRow[],
  all: readonly CommentRow[],
  placed: ReadonlyMap<string, AnnotationRow>,
  members: readonly MemberId[],
): Responses => {
  const known = new Map(all.map((row) => [placeKey(row.layer, row.key), row]))
  const parentOf = ({ layer, parent }: CommentRow): CommentRow | undefined =>
    parent === null ? undefined : known.get(placeKey(layer, parent))
  const order = new Map(members.map((member, at) => [member, at]))
  const counts = new Map<MemberId, Map<MemberId, number>>()
  const depths: number[] = []
  for (const comment of comments) {
    const seen = new Set<RecordKey>()
    let above: CommentRow | undefined = comment
    while (above !== undefined && !seen.has(above.key)) {
      seen.add(above.key)
      above = parentOf(above)
    }
    depths[seen.size - 1] = (depths[seen.size - 1] ?? 0) + 1
    const to = parentOf(comment)?.member ?? placed.get(placeKey(comment.layer, comment.annotation))?.member
    if (to === undefined || to === comment.member || !order.has(to)) continue
    const own = counts.get(comment.member) ?? new Map<MemberId, number>()
    own.set(to, (own.get(to) ?? 0) + 1)
    counts.set(comment.member, own)
  }
  const place = (member: MemberId): number => order.get(member) ?? order.size
  return {
    answers: [...counts]
      .flatMap(([from, to]) => [...to].map(([whom, count]) => ({ from, to: whom, count })))
      .sort((a, b) => place(a.from) - place(b.from) || b.count - a.count || place(a.to) - place(b.to)),
    depths: Array.from(depths, (count: number | undefined) => count ?? 0),
  }
}
