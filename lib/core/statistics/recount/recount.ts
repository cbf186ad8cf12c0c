import type { GroupId, LayerId, MemberId } from '../../base'
import { sectionAt } from '../../document'
import type { AnnotationRow, Rows } from '../../projection'
import type { Counts } from '../counts'
import type { FiguresInput } from '../facts'
import { followHeirs } from '../heirs'
import { FOOTNOTES_SECTION, type Figures, type GroupFigures } from '../figures'
import { asColumn } from '../columns-of-tags'
import { agreement } from './agreement'
import { contested } from './contested'
import { Counter } from './counter'
import { heat } from './heat'
import { overTime } from './over-time'
import { responses } from './responses'
import { type Verdict, byClaim, placeKey, verdictsOnSentences } from './verdicts'

/**
 * Counts a reading row by row, each figure by its definition: what the running
 * tally must equal to the last digit (ST35). For tests and the benchmark alone:
 * it takes seconds where the tally takes milliseconds.
 */
export const recount = (given: FiguresInput): Figures => {
  const input = { ...given, rows: followHeirs(rowsOfRounds(given), given.tags) }
  const roundOf = roundsOf(given)
  const askedRounds = given.only?.rounds ?? []
  const { members, groups } = asked(input)
  const places = new Map(members.map((member, at) => [member.id, at]))
  const isAsked = (row: { readonly member: MemberId }): boolean => places.has(row.member)
  const placed = new Map(input.rows.annotations.map((row) => [placeKey(row.layer, row.key), row]))
  const codebook = new Set(input.tags.map((tag) => tag.id))
  const known: Verdict[] = []
  let unknownTags = 0
  for (const row of input.rows.taggings) {
    const on = isAsked(row) ? placed.get(placeKey(row.layer, row.annotation)) : undefined
    if (on === undefined) continue
    if (codebook.has(row.tag))
      known.push({ member: row.member, tag: row.tag, on, at: row.editedAt ?? row.at, round: roundOf(row) })
    else unknownTags += 1
  }
  const used = new Set(known.map((row) => row.tag))
  const scale = input.tags.filter((tag) => tag.active || used.has(tag.id))
  const wanted = new Set(input.only?.tags ?? [])
  const tags = wanted.size === 0 ? scale : scale.filter((tag) => wanted.has(tag.id))
  const columns = new Map(tags.map((tag, column) => [tag.id, column]))
  const verdicts = wanted.size === 0 ? known : known.filter((verdict) => columns.has(verdict.tag))
  const comments = input.rows.comments.filter((row) => row.body !== null && isAsked(row))

  const all = new Counter(columns)
  const byMember = members.map(() => new Counter(columns))
  const byGroup = new Map<GroupId | null, Counter>(
    [...groups.map(({ id }) => id), null].map((id) => [id, new Counter(columns)]),
  )
  const bySection = new Map(
    [...input.sections.map(({ id }) => id), FOOTNOTES_SECTION].map((id) => [id, new Counter(columns)]),
  )
  const sections = new Map<AnnotationRow, string | undefined>()
  const sectionOf = (row: AnnotationRow): string | undefined => {
    if (!sections.has(row)) {
      sections.set(row, row.start >= input.bodyEnd ? FOOTNOTES_SECTION : sectionAt(input.sections, row.start)?.id)
    }
    return sections.get(row)
  }
  /** The rows of the tables in which a record counts. */
  const rowsFor = (member: MemberId, annotation: AnnotationRow | undefined): readonly (Counter | undefined)[] => {
    const at = places.get(member) ?? -1
    const section = annotation === undefined ? undefined : sectionOf(annotation)
    return [
      all,
      byMember[at],
      byGroup.get(members[at]?.group ?? null),
      section === undefined ? undefined : bySection.get(section),
    ]
  }
  for (const row of input.rows.annotations) {
    if (row.removedAt === null && isAsked(row)) for (const counter of rowsFor(row.member, row)) counter?.annotation()
  }
  for (const verdict of verdicts) {
    for (const counter of rowsFor(verdict.member, verdict.on)) counter?.verdict(verdict)
  }
  for (const [on, own] of byClaim(verdicts)) {
    const counters = new Set([all, bySection.get(sectionOf(on) ?? '')])
    for (const { member } of own) {
      const at = places.get(member) ?? -1
      counters.add(byMember[at]).add(byGroup.get(members[at]?.group ?? null))
    }
    for (const counter of counters) counter?.claim()
  }
  for (const row of comments) {
    const annotation = placed.get(placeKey(row.layer, row.annotation))
    for (const counter of rowsFor(row.member, annotation)) counter?.comment()
  }

  const contestedIn = (asked: Parameters<typeof contested>[0]): Pick<Figures, 'contested' | 'contestedCount'> => {
    const passages = contested(asked).filter(
      (passage) => wanted.size === 0 || scale.some((tag, at) => wanted.has(tag.id) && passage.tags[at] !== 0),
    )
    return { contested: passages, contestedCount: passages.length }
  }
  const body = input.sentences.filter((sentence) => sentence.start < input.bodyEnd)
  const rated = verdictsOnSentences(body, known)
  const groupless = byGroup.get(null)
  const footnotes = bySection.get(FOOTNOTES_SECTION)
  const groupRow = (id: GroupId | null, name: string): GroupFigures => ({
    id,
    name,
    members: members.filter((member) => member.group === id).length,
    membersWhoTagged: members.filter((member, at) => member.group === id && byMember[at]?.hasVerdict === true).length,
    ...countsOf(byGroup.get(id)),
  })
  const countsOf = (counter: Counter | undefined): Counts => (counter ?? new Counter(columns)).counts()
  return {
    tags: tags.map(asColumn),
    allTags: scale.map(asColumn),
    totals: {
      members: members.length,
      membersWhoTagged: byMember.filter((counter) => counter.hasVerdict).length,
      ...all.counts(),
    },
    byGroup: [
      ...groups.map(({ id, name }) => groupRow(id, name)),
      ...(groupless?.isEmpty === false || groups.length === 0 ? [groupRow(null, '')] : []),
    ],
    byRound: [...new Set((input.layers ?? []).map(({ round }) => round))]
      .filter((round) => askedRounds.length === 0 || askedRounds.includes(round))
      .sort((a, b) => a - b)
      .map((round) => {
        const counter = new Counter(columns)
        const here = verdicts.filter((verdict) => verdict.round === round)
        for (const row of input.rows.annotations) {
          if (row.removedAt === null && isAsked(row) && roundOf(row) === round) counter.annotation()
        }
        for (const verdict of here) counter.verdict(verdict)
        for (let claim = 0; claim < byClaim(here).size; claim += 1) counter.claim()
        for (const row of comments) if (roundOf(row) === round) counter.comment()
        return { round, membersWhoTagged: new Set(here.map(({ member }) => member)).size, ...counter.counts() }
      }),
    bySection: [
      ...input.sections.map(({ id, title, level, start, end }) => ({
        id,
        title,
        level,
        start,
        end,
        ...countsOf(bySection.get(id)),
      })),
      ...(footnotes?.isEmpty === false
        ? [
            {
              id: FOOTNOTES_SECTION,
              title: '',
              level: 2,
              start: input.bodyEnd,
              end: input.text.length,
              ...footnotes.counts(),
            },
          ]
        : []),
    ],
    byParagraph: (input.paragraphs ?? []).flatMap(({ number, start, end }) => {
      const here = verdicts.filter(({ on }) => start <= on.start && on.start < end)
      const claims = byClaim(here).size
      const own = tags.map(({ id }) => here.filter(({ tag }) => tag === id).length)
      return claims === 0 ? [] : [{ number, start, end, claims, verdicts: here.length, tags: own }]
    }),
    byMember: members.map(({ id, name, role, group }, at) => ({
      id,
      name,
      role,
      group: groups.find((one) => one.id === group)?.name ?? null,
      ...countsOf(byMember[at]),
    })),
    heat: heat(
      input.sections,
      wanted.size === 0 ? rated : verdictsOnSentences(body, verdicts),
      tags.map(({ id }) => id),
    ),
    agreement: agreement({
      verdicts: known,
      rated,
      members,
      groups,
      tags: scale.map(({ id }) => id),
      names: new Map(scale.map(({ id, name }) => [id, name])),
      sections: input.sections,
      bodyEnd: input.bodyEnd,
    }),
    ...contestedIn({
      verdicts: known,
      comments,
      reactions: input.rows.reactions.filter(isAsked),
      members: new Set(members.map(({ id }) => id)),
      columns: new Map(scale.map((tag, column) => [tag.id, column])),
    }),
    overTime: overTime(verdicts, columns),
    responses: responses(
      comments,
      input.rows.comments,
      placed,
      members.map(({ id }) => id),
    ),
    unknownTags,
  }
}

