import { type GroupId, type MemberId, type TagId, seededRandom } from '../../base'
import { type Section, sectionAt } from '../../document'
import { type Agreement, type Coefficients, GROUP_INTERVALS_MAX, PAIRS_MAX_MEMBERS } from '../agreement'
import { nominalAlpha } from '../alpha'
import { type Estimate, estimateAlpha, estimateAlphas } from '../bootstrap'
import { BOOTSTRAP_SEED } from '../resample'
import { numbersOf, orderedAlphas } from '../ordered'
import { cohenKappas, scottPi } from '../pairs'
import { fleissKappa, gwetAC1, percentAgreement } from '../panel'
import { type RatedUnit, type Reliability, restrictTo } from '../reliability'
import { type Tally, tally } from '../tally'
import { unitizingAlpha } from '../unitizing'
import { type SentenceVerdicts, type Verdict, claimRatings, continuumOf, sentenceRatings } from './verdicts'

/** Of whom, and of what, the agreement is asked. */
export interface AgreementInput {
  /** All given by `members`. */
  readonly verdicts: readonly Verdict[]
  /** The verdicts on the sentences of the body. */
  readonly rated: readonly SentenceVerdicts[]
  readonly members: readonly { readonly id: MemberId; readonly group: GroupId | null }[]
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  /** The tags that a verdict could have, in the order of the codebook. */
  readonly tags: readonly TagId[]
  /** What tags are called. */
  readonly names: ReadonlyMap<string, string>
  readonly sections: readonly Section[]
  /** Where the body ends, as an offset. */
  readonly bodyEnd: number
}

/** How far the members of a reading agree. Rules ST12 to ST27. */
export const agreement = (input: AgreementInput): Agreement => {
  const members = input.members.map(({ id }) => id)
  const sentences = sentenceRatings(input.rated, members, input.tags)
  const inSection = new Map<string, SentenceVerdicts[]>()
  for (const one of input.rated) {
    const id = sectionAt(input.sections, one.sentence.start)?.id
    if (id === undefined) continue
    const own = inSection.get(id)
    if (own === undefined) inSection.set(id, [one])
    else own.push(one)
  }
  const claims = claimRatings(input.verdicts, members, input.tags)
  const countedClaims = tally(claims)
  const paired = mostPairable(sentences, members)
  const counted = tally(sentences)
  const inGroup = byGroup(sentences, input.members)
  const drawn = estimateAlphas(counted, input.tags, seededRandom(BOOTSTRAP_SEED))
  const hasIntervals = input.groups.length <= GROUP_INTERVALS_MAX
  return {
    sentences: coefficients(sentences, drawn.whole),
    // There may be hundreds of claims to a sentence: drawing from them would take longer than all the rest.
    claims: coefficients(claims, withoutInterval(countedClaims)),
    ordered: orderedOf(input, sentences),
    unitizing: unitizingAlpha(continuumOf(input.verdicts, input.bodyEnd)),
    byTag: input.tags.flatMap((tag, at) => {
      const alpha = drawn.byValue[at]
      return alpha === undefined ? [] : [{ tag, alpha }]
    }),
    byGroup: input.groups.map(({ id, name }) => {
      const own = tally({ raters: [], units: inGroup.get(id) ?? [] })
      return { id, name, alpha: hasIntervals ? estimate(own) : withoutInterval(own) }
    }),
    bySection: input.sections.map(({ id }) => ({
      id,
      alpha: nominalAlpha(tally(sentenceRatings(inSection.get(id) ?? [], members, input.tags))),
    })),
    pairs: { members: paired, kappas: cohenKappas(restrictTo({ ...sentences, raters: paired }, paired)) },
  }
}

/** Over the same sentences with the tags' names in the place of their ids. */
const orderedOf = ({ tags, names }: AgreementInput, { raters, units }: Reliability): Agreement['ordered'] => {
  const nameOf = (id: string): string => names.get(id) ?? id
  if (numbersOf(tags.map(nameOf)) === undefined) return null
  const named = units.map(({ id, ratings }) => ({
    id,
    ratings: new Map([...ratings].map(([rater, tag]) => [rater, nameOf(tag)])),
  }))
  return orderedAlphas(tally({ raters, units: named }))
}

// Each interval from the same seed: what others there are changes none.
const estimate = (counted: Tally): Estimate => estimateAlpha(counted, seededRandom(BOOTSTRAP_SEED))

const withoutInterval = (counted: Tally): Estimate => ({
  coefficient: nominalAlpha(counted),
  interval: { kind: 'undefined', reason: 'not-drawn' },
})

/** The ratings of each group's members, in one pass over all. */
const byGroup = (
  { units }: Reliability,
  members: AgreementInput['members'],
): ReadonlyMap<GroupId, readonly RatedUnit[]> => {
  const groupOf = new Map<string, GroupId | null>(members.map(({ id, group }) => [id, group]))
  const groups = new Map<GroupId, RatedUnit[]>()
  for (const { id, ratings } of units) {
    const here = new Map<GroupId, Map<string, string>>()
    for (const [member, value] of ratings) {
      const group = groupOf.get(member) ?? null
      if (group === null) continue
      const own = here.get(group)
      if (own === undefined) here.set(group, new Map([[member, value]]))
      else own.set(member, value)
    }
    for (const [group, own] of here) {
      const list = groups.get(group)
      if (list === undefined) groups.set(group, [{ id, ratings: own }])
      else list.push({ id, ratings: own })
    }
  }
  return groups
}

const coefficients = (matrix: Reliability, alpha: Estimate): Coefficients => ({
  alpha,
  percent: percentAgreement(matrix),
  fleiss: fleissKappa(matrix),
  ac1: gwetAC1(matrix),
  scott: scottPi(matrix),
})

const mostPairable = ({ units }: Reliability, members: readonly MemberId[]): readonly MemberId[] => {
  const counts = new Map<string, number>()
  for (const { ratings } of units) {
    if (ratings.size > 1) for (const rater of ratings.keys()) counts.set(rater, (counts.get(rater) ?? 0) + 1)
  }
  const most = new Set(
    members
      .filter((member) => counts.has(member))
      .toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
      .slice(0, PAIRS_MAX_MEMBERS),
  )
  return members.filter((member) => most.has(member))
}
