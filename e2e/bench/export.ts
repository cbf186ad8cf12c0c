import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { seededRandom } from '../../lib/core/base'
import { TextIndex } from '../../lib/core/document'
import type { AnnotatedPaper } from '../../lib/core/export'
import { randomNotes, testPaper } from '../../lib/core/export/testing'
import { intake } from '../../lib/core/intake'
import { openPress } from '../../lib/server/press/press'
import { type Figure, type Report, atMost, reportOf } from './report'

/** As many as the sample seminar has, and ten times as many; each with three comments. */
const NOTES = [100, 600] as const
const WARM_RUNS = 5
const SAMPLE_LIMIT_MS = 1_000

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * The annotated PDF of the sample paper, from records to bytes. `first` is with a
 * thread that has started and never set this paper, `next` the median of the runs
 * after it, `from cold` the first with the start of the thread.
 */
export const bench = async (): Promise<Report> => {
  const sample = intake(readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8'))
  if (!sample.ok) throw new Error(sample.reason.sentence)
  const { document } = sample.value
  const length = new TextIndex(document).text.length
  const paperWith = (count: number): AnnotatedPaper =>
    testPaper(document, (layer) => {
      randomNotes(seededRandom(1), count, 3)(layer, length)
    })
  const figures: Figure[] = []
  const measured = new Map<string, number>()
  const add = (name: string, value: number, unit: string): void => {
    measured.set(name, value)
    figures.push({ name, value, unit })
  }
  for (const count of NOTES) {
    const press = openPress({ timeoutMs: 300_000, onTrouble: (trouble) => process.stderr.write(`${trouble}\n`) })
    const time = async (paper: AnnotatedPaper): Promise<{ readonly ms: number; readonly bytes: number }> => {
      const start = performance.now()
      const pressed = await press.press(paper)
      if (!pressed.ok) throw new Error(`not pressed: ${pressed.reason}`)
      return { ms: performance.now() - start, bytes: pressed.value.byteLength }
    }
    try {
      const empty = testPaper(document.type.create(null, document.firstChild), () => undefined)
      add(`start of the thread, before ${count} notes`, (await time(empty)).ms, 'ms')
      const paper = paperWith(count)
      const first = await time(paper)
      add(`${count} notes, first`, first.ms, 'ms')
      add(`${count} notes, size`, first.bytes / 1024, 'kB')
      const next: number[] = []
      for (let run = 0; run < WARM_RUNS; run += 1) next.push((await time(paper)).ms)
      add(`${count} notes, next`, median(next), 'ms')
    } finally {
      await press.close()
    }
  }
  const value = (name: string): number => measured.get(name) ?? Number.NaN
  return reportOf('export', figures, [
    atMost('PDF of the sample, first, ms', value('100 notes, first'), SAMPLE_LIMIT_MS),
    atMost('PDF of the sample, next, ms', value('100 notes, next'), SAMPLE_LIMIT_MS),
  ])
}
