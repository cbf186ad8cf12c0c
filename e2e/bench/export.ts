import { performance } from 'node:perf_hooks'
import { SAMPLE_SLUG } from '../actors/people'
import { openServer } from '../actors/server'
import type { Actor } from '../../lib/core/policy'
import type { AnnotatedPaper } from '../../lib/core/export'
import { exportReading } from '../../lib/server/commands/export-reading'
import { gatherPaper } from '../../lib/server/commands/gather-paper'
import { warmPress } from '../../lib/server/commands/warm-press'
import { acquirePostgres } from '../../lib/server/launch/postgres.mjs'
import { type Press, openPress } from '../../lib/server/press/press'
import { openDatabase } from '../../lib/server/store/database'
import type { RootDatabase } from '../../lib/server/store/database'
import { crowd } from './export/crowd'
import { notedPaper } from './export/papers'
import { openPrinter, pageOf, printMs } from './export/printed'
import { type Figure, type Limit, type Report, atLeast, atMost, reportOf } from './report'

const RUNS = 5
/** Notes on the sample's paper, each with three comments, and how long a file of them may take, in ms: the next one, after others spoke. */
const SIZES = [
  { notes: 60, limitMs: undefined },
  { notes: 600, limitMs: 500 },
  { notes: 6_000, limitMs: 4_000 },
] as const
const SAMPLE_LIMIT_MS = 1_000
/** What 30 exports may add to the room: a delivery is felt beyond this. */
const CROWDED_P99_MAX_MS = 250

const REQUEST = { reading: SAMPLE_SLUG, format: 'pdf' } as const
const ACTOR: Actor = { kind: 'administrator' }

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * The annotated PDF of the sample's reading with every record that the sample
 * has, from the rows in the database to the bytes. `from cold` includes the
 * start of the press's thread; `first` is by a press that was told of the file
 * (as the menu does), and has not set this one before; `again` sets the same
 * once more. Each press is new, and the medians are over as many.
 */
export const bench = async (): Promise<Report> => {
  const server = await openServer()
  const postgres = await acquirePostgres({ folder: server.dataDir })
  const db = openDatabase(postgres.url)
  // What a file says of its server is asked of the environment.
  process.env.DATABASE_URL = postgres.url
  process.env.NEXTAUTH_SECRET = 'a secret of the benchmark alone'
  try {
    const gathered = await gatherPaper(db, ACTOR, REQUEST, Date.now())
    if (!gathered.ok) throw new Error('the sample has no reading')
    const { paper } = gathered.value
    const cold: number[] = []
    const first: number[] = []
    const again: number[] = []
    let bytes = 0
    for (let run = 0; run < RUNS; run += 1) {
      await withPress(async (press) => {
        cold.push((await time(() => exported(db, press))).ms)
      })
      await withPress(async (press) => {
        await warmPress(db, ACTOR, REQUEST, { press })
        await press.press(emptied(paper))
        const taken = await time(() => exported(db, press))
        bytes = taken.value.byteLength
        first.push(taken.ms)
        again.push((await time(() => exported(db, press))).ms)
      })
    }
    const sizes = await bySize()
    const crowded = await crowd()
    const figures: Figure[] = [
      { name: 'notes of the sample', value: paper.threads.length, unit: 'notes' },
      { name: 'size of its PDF', value: bytes / 1024, unit: 'kB' },
      { name: 'sample, from cold', value: median(cold), unit: 'ms' },
      { name: 'sample, first', value: median(first), unit: 'ms' },
      { name: 'sample, again', value: median(again), unit: 'ms' },
      ...sizes.figures,
      { name: 'delivery p99, nobody exports', value: crowded.quietP99, unit: 'ms' },
      { name: 'delivery p99, 30 export 600 notes each', value: crowded.crowdedP99, unit: 'ms' },
      { name: 'the last of 30 files', value: crowded.lastFile, unit: 'ms' },
      { name: 'files that came', value: crowded.files, unit: 'of 30' },
      { name: 'server after them', value: crowded.residentMb, unit: 'MB' },
    ]
    return reportOf('export', figures, [
      atMost('PDF of the sample, first, ms', median(first), SAMPLE_LIMIT_MS),
      atMost('PDF of the sample, again, ms', median(again), SAMPLE_LIMIT_MS),
      ...sizes.limits,
      atMost('delivery p99 while 30 export, ms', crowded.crowdedP99, CROWDED_P99_MAX_MS),
      atLeast('files that came of 30, at least', crowded.files, 30),
    ])
  } finally {
    await db.$disconnect()
    await postgres.release()
    await server.close()
  }
}

const exported = async (db: RootDatabase, press: Press): Promise<Uint8Array> => {
  const file = await exportReading(db, ACTOR, REQUEST, { press })
  if (!file.ok) throw new Error(`not exported: ${file.reason}`)
  if (file.value.kind !== 'whole') throw new Error('a PDF is whole')
  return file.value.bytes
}

/**
 * By the number of notes: `first` by a press that has set the text, `changed`
 * for the same notes at a later moment, `new notes` after other notes came, each the median;
 * beside them Chromium's print of the same notes as a page.
 */
const bySize = async (): Promise<{ readonly figures: readonly Figure[]; readonly limits: readonly Limit[] }> => {
  const figures: Figure[] = []
  const limits: Limit[] = []
  const printer = await openPrinter()
  try {
    for (const { notes, limitMs } of SIZES) {
      const papers = Array.from({ length: RUNS + 1 }, (_, at) => notedPaper(notes, at + 1))
      const [before] = papers
      if (before === undefined) throw new Error('there are papers')
      const found = await withPress(async (press) => {
        const pressMs = async (paper: AnnotatedPaper): Promise<number> => {
          const { value, ms } = await time(() => press.press(paper))
          if (!value.ok) throw new Error(`not pressed: ${value.reason}`)
          return ms
        }
        await pressMs(emptied(before))
        const first = await pressMs(before)
        const changed: number[] = []
        for (let run = 0; run < RUNS; run += 1) changed.push(await pressMs({ ...before, at: before.at + run }))
        const fresh: number[] = []
        for (const paper of papers.slice(1)) fresh.push(await pressMs(paper))
        return { first, changed: median(changed), fresh: median(fresh) }
      })
      const printed = await printMs(printer, await pageOf(before))
      const against = (value: number): Figure['against'] => ({
        what: "Chromium's print of the page",
        value: printed,
        ratio: value / printed,
      })
      figures.push(
        { name: `${notes} notes, first`, value: found.first, unit: 'ms', against: against(found.first) },
        { name: `${notes} notes, changed`, value: found.changed, unit: 'ms', against: against(found.changed) },
        { name: `${notes} notes, new notes`, value: found.fresh, unit: 'ms', against: against(found.fresh) },
      )
      if (limitMs !== undefined) limits.push(atMost(`PDF of ${notes} notes, new notes, ms`, found.fresh, limitMs))
    }
    return { figures, limits }
  } finally {
    await printer.close()
  }
}

/** The paper without its notes: waiting for it is waiting until the press is ready. */
const emptied = (paper: AnnotatedPaper): AnnotatedPaper => ({ ...paper, threads: [] })

const withPress = async <Value>(use: (press: Press) => Promise<Value>): Promise<Value> => {
  const press = openPress({ timeoutMs: 300_000, onTrouble: (trouble) => process.stderr.write(`${trouble}\n`) })
  try {
    return await use(press)
  } finally {
    await press.close()
  }
}

const time = async <Value>(work: () => Promise<Value>): Promise<{ readonly value: Value; readonly ms: number }> => {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}
