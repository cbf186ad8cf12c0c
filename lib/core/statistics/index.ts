/** Rows in, figures out. Each with its definition in SPEC.md. */
export {
  type FiguresInput,
  type FiguresMember,
  type FiguresFilter,
  type FiguresLayer,
  type ReadingFacts,
  EVERYTHING,
} from './facts'
export {
  type Figures,
  type GroupFigures,
  type MemberFigures,
  type ParagraphFigures,
  type RoundFigures,
  type SectionFigures,
  FOOTNOTES_SECTION,
} from './figures'
export { followHeirs, heirsOf } from './heirs'
export { type FiguresTag } from './columns-of-tags'
export { type CountedChange } from './counted-change'
export { RunningTally, figures } from './running'
export { recount } from './recount/recount'
export { type Counts } from './counts'
export { type Agreement, type Coefficients, PAIRS_MAX_MEMBERS } from './agreement'
export { type BoardComment, type BoardInput, type BoardPassage, type BoardReader, boardReader } from './board'
export { type BoardFigures, type BoardText, boardFigures } from './board-figures'
export { type ContestedPassage, type StrongComment } from './contested'
export { type OverTime } from './over-time'
export { type Responses } from './responses'
export { type HeatCell, type HeatSection } from './heat'
export { disagreement } from './disagreement'
export {
  type Basis,
  type Coefficient,
  type RatedUnit,
  type Reliability,
  type UndefinedReason,
  restrictTo,
} from './reliability'
export { type Apart, type Compared, type Parts, OTHERS_MIN } from './compared'
export { type Transitions, type ChangedPassage, type FollowedComment, type Move, type MoveBehind } from './transitions'
export { type Tally, tally, tallyAgainst } from './tally'
export { type Metric, alphaByValue, krippendorffAlpha, nominalAlpha } from './alpha'
export { fleissKappa, gwetAC1, percentAgreement } from './panel'
export { type PairKappa, cohenKappas, scottPi } from './pairs'
export { type Estimate, estimateAlpha, estimateAlphas } from './bootstrap'
export { type AgreementIntervals, type CoefficientIntervals, CLAIMS_DRAWN_MAX } from './intervals'
export { isRated, resampled } from './resampled'
export { unitizingInterval } from './unitizing-interval'
export { type OrderedMetric, ORDERED_METRICS } from './ordered'
export { BOOTSTRAP_SAMPLES, BOOTSTRAP_SEED, type Interval } from './resample'
export { type Continuum, type LabelAlpha, type Unit, unitizingAlpha, unitizingAlphaByLabel } from './unitizing'
export { FIGURE_NAMES, type FigureName } from './figure-name'
export {
  type Adjustment,
  type CountedRound,
  type Given,
  type Grading,
  type MemberParticipation,
  type Pieces,
  participation,
} from './participation'
