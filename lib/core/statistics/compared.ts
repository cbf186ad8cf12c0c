import type { MemberId } from '../base'
import { ABSENT } from './columns'
import { type FiguresTag, asColumn } from './columns-of-tags'
import { scaleOf } from './figures'
import type { Scope } from './scope'

/** A number about others is shown to a student where so many others are behind it, and not below (ST41). */
export const OTHERS_MIN = 5

/** Verdicts of others, cut into parts none of which has too few behind it. */
export interface Parts<Id extends string> {
  /** Each with `OTHERS_MIN` others behind it, or more. */
  readonly shown: readonly { readonly id: Id; readonly verdicts: number }[]
  /** All that is not shown, as one: so many others are behind it too. `null` where nothing is left over. */
  readonly rest: number | null
}

/** A sentence on which a student's verdict is not that of most others. */
export interface Apart {
  /** Offsets in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly exact: string
  /** Places in `Compared.tags`. */
  readonly own: number
  readonly most: number
}

/** A student's verdicts against the class's. */
export interface Compared {
  readonly tags: readonly FiguresTag[]
  /** The student's verdicts by tag, in the order of `tags`. */
  readonly own: readonly number[]
  /** The student's verdicts by section. */
  readonly ownBySection: readonly { readonly id: string; readonly verdicts: number }[]
  /** Members besides the student who gave a verdict; `null` where they are too few to show anything of them. */
  readonly others: number | null
  /** Verdicts of the others; `null` with `others`. */
  readonly byTag: Parts<FiguresTag['id']> | null
  readonly bySection: Parts<string> | null
  /** Sentences on which the student and enough others have a verdict, and most others have one tag. */
  readonly comparable: number
  /** On how many of these the student has it too. */
  readonly agreeing: number
  /** On which they have not, in the order of the text, at most `APART_MAX`. */
  readonly apart: readonly Apart[]
}

export const APART_MAX = 10

/** What one part holds: whose verdicts, and how many. */
interface Cell<Id extends string> {
  readonly id: Id
  verdicts: number
  readonly members: Set<number>
}

/**
 * A student's verdicts against those of all others, with nothing by which one of
 * them could be told. Rules ST41 to ST43. `undefined` for who is not counted here.
 */
export const comparedOf = (scope: Scope, student: MemberId): Compared | undefined => {
  const { columns, frame } = scope
  const { tags, sections } = frame.facts
  const self = frame.memberPlaces.get(student)
  if (self === undefined) return undefined
  const scale = scaleOf(scope)
  const byTag = scale.flatMap((place) => tags[place] ?? []).map(({ id }) => cellOf(id))
  const column = new Map(scale.map((place, at) => [place, at]))
  const bySection = [...sections.map(({ id }) => id), FOOTNOTES].map(cellOf)
  const own = scale.map(() => 0)
  const ownBySection = bySection.map(({ id }) => ({ id, verdicts: 0 }))
  const others = new Set<number>()
  for (let verdict = 0; verdict < columns.verdicts.places; verdict += 1) {
    const claim = columns.verdicts.claim.at(verdict)
    const tag = column.get(scope.tagOf(verdict))
    const member = scope.placeOf(columns.verdicts.member.at(verdict))
    const isCounted = claim >= 0 && member >= 0 && scope.isOfRounds(claim) && columns.state.at(claim) !== ABSENT
    if (!isCounted || tag === undefined) continue
    const section = frame.sectionOf(columns.start.at(claim))
    if (member === self) {
      own[tag] = (own[tag] ?? 0) + 1
      const there = ownBySection[section]
      if (there !== undefined) there.verdicts += 1
      continue
    }
    others.add(member)
    for (const cell of [byTag[tag], bySection[section]]) {
      if (cell === undefined) continue
      cell.verdicts += 1
      cell.members.add(member)
    }
  }
  const enough = others.size >= OTHERS_MIN
  return {
    tags: scale.flatMap((place) => tags[place] ?? []).map(asColumn),
    own,
    ownBySection: ownBySection.filter(({ verdicts }) => verdicts > 0),
    others: enough ? others.size : null,
    byTag: enough ? partsOf(byTag) : null,
    bySection: enough ? partsOf(bySection) : null,
    ...onSentences(scope, self, column),
  }
}

const FOOTNOTES = 'footnotes'

const cellOf = <Id extends string>(id: Id): Cell<Id> => ({ id, verdicts: 0, members: new Set() })

/**
 * Puts together what has too few others behind it, and takes in the smallest of
 * the rest as long as too few are behind that. So every number has enough, and so
 * has every difference of them, which is a sum of others.
 */
export const partsOf = <Id extends string>(cells: readonly Cell<Id>[]): Parts<Id> | null => {
  const shown = cells
    .filter(({ members }) => members.size >= OTHERS_MIN)
    .toSorted((a, b) => a.members.size - b.members.size || a.verdicts - b.verdicts || (a.id < b.id ? -1 : 1))
  const rest = { verdicts: 0, members: new Set<number>() }
  const takeIn = ({ verdicts, members }: Cell<Id>): void => {
    rest.verdicts += verdicts
    for (const member of members) rest.members.add(member)
  }
  for (const cell of cells) if (cell.members.size < OTHERS_MIN) takeIn(cell)
  while (rest.members.size > 0 && rest.members.size < OTHERS_MIN) {
    const smallest = shown.shift()
    if (smallest === undefined) return null
    takeIn(smallest)
  }
  const kept = new Set(shown.map(({ id }) => id))
  return {
    shown: cells.flatMap(({ id, verdicts }) => (kept.has(id) ? [{ id, verdicts }] : [])),
    rest: rest.members.size === 0 ? null : rest.verdicts,
  }
}

const onSentences = (
  scope: Scope,
  self: number,
  column: ReadonlyMap<number, number>,
): Pick<Compared, 'comparable' | 'agreeing' | 'apart'> => {
  const { frame } = scope
  const { cells, members: sentenceTags } = scope.onSentences
  const tags = frame.facts.tags.length
  const apart: Apart[] = []
  let comparable = 0
  let agreeing = 0
  frame.sentences.forEach(({ start, end }, at) => {
    const own = (cells[self * frame.sentences.length + at] ?? 0) - 1
    if (own < 0) return
    const counts = Array.from(
      { length: tags },
      (_, tag) => (sentenceTags[at * tags + tag] ?? 0) - (tag === own ? 1 : 0),
    )
    if (counts.reduce((sum, count) => sum + count, 0) < OTHERS_MIN) return
    const best = Math.max(...counts)
    const [most, ...ties] = [...counts.keys()].filter((tag) => counts[tag] === best)
    if (most === undefined || ties.length > 0) return
    comparable += 1
    if (most === own) agreeing += 1
    else if (apart.length < APART_MAX) {
      const exact = frame.facts.text.slice(start, end)
      apart.push({ start, end, exact, own: column.get(own) ?? 0, most: column.get(most) ?? 0 })
    }
  })
  return { comparable, agreeing, apart }
}
