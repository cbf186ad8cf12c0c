import { ok } from '../../core/base'
import {
  type Coefficient,
  type Continuum,
  type Metric,
  type Reliability,
  cohenKappas,
  fleissKappa,
  gwetAC1,
  krippendorffAlpha,
  percentAgreement,
  scottPi,
  unitizingAlpha,
  unitizingAlphaByLabel,
} from '../../core/statistics'
import { reasonInWords } from './agreement-words'
import {
  type PrintedInterval,
  type RatingsIntervals,
  intervalLines,
  ratingsIntervals,
  spansIntervals,
} from './agreement-intervals'
import { readText } from './read-file'
import { type Read, readRatings, readSpans } from './ratings-file'
import { SWITCH, verb } from './verb'

/** Some millions of ratings. */
const FILE = { maxBytes: 64 * 2 ** 20, ifLarger: 'Give at most 64 MB.', what: 'a file of ratings' }

/** A number, or null where it is not defined: `notes` says why. */
type Printed = number | null

/** What `agreement --json` prints. */
interface RatingsReport {
  readonly raters: number
  readonly units: number
  readonly pairableValues: number
  readonly percentAgreement: Printed
  readonly krippendorffAlpha: Readonly<Record<Metric, Printed>>
  readonly fleissKappa: Printed
  readonly cohenKappa: readonly {
    readonly a: string
    readonly b: string
    readonly kappa: Printed
    readonly n: number
  }[]
  readonly gwetAC1: Printed
  readonly scottPi: Printed
  readonly notes: readonly string[]
  /** With `--intervals` alone. */
  readonly intervals?: RatingsIntervals
}

/** What `agreement --spans --json` prints. */
interface SpansReport {
  readonly krippendorffAlphaU: Printed
  readonly perLabel: Readonly<Record<string, Printed>>
  readonly notes: readonly string[]
  /** With `--intervals` alone. */
  readonly intervals?: { readonly krippendorffAlphaU: PrintedInterval }
}

/** The pairs that a note names before it only counts. */
const PAIRS_NAMED_MAX = 10

/** `agreement FILE.csv [--spans] [--intervals] [--json]`: how far the raters of a file agree. 0 done, 2 a file that is none, or bad use. */
export const run = verb({
  usage: `Use: scholion agreement FILE.csv [--spans] [--intervals] [--json]. FILE has a first row "unit,RATER,..." and one row a unit, an empty cell where a rater gave none; with --spans a first line "# length=N" and rows "rater,start,end,label"; --intervals adds 95% intervals.`,
  flags: { json: SWITCH, spans: SWITCH, intervals: SWITCH },
  read: ([file, ...more], given) => (file === undefined || more.length > 0 ? undefined : { file, ...given }),
  run: async ({ file, spans, intervals, json }, context) => {
    const text = await readText(file, FILE)
    const read = text.ok ? (spans ? spansOf(text.value, intervals) : ratingsOf(text.value, intervals)) : text
    if (!read.ok) {
      context.err(read.reason)
      return 2
    }
    context.out(json ? JSON.stringify(read.value, null, 2) : linesOf(read.value).join('\n'))
    return 0
  },
})

const ratingsOf = (text: string, hasIntervals: boolean): Read<RatingsReport> => {
  const read = readRatings(text)
  if (!read.ok) return read
  const report = ratingsReport(read.value)
  return ok(hasIntervals ? { ...report, intervals: ratingsIntervals(read.value) } : report)
}

const spansOf = (text: string, hasIntervals: boolean): Read<SpansReport> => {
  const read = readSpans(text)
  if (!read.ok) return read
  const { continuum } = read.value
  const report = spansReport(continuum)
  return ok(hasIntervals ? { ...report, intervals: spansIntervals(continuum) } : report)
}

