import type { GroupId, MemberId } from '../base'
import { type Agreement, agreementOf, isShown, membersByGroup } from './agreement'
import { type ContestedPassage, contestedOf } from './contested'
import type { Counts } from './counts'
import type { FiguresFilter, FiguresMember, ReadingFacts } from './facts'
import { type FiguresTag, asColumn } from './columns-of-tags'
import { type HeatSection, heatOf } from './heat'
import { type OverTime, overTimeOf } from './over-time'
import { type Responses, responsesOf } from './responses'
import type { Scope } from './scope'

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
  /** Its stretch of the text, as offsets; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

export interface RoundFigures extends Counts {
  /** From 1. */
  readonly round: number
  readonly membersWhoTagged: number
}

/** A numbered paragraph on which somebody gave a verdict. */
export interface ParagraphFigures {
  readonly number: number
  /** Its stretch of the text, as offsets; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly claims: number
  readonly verdicts: number
  /** Verdicts by tag, in the order of `Figures.tags`. */
  readonly tags: readonly number[]
}

export interface MemberFigures extends Counts {
  readonly id: MemberId
  readonly name: string
  readonly role: FiguresMember['role']
  /** The group's name, or `null`. */
  readonly group: string | null
}

/** The figures of a reading. Plain data, the same for the page and for `stats --json`. */
export interface Figures {
  readonly tags: readonly FiguresTag[]
  /** The tags that agreement and contested passages look at: `tags` where no filter leaves some out. */
  readonly allTags: readonly FiguresTag[]
  readonly totals: Counts & { readonly members: number; readonly membersWhoTagged: number }
  readonly byGroup: readonly GroupFigures[]
  /** Each round that is asked for and has a layer, in their order. */
  readonly byRound: readonly RoundFigures[]
  readonly bySection: readonly SectionFigures[]
  readonly byParagraph: readonly ParagraphFigures[]
  readonly byMember: readonly MemberFigures[]
  readonly heat: readonly HeatSection[]
  readonly agreement: Agreement
  /** The most contested first; the rest may be left out. */
  readonly contested: readonly ContestedPassage[]
  /** How many passages are contested. */
  readonly contestedCount: number
  readonly overTime: OverTime
  readonly responses: Responses
  /** Verdicts left out because the codebook has no such tag. */
  readonly unknownTags: number
}

/** The id of the row for passages in footnotes. */
export const FOOTNOTES_SECTION = 'footnotes'

/** The two parts of a reading that its figures are read off: agreement looks at all tags, the counts at those asked for. */
export interface Parts {
  readonly whole: Scope
  /** The same as `whole` where no tag is left out. */
  readonly shown: Scope
}

