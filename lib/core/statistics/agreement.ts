import { type GroupId, type MemberId, type TagId, seededRandom } from '../base'
import { type Section, sectionAt } from '../document'
import { nominalAlpha } from './alpha'
import { BOOTSTRAP_SEED, type Estimate, estimateAlpha } from './bootstrap'
import { type PairKappa, cohenKappas, scottPi } from './pairs'
import { fleissKappa, gwetAC1, percentAgreement } from './panel'
import { type Coefficient, type Reliability, against, restrictTo } from './reliability'
import { tally } from './tally'
import { unitizingAlpha } from './unitizing'
import { type SentenceVerdicts, type Verdicts, claimRatings, continuumOf, sentenceRatings } from './verdicts'

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
  /** On where claims lie and what they are, over the body of the text. */
  readonly unitizing: Coefficient
  /** Each tag against the rest, in the order of the codebook (ST16). */
  readonly byTag: readonly { readonly tag: TagId; readonly alpha: Estimate }[]
  readonly byGroup: readonly { readonly id: GroupId; readonly name: string; readonly alpha: Estimate }[]
  readonly bySection: readonly { readonly id: string; readonly alpha: Coefficient }[]
  /** Cohen's kappa of the members with most verdicts, in the order of the members. */
  readonly pairs: { readonly members: readonly MemberId[]; readonly kappas: readonly PairKappa[] }
}

/** Of whom, and of what, the agreement is asked. */
export interface AgreementInput extends Verdicts {
  /** The verdicts on the sentences of the body. */
  readonly rated: readonly SentenceVerdicts[]
  readonly members: readonly { readonly id: MemberId; readonly group: GroupId | null }[]
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  /** The tags that a verdict could have, in the order of the codebook. */
  readonly tags: readonly TagId[]
  readonly sections: readonly Section[]
  /** Where the body ends, as an offset. */
  readonly bodyEnd: number
}

/** The most members in the matrix of pairs. */
export const PAIRS_MAX_MEMBERS = 12

/** How far the members of a reading agree. Rules ST12 to ST27. */
export const agreement = (input: AgreementInput): Agreement => {
  const members = input.members.map(({ id }) => id)
  const sentences = sentenceRatings(input.rated, members, input.tags)
  const inSection = new Map<string, SentenceVerdicts[]>()
  for (const one of input.rated) {
    const id = sectionAt(input.sections, one.sentence.start)?.id
    if (id !== undefined) inSection.set(id, [...(inSection.get(id) ?? []), one])
  }
  const paired = mostPairable(sentences, members)
  return {
    sentences: coefficients(sentences),
    claims: coefficients(claimRatings(input, members, input.tags)),
    unitizing: unitizingAlpha(continuumOf(input, members, input.bodyEnd)),
    byTag: input.tags.map((tag) => ({ tag, alpha: estimate(against(sentences, tag)) })),
    byGroup: input.groups.map(({ id, name }) => ({
      id,
      name,
      alpha: estimate(
        restrictTo(
          sentences,
          input.members.filter(({ group }) => group === id).map((member) => member.id),
        ),
      ),
    })),
    bySection: input.sections.map(({ id }) => ({
      id,
      alpha: nominalAlpha(tally(sentenceRatings(inSection.get(id) ?? [], members, input.tags))),
    })),
    pairs: { members: paired, kappas: cohenKappas(restrictTo({ ...sentences, raters: paired }, paired)) },
  }
}

// Each interval from the same seed: what others there are changes none.
const estimate = (matrix: Reliability): Estimate => estimateAlpha(tally(matrix), seededRandom(BOOTSTRAP_SEED))

const coefficients = (matrix: Reliability): Coefficients => ({
  alpha: estimate(matrix),
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
