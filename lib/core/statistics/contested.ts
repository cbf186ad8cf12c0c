import type { MemberId, TagId } from '../base'
import type { RecordKey } from '../annotation'
import type { CommentRow, Rows } from '../projection'
import { disagreement } from './heat'
import { type Verdict, byClaim, placeKey } from './verdicts'

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

interface ContestedInput {
  readonly verdicts: readonly Verdict[]
  /** Comments whose words are there. */
  readonly comments: readonly CommentRow[]
  readonly reactions: Rows['reactions']
  /** How many members could have spoken. */
  readonly members: number
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
    if (annotation.removedAt === null) voices.add(annotation.member)
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
      rank: (differs * voices.size) / Math.max(1, input.members),
      comments: strongest(comments, reactions),
    })
  }
  return passages.sort(
    (a, b) => b.rank - a.rank || a.start - b.start || b.end - a.end || (a.annotation < b.annotation ? -1 : 1),
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

/** The strongest of the comments of one passage, at most `most` (ST30). */
export const strongest = (
  comments: readonly CommentRow[],
  reactions: Rows['reactions'],
  most: number = STRONG_COMMENTS_MAX,
): readonly StrongComment[] => {
  const support = new Map(comments.map(({ key }) => [key, new Set<MemberId>()]))
  for (const { parent, member } of comments) if (parent !== null) support.get(parent)?.add(member)
  for (const { comment, member, reaction } of reactions) {
    if (comment !== null && reaction === 'agree') support.get(comment)?.add(member)
  }
  for (const { key, member } of comments) support.get(key)?.delete(member)
  const of = ({ key }: CommentRow): number => support.get(key)?.size ?? 0
  return comments
    .toSorted((a, b) => of(b) - of(a) || a.at - b.at || (a.key < b.key ? -1 : 1))
    .slice(0, most)
    .map((comment) => ({ member: comment.member, text: comment.text, support: of(comment) }))
}

/** Rows by the annotation that they are on, under its `placeKey`. */
export const gather = <Row extends { readonly layer: string; readonly annotation: RecordKey }>(
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
