import { performance } from 'node:perf_hooks'
import { SAMPLE_SLUG } from '../actors/people'
import { openServer } from '../actors/server'
import type { Actor } from '../../lib/core/policy'
import { seededRandom } from '../../lib/core/base'
import type { AnnotatedPaper } from '../../lib/core/export'
import { randomNotes, testPaper } from '../../lib/core/export/testing'
import { exportReading } from '../../lib/server/commands/export-reading'
import { gatherPaper } from '../../lib/server/commands/gather-paper'
import { warmPress } from '../../lib/server/commands/warm-press'
import { acquirePostgres } from '../../lib/server/launch/postgres.mjs'
import { type Press, openPress } from '../../lib/server/press/press'
import { openDatabase } from '../../lib/server/store/database'
import type { RootDatabase } from '../../lib/server/store/database'
import { type Figure, type Report, atMost, reportOf } from './report'

const RUNS = 5
/** Six times as many notes as the sample has, each with three comments. */
const MANY_NOTES = 600
const SAMPLE_LIMIT_MS = 1_000

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
    const many = await manyNotes(paper)
    const figures: Figure[] = [
      { name: 'notes of the sample', value: paper.threads.length, unit: 'notes' },
      { name: 'size of its PDF', value: bytes / 1024, unit: 'kB' },
      { name: 'sample, from cold', value: median(cold), unit: 'ms' },
      { name: 'sample, first', value: median(first), unit: 'ms' },
      { name: 'sample, again', value: median(again), unit: 'ms' },
      { name: `${MANY_NOTES} notes, first`, value: many, unit: 'ms' },
    ]
    return reportOf('export', figures, [
      atMost('PDF of the sample, first, ms', median(first), SAMPLE_LIMIT_MS),
      atMost('PDF of the sample, again, ms', median(again), SAMPLE_LIMIT_MS),
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

const manyNotes = (paper: AnnotatedPaper): Promise<number> =>
  withPress(async (press) => {
    await press.press(emptied(paper))
    const noted = testPaper(paper.document, (layer) => {
      randomNotes(seededRandom(1), MANY_NOTES, 3)(layer, paper.index.text.length)
    })
    const { value, ms } = await time(() => press.press(noted))
    if (!value.ok) throw new Error(`not pressed: ${value.reason}`)
    return ms
  })

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
