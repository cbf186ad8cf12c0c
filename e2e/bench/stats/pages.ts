import { performance } from 'node:perf_hooks'
import { taggingKey } from '../../../lib/core/annotation'
import type { TagId } from '../../../lib/core/base'
import { EVERYTHING, type Reliability, krippendorffAlpha } from '../../../lib/core/statistics'
import { readingFigures } from '../../../lib/server/queries/figures'
import { countedReading } from '../../../lib/server/queries/running-tallies'
import { countedUpdates, rowsNamed } from '../../../lib/server/store/counted-rows'
import type { RootDatabase } from '../../../lib/server/store/database'
import { type LargeReading, seedLargeReading } from '../../../lib/server/store/figures-testing'
import { appendJournal } from '../../../lib/server/store/journal'
import { type Figure, type Found, type Limit, atMost } from '../report'
import { benchPush } from './push'
import { withBenchDatabase } from '../sync/database'

const RUNS = 7
/** As many as the page lists. */
const CONTESTED = 40
const UPDATE_LIMIT_MS = 5
const SIZES = [
  { label: 'class', members: 500, taggings: 10_000, pageLimitMs: 50 },
  { label: 'college', members: 5_000, taggings: 1_000_000, pageLimitMs: 400 },
] as const

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The median of some runs, in ms; `before` is not counted. */
const timed = async (work: () => Promise<unknown>, before: () => Promise<unknown>, runs = RUNS): Promise<number> => {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    await before()
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return median(times)
}
const nothing = (): Promise<void> => Promise.resolve()

/** A page's data by the database, one verdict's way into the counts, and the same asked of plain SQL. `matrix` is what alpha is asked of in SQL too. */
export const benchPages = (matrix: Reliability, oursMs: number): Promise<Found> =>
  withBenchDatabase(async (db, databaseUrl) => {
    const pushed = await benchPush(db, databaseUrl)
    const figures: Figure[] = [await alphaInSql(db, matrix, oursMs), ...pushed.figures]
    const limits: Limit[] = [...pushed.limits]
    for (const size of SIZES) {
      const reading = await seedLargeReading(db, { ...size, comments: 0 })
      const found = await benchReading(db, reading, size.taggings.toLocaleString('en'))
      figures.push(...found.figures)
      limits.push(
        atMost(`page data of ${found.what}, ms`, found.pageMs, size.pageLimitMs),
        atMost(`one verdict of ${found.what}, ms`, found.updateMs, UPDATE_LIMIT_MS),
      )
    }
    return { figures, limits }
  })

const benchReading = async (db: RootDatabase, reading: LargeReading, count: string) => {
  const what = `${count} verdicts`
  const page = () => readingFigures(db, { kind: 'administrator' }, reading.slug, EVERYTHING, CONTESTED, 'at-once')
  const firstMs = await timed(page, nothing, 1)
  const sameMs = await timed(page, nothing)
  let turn = 0
  const say = async (): Promise<void> => {
    const { layer, member, annotation, tags } = reading.verdict
    turn += 1
    const tag: TagId | undefined = tags[turn % tags.length]
    if (tag === undefined) throw new Error('no tags')
    const row = { layer, key: taggingKey(member, annotation), member, annotation, tag, rationale: null }
    const moment = { at: turn, editedAt: null }
    const rows = [{ kind: 'upsert', table: 'taggings', row: { ...row, ...moment } } as const]
    await appendJournal(db, [{ layer, member, update: new Uint8Array(2), rows, newClients: [] }])
  }
  const pageMs = await timed(page, say)
  const counted = await countedReading(db, reading.slug, () => true)
  if (counted === undefined) throw new Error('no reading')
  const newest = async (): Promise<bigint> =>
    (await db.layerUpdate.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0n
  let known = await newest()
  const updateMs = await timed(
    async () => {
      const updates = await countedUpdates(db, reading.id, known)
      const named = updates.flatMap(({ layer, keys }) => (keys ?? []).map((key) => ({ layer, key })))
      if (named.length !== 1) throw new Error(`${named.length} verdicts in place of one`)
      await rowsNamed(db, named, (changes) => {
        counted.tally.apply(changes)
      })
    },
    async () => {
      known = await newest()
      await say()
    },
  )
  const sqlMs = await timed(() => recountInSql(db, reading), nothing, 3)
  const figure = (name: string, value: number): Figure => ({ name: `${name}, ${what}`, value, unit: 'ms' })
  return {
    what,
    pageMs,
    updateMs,
    figures: [
      figure('first look', firstMs),
      {
        ...figure('page data after a verdict', pageMs),
        against: { what: 'counts alone in SQL', value: sqlMs, ratio: pageMs / sqlMs },
      },
      figure('page data, nothing new', sameMs),
      figure('one verdict into the counts', updateMs),
    ],
  }
}

/** The counts of the tables, by member, group and section, as plain SQL; no agreement. */
const recountInSql = async (db: RootDatabase, reading: LargeReading): Promise<void> => {
  const from = `from "TaggingRow" t join "AnnotationRow" a on a."layerId" = t."layerId" and a.key = t."annotationKey"
                join "Layer" l on l.id = t."layerId" join "Member" m on m.id = t."memberId" where l."readingId" = $1`
  await db.$queryRawUnsafe(
    `select t."memberId", m."groupId", a.start / 3000, t."tagId", count(*) ${from}
      group by grouping sets ((t."memberId", t."tagId"), (m."groupId", t."tagId"), (a.start / 3000, t."tagId"))`,
    reading.id,
  )
}

/** Nominal alpha of a matrix by one statement, and the same by ours beside it. */
const alphaInSql = async (db: RootDatabase, matrix: Reliability, oursMs: number): Promise<Figure> => {
  const rows = matrix.units.flatMap(({ id, ratings }) => [...ratings].map(([rater, value]) => ({ id, rater, value })))
  await db.$executeRawUnsafe('create table bench_ratings (unit text, rater text, value text)')
  await db.$executeRawUnsafe(
    'insert into bench_ratings select * from unnest($1::text[], $2::text[], $3::text[])',
    rows.map(({ id }) => id),
    rows.map(({ rater }) => rater),
    rows.map(({ value }) => value),
  )
  await db.$executeRawUnsafe('analyze bench_ratings')
  const ask = () =>
    db.$queryRawUnsafe<{ alpha: number }[]>(`
      with counts as (select unit, value, count(*)::float8 c from bench_ratings group by unit, value),
      units as (select unit, sum(c) m, sum(c) ^ 2 - sum(c * c) unlike from counts group by unit having sum(c) > 1),
      totals as (select value, sum(c) n from counts join units using (unit) group by value),
      whole as (select sum(n) n, sum(n) ^ 2 - sum(n * n) expected from totals)
      select 1 - sum(unlike / (m - 1)) * (max(whole.n) - 1) / max(whole.expected) as alpha from units, whole`)
  const [answer] = await ask()
  const ours = krippendorffAlpha(matrix, 'nominal')
  if (ours.kind === 'undefined' || Math.abs(ours.value - (answer?.alpha ?? 0)) > 1e-9) {
    throw new Error('SQL says another alpha')
  }
  const sqlMs = await timed(ask, nothing)
  return {
    name: `alpha nominal, ${matrix.raters.length} x ${matrix.units.length}`,
    value: oursMs,
    unit: 'ms',
    against: { what: 'SQL in Postgres', value: sqlMs, ratio: oursMs / sqlMs },
  }
}
