import { performance } from 'node:perf_hooks'
import { alpha as peerAlpha } from 'krippendorff'
import { seededRandom } from '../../lib/core/base'
import {
  type Reliability,
  EVERYTHING,
  RunningTally,
  estimateAlpha,
  krippendorffAlpha,
  tally,
  unitizingAlpha,
} from '../../lib/core/statistics'
import { type Figure, type Report, atMost, reportOf } from './report'
import { benchPages, median } from './stats/pages'
import { readingOf } from './stats/reading'

const RUNS = 5
const LARGE = { raters: 2_000, units: 2_000, filled: 0.01 } as const
/** What the peer manages in seconds: it counts every rating anew for every value of every unit. */
const PEER = { raters: 60, units: 60, filled: 0.2 } as const
const VALUES = 5
const ALPHA_LIMIT_MS = 200
const CLASS = { members: 500, taggings: 10_000 } as const
/** As many as the page lists. */
const CONTESTED = 40
const TEXT_CHARS = 60_000
const SPANS = 20

const time = (work: () => unknown, runs: number = RUNS): number =>
  median(
    Array.from({ length: runs }, () => {
      const started = performance.now()
      work()
      return performance.now() - started
    }),
  )

/**
 * What the figures cost: alpha for 2,000 raters of 2,000 units, first and again,
 * beside plain SQL, and beside the npm package `krippendorff` on a matrix that it
 * can do; an interval; u-alpha; the figures of a reading kept in memory; and with
 * the database, the data of a page, one verdict's way into it, and its way to the
 * pages that are open.
 */
export const bench = async (): Promise<Report> => {
  const large = matrixOf(LARGE)
  const metrics = ['nominal', 'ordinal', 'interval', 'ratio'] as const
  const first = metrics.map((metric) => time(() => krippendorffAlpha(large.matrix, metric), 1))
  const again = metrics.map((metric) => time(() => krippendorffAlpha(large.matrix, metric)))

  const small = matrixOf(PEER)
  const ours = krippendorffAlpha(small.matrix, 'nominal')
  const theirs = peerAlpha(small.rows)
  if (ours.kind === 'undefined' || Math.abs(ours.value - theirs) > 1e-9) throw new Error('the peer says another alpha')
  const oursMs = time(() => krippendorffAlpha(small.matrix, 'nominal'))
  const theirsMs = time(() => peerAlpha(small.rows))

  const interval = time(() => estimateAlpha(tally(large.matrix), seededRandom(7)))
  const spans = continuum(CLASS.members)
  const unitizing = time(() => unitizingAlpha(spans))
  const { rows: written, ...facts } = readingOf(CLASS.members, CLASS.taggings)
  const kept = new RunningTally(facts)
  const putMs = time(() => {
    kept.columns.put(written)
  }, 1)
  const readMs = time(() => {
    kept.apply(written.taggings.slice(0, 1).map((row) => ({ kind: 'upsert', table: 'taggings', row })))
    return kept.figures(EVERYTHING, CONTESTED)
  })
  const pages = await benchPages(large.matrix, again[0] ?? Number.NaN)

  const rows: Figure[] = [
    ...metrics.map((metric, at) => ({ name: `alpha ${metric}, first`, value: first[at] ?? Number.NaN, unit: 'ms' })),
    ...metrics.map((metric, at) => ({ name: `alpha ${metric}, again`, value: again[at] ?? Number.NaN, unit: 'ms' })),
    {
      name: `alpha nominal, ${PEER.raters} x ${PEER.units}`,
      value: oursMs,
      unit: 'ms',
      against: { what: 'krippendorff 0.1.0', value: theirsMs, ratio: oursMs / theirsMs },
    },
    { name: 'interval, 2,000 units', value: interval, unit: 'ms' },
    { name: `u-alpha, ${CLASS.members} raters of ${SPANS} spans`, value: unitizing, unit: 'ms' },
    { name: 'rows of 10,000 verdicts into the tally', value: putMs, unit: 'ms' },
    { name: 'figures of 10,000 verdicts, in memory', value: readMs, unit: 'ms' },
    ...pages.figures,
  ]
  return reportOf('stats', rows, [
    ...metrics.map((metric, at) => atMost(`alpha ${metric}, first, ms`, first[at] ?? Number.NaN, ALPHA_LIMIT_MS)),
    ...pages.limits,
  ])
}

/** Ratings at random, as ours and as the peer wants them. */
const matrixOf = ({ raters, units, filled }: { raters: number; units: number; filled: number }) => {
  const random = seededRandom(11)
  const rows = Array.from({ length: raters }, () =>
    Array.from({ length: units }, () => (random() < filled ? Math.floor(random() * VALUES) + 1 : undefined)),
  )
  const matrix: Reliability = {
    raters: rows.map((_, at) => `r${at}`),
    units: Array.from({ length: units }, (_, unit) => ({
      id: String(unit),
      ratings: new Map(
        rows.flatMap((row, rater): [string, string][] => {
          const value = row[unit]
          return value === undefined ? [] : [[`r${rater}`, String(value)]]
        }),
      ),
    })),
  }
  return { rows, matrix }
}

const continuum = (raters: number) => {
  const random = seededRandom(13)
  return {
    length: TEXT_CHARS,
    raters: Array.from({ length: raters }, () =>
      Array.from({ length: SPANS }, (_, at) => {
        const start = (at * TEXT_CHARS) / SPANS + Math.floor(random() * 1_000)
        return { start, end: start + 50 + Math.floor(random() * 1_500), label: `t${Math.floor(random() * 3)}` }
      }),
    ),
  }
}
