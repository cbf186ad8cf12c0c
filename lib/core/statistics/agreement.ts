import { type GroupId, type MemberId, type TagId, seededRandom } from '../base'
import { alphaOf, nominalAlpha } from './alpha'
import { type Estimate, estimateAlpha, estimateAlphas } from './bootstrap'
import { BOOTSTRAP_SEED } from './resample'
import { type PairKappa, cohenKappas, scottPi } from './pairs'
import { ac1Of, fleissOf, percentOf } from './panel'
import { type Coefficient, type RatedUnit, type Reliability, notDefined } from './reliability'
import { type OrderedAlphas, numbersOf, orderedAlphas } from './ordered'
import type { Scope } from './scope'
import { BySize, type Summary, type Tally, type UnitTally, differingBySize } from './tally'
import { bump } from './growing'

/** The coefficients of one matrix of ratings. */
export interface Coefficients {
  readonly alpha: Estimate
  readonly percent: Coefficient
  readonly fleiss: Coefficient
  readonly ac1: Coefficient
  readonly scott: Coefficient
}

/** How far members agree. All that is by tag, group, section and pair is over sentences. */
export interface Agreement {
  readonly sentences: Coefficients
  readonly claims: Coefficients
  /** Over sentences, by the metrics for numbers; `null` where the tags are no numbers (ST47). */
  readonly ordered: OrderedAlphas | null
  /** On where claims lie and what they are, over the body of the text. */
  readonly unitizing: Coefficient
  /** Each tag against the rest, in the order of the codebook (ST16). */
  readonly byTag: readonly { readonly tag: TagId; readonly alpha: Estimate }[]
  readonly byGroup: readonly { readonly id: GroupId; readonly name: string; readonly alpha: Estimate }[]
  readonly bySection: readonly { readonly id: string; readonly alpha: Coefficient }[]
  /** Cohen's kappa of the members with most verdicts, in the order of the members. */
  readonly pairs: { readonly members: readonly MemberId[]; readonly kappas: readonly PairKappa[] }
}

/** With more groups than anyone looks at side by side, each has its alpha and no interval. */
export const GROUP_INTERVALS_MAX = 24

/** The most members in the matrix of pairs. */
export const PAIRS_MAX_MEMBERS = 12

const withoutInterval = (coefficient: Coefficient): Estimate => ({
  coefficient,
  interval: { kind: 'undefined', reason: 'not-drawn' },
})

/** How far the members of a reading agree, read off what is kept. Rules ST12 to ST27. `scale` are the places of the tags that a verdict could have. */
export const agreementOf = (scope: Scope, scale: readonly number[]): Agreement => {
  const { facts } = scope.frame
  const ratings = ratingsOnSentences(scope)
  const tags = scale.flatMap((place) => facts.tags[place]?.id ?? [])
  const counted = tallyOf(scope, scope.onSentences.members, ratings.raters)
  // Each interval from the same seed: what others there are changes none.
  const drawn = estimateAlphas(counted, tags, seededRandom(BOOTSTRAP_SEED))
  const claims = claimSummary(scope)
  const groups = facts.groups.flatMap((group, place) => (isShown(scope, place) ? [{ ...group, place }] : []))
  return {
    sentences: coefficients(sentenceSummary(counted, scope), drawn.whole, scale.length, scottOnSentences(scope)),
    // There may be hundreds of claims to a sentence: drawing from them would take longer than all the rest.
    claims: coefficients(claims, withoutInterval(alphaOf(claims)), scale.length, scottOnClaims(scope)),
    ordered: orderedOf(scope, scale, counted),
    unitizing: scope.text.alpha(),
    byTag: tags.flatMap((tag, at) => {
      const alpha = drawn.byValue[at]
      return alpha === undefined ? [] : [{ tag, alpha }]
    }),
    byGroup: alphasByGroup(scope, groups),
    bySection: facts.sections.map(({ id }, section) => ({
      id,
      alpha: nominalAlpha(tallyOf(scope, scope.onSentences.members, ratings.ratersIn[section] ?? 0, section)),
    })),
    pairs: pairsOf(scope, ratings.pairable),
  }
}

const orderedOf = (scope: Scope, scale: readonly number[], counted: Tally): OrderedAlphas | null => {
  const names = scope.frame.facts.tags.map(({ name }) => name)
  const isNumeric = numbersOf(scale.map((place) => names[place] ?? '')) !== undefined
  return isNumeric ? orderedAlphas({ ...counted, values: names }) : null
}

/** A group that has a member who is asked for, or any where all are. */
export const isShown = ({ asksAll, isAsked, frame }: Scope, group: number): boolean =>
  asksAll || isAsked.some((one, at) => one === 1 && frame.groupOf[at] === group)