/** The members and groups that the filter leaves. */
const asked = ({ only, members, groups }: FiguresInput): Pick<FiguresInput, 'members' | 'groups'> => {
  if (only === undefined || (only.members.length === 0 && only.groups.length === 0)) return { members, groups }
  const left = members.filter(
    ({ id, group }) => only.members.includes(id) || (group !== null && only.groups.includes(group)),
  )
  return { members: left, groups: groups.filter(({ id }) => left.some(({ group }) => group === id)) }
}

/** Which round a row is of. */
const roundsOf = ({ layers = [] }: FiguresInput): ((row: { readonly layer: LayerId }) => number) => {
  const rounds = new Map(layers.map(({ id, round }) => [id, round]))
  return ({ layer }) => rounds.get(layer) ?? 1
}

const rowsOfRounds = (input: FiguresInput): Rows => {
  const { rows, only } = input
  const roundOf = roundsOf(input)
  if (only === undefined || only.rounds.length === 0) return rows
  const isAsked = (row: { readonly layer: LayerId }): boolean => only.rounds.includes(roundOf(row))
  return {
    annotations: rows.annotations.filter(isAsked),
    taggings: rows.taggings.filter(isAsked),
    comments: rows.comments.filter(isAsked),
    reactions: rows.reactions.filter(isAsked),
  }
}
