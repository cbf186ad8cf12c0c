import type { MemberId } from '../base'
import type { Section, Sentence } from '../document'
import type { AnnotationRow } from '../projection'
import { nominalAlpha } from './alpha'
import type { BoardInput } from './board'
import type { HeatSection } from './heat'
import type { Coefficient } from './reliability'
import { tally } from './tally'
import { heat } from './recount/heat'
import { type Verdict, byClaim, placeKey, sentenceRatings, verdictsOnSentences } from './recount/verdicts'

/** The numbers at the foot of a board. */
export interface BoardFigures {
  readonly claims: number
  readonly verdicts: number
  readonly comments: number
  /** Who said something anywhere: highlighted, gave a verdict, wrote or reacted. */
  readonly voices: readonly MemberId[]
  readonly heat: readonly HeatSection[]
  /** Nominal alpha over sentences, as the figures have it (ST14, ST26); no interval is drawn. */
  readonly alpha: Coefficient
}

/** Sections, sentences and offsets are those of one version. */
export interface BoardText {
  readonly sections: readonly Section[]
  readonly sentences: readonly Sentence[]
  /** Where the body ends and the footnotes begin, as an offset. */
  readonly bodyEnd: number
}

/** Counts what a board shows at its foot, by the rules of the figures (ST1 to ST4, ST9 to ST11, ST14). */
export const boardFigures = ({ rows, members, tags }: BoardInput, text: BoardText): BoardFigures => {
  const known = new Set(members.map(({ id }) => id))
  const codebook = new Set(tags.map(({ id }) => id))
  const annotations: readonly AnnotationRow[] = rows.annotations.filter(({ member }) => known.has(member))
  const placed = new Map(rows.annotations.map((row) => [placeKey(row.layer, row.key), row]))
  const verdicts = rows.taggings.flatMap((row): readonly Verdict[] => {
    const on = placed.get(placeKey(row.layer, row.annotation))
    return on === undefined || !known.has(row.member) || !codebook.has(row.tag)
      ? []
      : [{ member: row.member, tag: row.tag, on, at: row.editedAt ?? row.at, round: 1 }]
  })
  const comments = rows.comments.filter(({ body, member }) => body !== null && known.has(member))
  const voices = new Set<MemberId>()
  for (const { member, removedAt } of annotations) if (removedAt === null) voices.add(member)
  for (const { member } of [...verdicts, ...comments]) voices.add(member)
  for (const { member } of rows.reactions) if (known.has(member)) voices.add(member)
  const body = text.sentences.filter(({ start }) => start < text.bodyEnd)
  const rated = verdictsOnSentences(body, verdicts)
  return {
    claims: byClaim(verdicts).size,
    verdicts: verdicts.length,
    comments: comments.length,
    voices: [...voices],
    // A board shows no tags of sentences.
    heat: heat(text.sections, rated, []),
    alpha: nominalAlpha(
      tally(
        sentenceRatings(
          rated,
          members.map(({ id }) => id),
          tags.map(({ id }) => id),
        ),
      ),
    ),
  }
}