/** Who rated what can be paired: all members, those in each section, and how often each member did. */
const ratingsOnSentences = ({ frame, onSentences: { cells, members: sentenceTags } }: Scope) => {
  const { members, tags, sections } = frame.facts
  const sentences = frame.sentences.length
  const isPairable = Uint8Array.from({ length: sentences }, (_, at) =>
    sizeOf(sentenceTags, at, tags.length) > 1 ? 1 : 0,
  )
  const pairable = new Int32Array(members.length)
  const ratersIn = new Int32Array(sections.length)
  const seenBy = new Int32Array(sections.length).fill(-1)
  for (let member = 0; member < members.length; member += 1) {
    let count = 0
    for (let at = 0; at < sentences; at += 1) {
      if (cells[member * sentences + at] === 0 || isPairable[at] === 0) continue
      count += 1
      const section = frame.sectionOfSentence[at] ?? -1
      if (section < 0 || seenBy[section] === member) continue
      seenBy[section] = member
      bump(ratersIn, section, 1)
    }
    pairable[member] = count
  }
  return { pairable, ratersIn, raters: pairable.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) }
}

/** The verdicts on sentences in `cells` (by member and then sentence, as `SentenceTags.cells`), as what alpha asks of them. */
export const ratingsPaired = (scope: Scope, cells: Uint8Array): Tally => {
  const sentences = scope.frame.sentences.length
  const tags = scope.frame.facts.tags.length
  const counts = new Int32Array(sentences * tags)
  cells.forEach((cell, at) => {
    if (cell > 0) bump(counts, (at % sentences) * tags + cell - 1, 1)
  })
  const raters = new Set<number>()
  cells.forEach((cell, at) => {
    if (cell > 0 && sizeOf(counts, at % sentences, tags) > 1) raters.add(Math.floor(at / sentences))
  })
  return tallyOf(scope, counts, raters.size)
}

const sizeOf = (sentenceTags: Int32Array, at: number, tags: number): number => {
  let size = 0
  for (let tag = at * tags; tag < (at + 1) * tags; tag += 1) size += sentenceTags[tag] ?? 0
  return size
}

/** Sentences with two verdicts or more, of one section where one is named. `raters` is how many members gave these. */
const tallyOf = ({ frame }: Scope, sentenceTags: Int32Array, raters: number, section?: number): Tally => {
  const ids = frame.facts.tags.map(({ id }) => id)
  const totals = ids.map(() => 0)
  const units: UnitTally[] = []
  let pairable = 0
  for (let at = 0; at < frame.sentences.length; at += 1) {
    if (section !== undefined && frame.sectionOfSentence[at] !== section) continue
    const size = sizeOf(sentenceTags, at, ids.length)
    if (size < 2) continue
    const counts: (readonly [number, number])[] = []
    for (let tag = 0; tag < ids.length; tag += 1) {
      const count = sentenceTags[at * ids.length + tag] ?? 0
      if (count === 0) continue
      counts.push([tag, count])
      totals[tag] = (totals[tag] ?? 0) + count
    }
    units.push({ size, counts })
    pairable += size
  }
  return { values: ids, units, totals, n: { raters, units: units.length, pairable } }
}

const sentenceSummary = (counted: Tally, { frame, onSentences: { members: sentenceTags } }: Scope): Summary => {
  const tags = frame.facts.tags.length
  const sizes = new BySize()
  const uses = frame.facts.tags.map(() => new BySize())
  let rated = 0
  for (let at = 0; at < frame.sentences.length; at += 1) {
    const size = sizeOf(sentenceTags, at, tags)
    if (size === 0) continue
    rated += 1
    sizes.add(size, 1)
    uses.forEach((use, tag) => {
      use.add(size, sentenceTags[at * tags + tag] ?? 0)
    })
  }
  return { n: counted.n, totals: counted.totals, differing: differingBySize(counted.units), sizes, uses, rated }
}

const claimSummary = ({ claims }: Scope): Summary => {
  let units = 0
  let pairable = 0
  for (const [size, count] of claims.sizes.entries()) {
    if (size < 2) continue
    units += count
    pairable += size * count
  }
  const raters = claims.paired.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const { totals, differing, sizes, uses, rated } = claims
  return { totals, differing, sizes, uses, rated, n: { raters, units, pairable } }
}

const coefficients = (summary: Summary, alpha: Estimate, categories: number, scott: Coefficient): Coefficients => ({
  alpha,
  percent: percentOf(summary),
  fleiss: fleissOf(summary),
  ac1: ac1Of(summary, categories),
  scott,
})

