import type { MemberId, TagId } from '../../base'
import type { RecordKey } from '../../annotation'
import type { CommentRow, Rows } from '../../projection'
import { type ContestedPassage, strongest } from '../contested'
import { disagreement } from '../disagreement'
import { type Verdict, byClaim, placeKey } from './verdicts'

interface ContestedInput {
  readonly verdicts: readonly Verdict[]
  /** Comments whose words are there. */
  readonly comments: readonly CommentRow[]
  readonly reactions: Rows['reactions']
  /** Who could have spoken. */
  readonly members: ReadonlySet<MemberId>
  readonly columns: ReadonlyMap<TagId, number>
}

/** The passages worth discussing, the most contested first. Rules ST28 to ST30. */
export const contested = (input: ContestedInput): readonly ContestedPassage[] => {
  const commentsOn = gather(input.comments)
  const reactionsOn = gather(input.reactions)
  const passages: ContestedPassage[] = []
  for (const [annotation, verdicts] of byClaim(input.verdicts)) {
    const differs = disagreement(verdicts.map(({ tag }) => tag)) ?? 0
    if (differs === 0) continue
    const place = placeKey(annotation.layer, annotation.key)
    const comments = commentsOn.get(place) ?? []
    const reactions = reactionsOn.get(place) ?? []
    const voices = new Set([...verdicts, ...comments, ...reactions].map(({ member }) => member))
    if (annotation.removedAt === null && input.members.has(annotation.member)) voices.add(annotation.member)
    passages.push({
      layer: annotation.layer,
      annotation: annotation.key,
      start: annotation.start,
      end: annotation.end,
      exact: annotation.exact,
      tags: countTags(verdicts, input.columns),
      verdicts: verdicts.length,
      voices: voices.size,
      disagreement: differs,
      rank: (differs * voices.size) / Math.max(1, input.members.size),
      comments: strongest(comments, reactions),
    })
  }
  return passages.sort(
    (a, b) =>
      b.rank - a.rank ||
      a.start - b.start ||
      b.end - a.end ||
      (placeKey(a.layer, a.annotation) < placeKey(b.layer, b.annotation) ? -1 : 1),
  )
}

const countTags = (verdicts: readonly Verdict[], columns: ReadonlyMap<TagId, number>): readonly number[] => {
  const tags = new Array<number>(columns.size).fill(0)
  for (const { tag } of verdicts) {
    const column = columns.get(tag)
    if (column !== undefined) tags[column] = (tags[column] ?? 0) + 1
  }
  return tags
}

const gather = <Row extends { readonly layer: string; readonly annotation: RecordKey }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> => {
  const places = new Map<string, Row[]>()
  for (const row of rows) {
    const place = placeKey(row.layer, row.annotation)
    const list = places.get(place)
    if (list === undefined) places.set(place, [row])
    else list.push(row)
  }
  return places
}
