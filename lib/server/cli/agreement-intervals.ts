import {
  type Coefficient,
  type Continuum,
  type Interval,
  type Metric,
  type Reliability,
  cohenKappas,
  fleissKappa,
  gwetAC1,
  isRated,
  krippendorffAlpha,
  percentAgreement,
  resampled,
  restrictTo,
  scottPi,
  unitizingInterval,
} from '../../core/statistics'

/** The two ends of a 95 % interval, or null where it has none. */
export type PrintedInterval = readonly [low: number, high: number] | null

/** What `agreement --intervals` adds, in the shape of the report. */
export interface RatingsIntervals {
  readonly percentAgreement: PrintedInterval
  readonly krippendorffAlpha: Readonly<Record<Metric, PrintedInterval>>
  readonly fleissKappa: PrintedInterval
  readonly cohenKappa: readonly { readonly a: string; readonly b: string; readonly interval: PrintedInterval }[]
  readonly gwetAC1: PrintedInterval
  readonly scottPi: PrintedInterval
}

/** The most pairs of raters that an interval is drawn for; the rest have none. */
const PAIRS_DRAWN_MAX = 100

/** Intervals of every coefficient of a matrix, each by drawing its units anew (ST48). */
export const ratingsIntervals = (matrix: Reliability): RatingsIntervals => {
  const alpha = (metric: Metric): PrintedInterval =>
    printed(resampled(matrix, (drawn) => krippendorffAlpha(drawn, metric)))
  return {
    percentAgreement: printed(resampled(matrix, percentAgreement)),
    krippendorffAlpha: {
      nominal: alpha('nominal'),
      ordinal: alpha('ordinal'),
      interval: alpha('interval'),
      ratio: alpha('ratio'),
    },
    fleissKappa: printed(resampled(matrix, fleissKappa)),
    cohenKappa: cohenKappas(matrix)
      .slice(0, PAIRS_DRAWN_MAX)
      .map(({ a, b, kappa }) => ({ a, b, interval: printed(kappaInterval(matrix, a, b, kappa)) })),
    gwetAC1: printed(resampled(matrix, gwetAC1, isRated)),
    scottPi: printed(resampled(matrix, scottPi)),
  }
}

const kappaInterval = (matrix: Reliability, a: string, b: string, none: Coefficient): Interval =>
  resampled(restrictTo(matrix, [a, b]), (drawn) => cohenKappas(drawn)[0]?.kappa ?? none)

/** The interval of u-alpha, by drawing stretches of the text anew (ST50). */
export const spansIntervals = (continuum: Continuum): { readonly krippendorffAlphaU: PrintedInterval } => ({
  krippendorffAlphaU: printed(unitizingInterval(continuum)),
})

const printed = (interval: Interval): PrintedInterval =>
  interval.kind === 'defined' ? [interval.low, interval.high] : null

/** The same for a person. */
export const intervalLines = (
  { krippendorffAlpha: alphas, cohenKappa, ...rest }: RatingsIntervals,
  line: (name: string, interval: PrintedInterval) => string,
): readonly string[] => [
  '95% intervals:',
  line('  Percent agreement', rest.percentAgreement),
  ...Object.entries(alphas).map(([metric, interval]) => line(`  Krippendorff's alpha, ${metric}`, interval)),
  line("  Fleiss' kappa", rest.fleissKappa),
  line("  Gwet's AC1", rest.gwetAC1),
  line("  Scott's pi", rest.scottPi),
  ...cohenKappa.map(({ a, b, interval }) => line(`  Cohen's kappa, ${a} and ${b}`, interval)),
]