const alphasByGroup = (
  scope: Scope,
  groups: readonly { readonly id: GroupId; readonly name: string; readonly place: number }[],
): Agreement['byGroup'] => {
  const { frame } = scope
  const { cells } = scope.onSentences
  const sentences = frame.sentences.length
  const tags = frame.facts.tags.length
  const own = new Int32Array(sentences * tags)
  const sizes = new Int32Array(sentences)
  const membersOf = membersByGroup(scope)
  const hasIntervals = groups.length <= GROUP_INTERVALS_MAX
  return groups.map(({ id, name, place }) => {
    own.fill(0)
    sizes.fill(0)
    const members = membersOf.get(place) ?? []
    for (const member of members) {
      for (let at = 0; at < sentences; at += 1) {
        const cell = cells[member * sentences + at] ?? 0
        if (cell === 0) continue
        bump(own, at * tags + cell - 1, 1)
        bump(sizes, at, 1)
      }
    }
    const raters = members.filter((member) => {
      for (let at = 0; at < sentences; at += 1) {
        if ((cells[member * sentences + at] ?? 0) > 0 && (sizes[at] ?? 0) > 1) return true
      }
      return false
    }).length
    const alpha = hasIntervals
      ? estimateAlpha(tallyOf(scope, own, raters), seededRandom(BOOTSTRAP_SEED))
      : withoutInterval(alphaOf(pairsIn(own, sizes, tags, raters)))
    return { id, name, alpha }
  })
}

/** The members who are asked for, by the place of their group. */
export const membersByGroup = ({ frame, isAsked }: Scope): ReadonlyMap<number, readonly number[]> => {
  const members = new Map<number, number[]>()
  frame.groupOf.forEach((group, member) => {
    if (isAsked[member] !== 1) return
    const list = members.get(group)
    if (list === undefined) members.set(group, [member])
    else list.push(member)
  })
  return members
}

/** What alpha asks of sentences, without a tally of each. */
const pairsIn = (own: Int32Array, sizes: Int32Array, tags: number, raters: number) => {
  const differing = new BySize()
  const totals = new Array<number>(tags).fill(0)
  const n = { raters, units: 0, pairable: 0 }
  sizes.forEach((size, at) => {
    if (size < 2) return
    let same = 0
    for (let tag = 0; tag < tags; tag += 1) {
      const count = own[at * tags + tag] ?? 0
      same += count * count
      totals[tag] = (totals[tag] ?? 0) + count
    }
    differing.add(size, size * size - same)
    n.units += 1
    n.pairable += size
  })
  return { differing, totals, n }
}

/** The verdicts of some members on sentences, as a matrix. */
const matrixOf = ({ frame, onSentences: { cells } }: Scope, members: readonly number[]): Reliability => {
  const { facts } = frame
  const sentences = frame.sentences.length
  return {
    raters: members.flatMap((member) => facts.members[member]?.id ?? []),
    units: frame.sentences.map(({ start }, at): RatedUnit => {
      const ratings = new Map<string, string>()
      for (const member of members) {
        const tag = facts.tags[(cells[member * sentences + at] ?? 0) - 1]
        const id = facts.members[member]?.id
        if (tag !== undefined && id !== undefined) ratings.set(id, tag.id)
      }
      return { id: String(start), ratings }
    }),
  }
}

const pairsOf = (scope: Scope, pairable: Int32Array): Agreement['pairs'] => {
  const most = [...pairable.keys()]
    .filter((member) => (pairable[member] ?? 0) > 0)
    .sort((a, b) => (pairable[b] ?? 0) - (pairable[a] ?? 0) || a - b)
    .slice(0, PAIRS_MAX_MEMBERS)
    .sort((a, b) => a - b)
  return {
    members: most.flatMap((member) => scope.frame.facts.members[member]?.id ?? []),
    kappas: cohenKappas(matrixOf(scope, most)),
  }
}

const askedOf = ({ isAsked }: Scope): readonly number[] => {
  const asked: number[] = []
  isAsked.forEach((one, member) => {
    if (one === 1) asked.push(member)
  })
  return asked
}

const scottOnSentences = (scope: Scope): Coefficient => {
  const asked = askedOf(scope)
  return asked.length === 2
    ? scottPi(matrixOf(scope, asked))
    : notDefined('not-two-raters', { raters: asked.length, units: 0, pairable: 0 })
}

const scottOnClaims = (scope: Scope): Coefficient => {
  const asked = askedOf(scope)
  if (asked.length !== 2) return notDefined('not-two-raters', { raters: asked.length, units: 0, pairable: 0 })
  const { columns, frame } = scope
  const units: RatedUnit[] = []
  for (let claim = 0; claim < columns.claims; claim += 1) {
    const ratings = scope.ratingsOn(claim)
    if (ratings.size > 0) units.push({ id: String(claim), ratings })
  }
  return scottPi({ raters: asked.flatMap((member) => frame.facts.members[member]?.id ?? []), units })
}
