import type { GroupId, MemberId, TagId } from '../base'
import type { Tag } from '../annotation'
import { type Section, type Sentence, sectionAt } from '../document'
import type { AnnotationRow, CommentRow, Rows, TaggingRow } from '../projection'
import { type HeatSection, heat, placeKey } from './heat'

/** A member as the figures know them. */
export interface FiguresMember {
  readonly id: MemberId
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: GroupId | null
}

/** All that the figures are counted from. Sections, sentences and offsets are those of one version. */
export interface FiguresInput {
  readonly rows: Rows
  readonly members: readonly FiguresMember[]
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  /** The codebook, in its order. */
  readonly tags: readonly Tag[]
  /** As `outline` gives them. */
  readonly sections: readonly Section[]
  /** As `sentences` gives them. */
  readonly sentences: readonly Sentence[]
  /** Where the body ends and the footnotes begin, as an offset. */
  readonly bodyEnd: number
}

/** A tag as a column of the figures. */
export interface FiguresTag {
  readonly id: TagId
  readonly name: string
  readonly key: string
  readonly pigment: Tag['pigment']
}

/** What one row of a table counts. */
export interface Counts {
  readonly annotations: number
  readonly claims: number
  readonly verdicts: number
  readonly comments: number
  /** Verdicts by tag, in the order of `Figures.tags`. */
  readonly tags: readonly number[]
}

export interface GroupFigures extends Counts {
  /** `null` for the members of no group. */
  readonly id: GroupId | null
  readonly name: string
  readonly members: number
  readonly membersWhoTagged: number
}

export interface SectionFigures extends Counts {
  /** The heading's id, or `footnotes`. */
  readonly id: string
  readonly title: string
  readonly level: number
}

export interface MemberFigures extends Counts {
  readonly id: MemberId
  readonly name: string
  readonly role: FiguresMember['role']
  /** The group's name, or `null`. */
  readonly group: string | null
}

/** The figures of a reading, first form. Plain data, the same for the page and for `stats --json`. */
export interface Figures {
  readonly tags: readonly FiguresTag[]
  readonly totals: Counts & { readonly members: number; readonly membersWhoTagged: number }
  readonly byGroup: readonly GroupFigures[]
  readonly bySection: readonly SectionFigures[]
  readonly byMember: readonly MemberFigures[]
  readonly heat: readonly HeatSection[]
  /** Verdicts left out because the codebook has no such tag. */
  readonly unknownTags: number
}

/** The id of the row for passages in footnotes. */
export const FOOTNOTES_SECTION = 'footnotes'

/** Counts a reading. The rules are ST1 to ST11 in SPEC.md. Every group, heading and member has a row, with zeros too. */
export const figures = (input: FiguresInput): Figures => {
  const placed = new Map(input.rows.annotations.map((row) => [placeKey(row.layer, row.key), row]))
  const known = input.rows.taggings.filter((row) => placed.has(placeKey(row.layer, row.annotation)))
  const codebook = new Map(input.tags.map((tag) => [tag.id, tag]))
  const verdicts = known.filter((row) => codebook.has(row.tag))
  const used = new Set(verdicts.map((row) => row.tag))
  const tags = input.tags.filter((tag) => tag.active || used.has(tag.id))
  const columns = new Map(tags.map((tag, column) => [tag.id, column]))
  const comments = input.rows.comments.filter((row) => row.body !== null)
  const annotations = input.rows.annotations.filter((row) => row.removedAt === null)
  const count = counter(columns)

  const sectionOf = (row: AnnotationRow | undefined): string | undefined =>
    row === undefined
      ? undefined
      : row.start >= input.bodyEnd
        ? FOOTNOTES_SECTION
        : sectionAt(input.sections, row.start)?.id
  const sectionOfAnswer = (row: TaggingRow | CommentRow): string | undefined =>
    sectionOf(placed.get(placeKey(row.layer, row.annotation)))
  const bySection = (id: string): Counts =>
    count(
      annotations.filter((row) => sectionOf(row) === id),
      verdicts.filter((row) => sectionOfAnswer(row) === id),
      comments.filter((row) => sectionOfAnswer(row) === id),
    )

  const byMember = input.members.map((member): MemberFigures => {
    const mine = <Row extends { readonly member: MemberId }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => row.member === member.id)
    return {
      id: member.id,
      name: member.name,
      role: member.role,
      group: input.groups.find((group) => group.id === member.group)?.name ?? null,
      ...count(mine(annotations), mine(verdicts), mine(comments)),
    }
  })

  const groupRow = (id: GroupId | null, name: string): GroupFigures => {
    const members = input.members.filter((member) => member.group === id)
    const ids = new Set(members.map((member) => member.id))
    const theirs = <Row extends { readonly member: MemberId }>(rows: readonly Row[]): Row[] =>
      rows.filter((row) => ids.has(row.member))
    const own = theirs(verdicts)
    return {
      id,
      name,
      members: members.length,
      membersWhoTagged: new Set(own.map((row) => row.member)).size,
      ...count(theirs(annotations), own, theirs(comments)),
    }
  }
  const groupless = groupRow(null, '')
  const isActive = groupless.annotations + groupless.verdicts + groupless.comments > 0
  const footnotes = bySection(FOOTNOTES_SECTION)
  const hasFootnotes = footnotes.annotations + footnotes.verdicts + footnotes.comments > 0

  return {
    tags: tags.map(({ id, name, key, pigment }) => ({ id, name, key, pigment })),
    totals: {
      members: input.members.length,
      membersWhoTagged: new Set(verdicts.map((row) => row.member)).size,
      ...count(annotations, verdicts, comments),
    },
    byGroup: [
      ...input.groups.map((group) => groupRow(group.id, group.name)),
      ...(isActive || input.groups.length === 0 ? [groupless] : []),
    ],
    bySection: [
      ...input.sections.map(({ id, title, level }) => ({ id, title, level, ...bySection(id) })),
      ...(hasFootnotes ? [{ id: FOOTNOTES_SECTION, title: '', level: 2, ...footnotes }] : []),
    ],
    byMember,
    heat: heat({ sections: input.sections, sentences: input.sentences, bodyEnd: input.bodyEnd, placed, verdicts }),
    unknownTags: known.length - verdicts.length,
  }
}

const counter =
  (columns: ReadonlyMap<TagId, number>) =>
  (annotations: readonly AnnotationRow[], verdicts: readonly TaggingRow[], comments: readonly CommentRow[]): Counts => {
    const tags = new Array<number>(columns.size).fill(0)
    for (const verdict of verdicts) {
      const column = columns.get(verdict.tag)
      if (column !== undefined) tags[column] = (tags[column] ?? 0) + 1
    }
    return {
      annotations: annotations.length,
      claims: new Set(verdicts.map((row) => placeKey(row.layer, row.annotation))).size,
      verdicts: verdicts.length,
      comments: comments.length,
      tags,
    }
  }