/** Reads the figures off what is kept. `contestedMax` is how many contested passages are listed. */
export const figuresOf = ({ whole, shown }: Parts, only: FiguresFilter, contestedMax: number): Figures => {
  const { tags, members, groups, sections, bodyEnd, text } = shown.frame.facts
  const perMember = members.map((_, at) => sumOf(shown.byMember.tags, at * tags.length, tags.length))
  const scale = scaleOf(whole)
  const isWanted = (tag: number): boolean => only.tags.some((id) => id === tags[tag]?.id)
  const columns = only.tags.length === 0 ? scale : scale.filter(isWanted)
  const asked = [...members.keys()].filter((member) => shown.isAsked[member] === 1)
  const countsOf = (counts: Scope['byMember'], row: number, claims: number): Counts => {
    const own = columns.map((tag) => counts.tags[row * tags.length + tag] ?? 0)
    return {
      annotations: counts.annotations[row] ?? 0,
      claims,
      verdicts: own.reduce((sum, count) => sum + count, 0),
      comments: counts.comments[row] ?? 0,
      tags: own,
    }
  }
  const ofMember = (at: number): Counts => countsOf(shown.byMember, at, perMember[at] ?? 0)
  const membersOf = membersByGroup(shown)
  const groupRow = (place: number, id: GroupId | null, name: string): GroupFigures => {
    const own = membersOf.get(place) ?? []
    return {
      id,
      name,
      members: own.length,
      membersWhoTagged: own.filter((at) => (perMember[at] ?? 0) > 0).length,
      ...sumOfCounts(own.map(ofMember), columns.length, shown.claimsByGroup[place] ?? 0),
    }
  }
  const sectionRow = (place: number): Counts => countsOf(shown.bySection, place, shown.claimsBySection[place] ?? 0)
  const shownGroups = [...groups.entries()].filter(([place]) => isShown(shown, place))
  const groupless = groupRow(groups.length, null, '')
  const footnotes = sectionRow(sections.length)
  const contested = contestedOf(whole, {
    scale,
    most: contestedMax,
    ...(only.tags.length === 0 ? {} : { wanted: scale.filter(isWanted) }),
  })
  const column = (place: number): FiguresTag[] => {
    const tag = tags[place]
    return tag === undefined ? [] : [asColumn(tag)]
  }
  const groupNames = new Map(shownGroups.map(([, { id, name }]) => [id, name]))
  return {
    tags: columns.flatMap(column),
    allTags: scale.flatMap(column),
    totals: {
      members: asked.length,
      membersWhoTagged: asked.filter((at) => (perMember[at] ?? 0) > 0).length,
      ...sumOfCounts(asked.map(ofMember), columns.length, shown.claims.rated),
    },
    byGroup: [
      ...shownGroups.map(([place, { id, name }]) => groupRow(place, id, name)),
      ...(isEmpty(groupless) && shownGroups.length > 0 ? [] : [groupless]),
    ],
    byRound: roundsOf(shown.frame.facts, only).map((round) => ({
      round,
      membersWhoTagged: asked.filter((at) => shown.byRound.verdicts.at(round * members.length + at) > 0).length,
      ...roundRow(shown, round, columns),
    })),
    bySection: [
      ...sections.map(({ id, title, level, start, end }, place) => ({
        id,
        title,
        level,
        start,
        end,
        ...sectionRow(place),
      })),
      ...(isEmpty(footnotes)
        ? []
        : [{ id: FOOTNOTES_SECTION, title: '', level: 2, start: bodyEnd, end: text.length, ...footnotes }]),
    ],
    byParagraph: (shown.frame.facts.paragraphs ?? []).flatMap(({ number, start, end }, at) => {
      const claims = shown.claimsByParagraph[at] ?? 0
      const own = columns.map((tag) => shown.tagsByParagraph[at * tags.length + tag] ?? 0)
      return claims === 0 ? [] : [{ number, start, end, claims, verdicts: sumOfAll(own), tags: own }]
    }),
    byMember: asked.flatMap((at) => {
      const member = members[at]
      if (member === undefined) return []
      const group = member.group === null ? null : (groupNames.get(member.group) ?? null)
      return [{ id: member.id, name: member.name, role: member.role, group, ...ofMember(at) }]
    }),
    heat: heatOf(shown, columns),
    agreement: agreementOf(whole, scale),
    contested: contested.passages,
    contestedCount: contested.count,
    overTime: overTimeOf(shown, columns),
    responses: responsesOf(shown),
    unknownTags: whole.unknownTags,
  }
}

/** The rounds that have a layer and are asked for, ascending. */
const roundsOf = ({ layers = [] }: Pick<ReadingFacts, 'layers'>, { rounds }: FiguresFilter): readonly number[] =>
  [...new Set(layers.map(({ round }) => round))]
    .filter((round) => rounds.length === 0 || rounds.includes(round))
    .sort((a, b) => a - b)

const roundRow = ({ byRound, frame }: Scope, round: number, columns: readonly number[]): Counts => {
  const own = columns.map((tag) => byRound.tags.at(round * frame.facts.tags.length + tag))
  return {
    annotations: byRound.annotations.at(round),
    claims: byRound.claims.at(round),
    verdicts: sumOfAll(own),
    comments: byRound.comments.at(round),
    tags: own,
  }
}

/** The places of the tags that have a column: those switched on, and those that a verdict uses (ST6). */
export const scaleOf = (scope: Scope): readonly number[] => {
  const { tags } = scope.frame.facts
  const used = usedTags(scope)
  return [...tags.keys()].filter((tag) => tags[tag]?.active === true || used[tag] === true)
}

const usedTags = ({ byMember, frame }: Scope): readonly boolean[] => {
  const tags = frame.facts.tags.length
  const used = new Array<boolean>(tags).fill(false)
  byMember.tags.forEach((count, at) => {
    if (count > 0) used[at % tags] = true
  })
  return used
}

const sumOfAll = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

const sumOf = (counts: Int32Array, from: number, length: number): number => {
  let sum = 0
  for (let at = from; at < from + length; at += 1) sum += counts[at] ?? 0
  return sum
}

const sumOfCounts = (rows: readonly Counts[], tags: number, claims: number): Counts => {
  const sum = { annotations: 0, claims, verdicts: 0, comments: 0, tags: new Array<number>(tags).fill(0) }
  for (const row of rows) {
    sum.annotations += row.annotations
    sum.verdicts += row.verdicts
    sum.comments += row.comments
    row.tags.forEach((count, at) => {
      sum.tags[at] = (sum.tags[at] ?? 0) + count
    })
  }
  return sum
}

const isEmpty = ({ annotations, verdicts, comments }: Counts): boolean => annotations + verdicts + comments === 0