const ratingsReport = (matrix: Reliability): RatingsReport => {
  const notes: string[] = []
  const print = (name: string, coefficient: Coefficient): Printed => printed(name, coefficient, notes)
  const percent = percentAgreement(matrix)
  const alpha = (metric: Metric): Printed =>
    print(`Krippendorff's alpha, ${metric},`, krippendorffAlpha(matrix, metric))
  const report = {
    raters: matrix.raters.length,
    units: matrix.units.length,
    pairableValues: percent.n.pairable,
    percentAgreement: print('Percent agreement', percent),
    krippendorffAlpha: {
      nominal: alpha('nominal'),
      ordinal: alpha('ordinal'),
      interval: alpha('interval'),
      ratio: alpha('ratio'),
    },
    fleissKappa: print("Fleiss' kappa", fleissKappa(matrix)),
    cohenKappa: cohenKappas(matrix).map(({ a, b, kappa }) => ({
      a,
      b,
      kappa: kappa.kind === 'defined' ? kappa.value : null,
      n: kappa.n.units,
      reason: kappa.kind === 'undefined' ? kappa.reason : undefined,
    })),
    gwetAC1: print("Gwet's AC1", gwetAC1(matrix)),
    scottPi: print("Scott's pi", scottPi(matrix)),
  }
  for (const reason of new Set(report.cohenKappa.flatMap((pair) => pair.reason ?? []))) {
    const pairs = report.cohenKappa.filter((pair) => pair.reason === reason).map(({ a, b }) => `${a} and ${b}`)
    const more = pairs.length - PAIRS_NAMED_MAX
    const named = `${pairs.slice(0, PAIRS_NAMED_MAX).join('; ')}${more > 0 ? `; and ${more} more pairs` : ''}`
    notes.push(`Cohen's kappa is not defined for ${named}: ${reasonInWords(reason)}.`)
  }
  return {
    ...report,
    cohenKappa: report.cohenKappa.map(({ a, b, kappa, n }) => ({ a, b, kappa, n })),
    notes,
  }
}

const spansReport = (continuum: Continuum): SpansReport => {
  const notes: string[] = []
  const krippendorffAlphaU = printed("Krippendorff's u-alpha", unitizingAlpha(continuum), notes)
  const perLabel = unitizingAlphaByLabel(continuum).map(({ label, alpha }): [string, Printed] => [
    label,
    printed(`(k)u-alpha of "${label}"`, alpha, notes),
  ])
  return { krippendorffAlphaU, perLabel: Object.fromEntries(perLabel), notes }
}

const printed = (name: string, coefficient: Coefficient, notes: string[]): Printed => {
  if (coefficient.kind === 'defined') return coefficient.value
  notes.push(`${name} is not defined: ${reasonInWords(coefficient.reason)}.`)
  return null
}

/** The same for a person: one line a number. */
const linesOf = (report: RatingsReport | SpansReport): readonly string[] => {
  const line = (name: string, value: Printed): string => `${name}: ${value === null ? 'not defined' : value.toFixed(4)}`
  const span = (name: string, interval: PrintedInterval): string =>
    `${name}: ${interval === null ? 'no interval' : interval.map((end) => end.toFixed(4)).join(' to ')}`
  if ('perLabel' in report) {
    const { intervals } = report
    return [
      line("Krippendorff's u-alpha", report.krippendorffAlphaU),
      ...(intervals === undefined ? [] : [span('  95% interval', intervals.krippendorffAlphaU)]),
      ...Object.entries(report.perLabel).map(([label, value]) => line(`  ${label}`, value)),
      ...report.notes,
    ]
  }
  return [
    `${report.raters} raters, ${report.units} units, ${report.pairableValues} pairable values`,
    line('Percent agreement', report.percentAgreement),
    ...Object.entries(report.krippendorffAlpha).map(([metric, value]) =>
      line(`Krippendorff's alpha, ${metric}`, value),
    ),
    line("Fleiss' kappa", report.fleissKappa),
    line("Gwet's AC1", report.gwetAC1),
    line("Scott's pi", report.scottPi),
    ...report.cohenKappa.map(({ a, b, kappa, n }) => line(`Cohen's kappa, ${a} and ${b} (${n} units)`, kappa)),
    ...(report.intervals === undefined ? [] : intervalLines(report.intervals, span)),
    ...report.notes,
  ]
}
