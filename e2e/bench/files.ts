import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { seededRandom, seminarId, versionId } from '../../lib/core/base'
import { REACTIONS, bodyOf, bodyText, reactionKey, recordKey, taggingKey } from '../../lib/core/annotation'
import { describe } from '../../lib/core/anchor'
import { TextIndex, offset } from '../../lib/core/document'
import type { ExportFormat } from '../../lib/server/commands/gather-paper'
import { importPaper } from '../../lib/server/commands/import-paper'
import { setReading } from '../../lib/server/commands/set-reading'
import { makeSeminar } from '../../lib/server/realtime/testing'
import type { RootDatabase } from '../../lib/server/store/database'
import { layersOfReading } from '../../lib/server/store/layers'
import { findReadingToRead } from '../../lib/server/store/reading-room'
import { SAMPLE_PAPER } from '../actors/people'
import { type Figure, type Limit, type Report, atMost, reportOf } from './report'
import { withBenchDatabase } from './sync/database'

const FORMATS = ['csv', 'jsonld', 'html', 'markdown'] as const
const WHOLE_FORMATS = ['docx', 'xlsx', 'qdpx'] as const
const FEW_RECORDS = 10_000
const MANY_RECORDS = 100_000
/** How much more memory ten times the records may take, in MB: room for a garbage collector that waits, not for the notes. */
const GROWTH_MAX_MB = 150
/** How long a process that makes a Word, Excel or QDPX file may not answer anybody, in milliseconds. */
const STALL_MAX_MS = 200

/** The heap that a process may have: what a collector lets lie is not counted as needed, and what is needed must fit. */
const HEAP_MB = 160

const MB = 1024 * 1024

/**
 * The formats that come piece by piece, of a reading with 10,000 and with
 * 100,000 records in one layer: how long each takes from the database to its
 * last byte, and the most memory (resident set) that a process has which does
 * nothing else; and the archives (Word, Excel, QDPX), which a thread makes: how
 * long, how much, and the longest stall of the process. The database is another
 * process.
 */
export const bench = (): Promise<Report> =>
  withBenchDatabase(async (db) => {
    const figures: Figure[] = []
    const limits: Limit[] = []
    const slugs = [await filled(db, FEW_RECORDS), await filled(db, MANY_RECORDS)] as const
    for (const format of FORMATS) {
      const few = await measured(slugs[0], format)
      const many = await measured(slugs[1], format)
      const refusal = few.refusal ?? many.refusal
      if (refusal !== null) throw new Error(`${format} is refused: ${refusal}`)
      figures.push(
        { name: `${format}, ${MANY_RECORDS} records`, value: many.ms, unit: 'ms' },
        { name: `${format}, size`, value: many.bytes / MB, unit: 'MB' },
        {
          name: `${format}, peak resident set`,
          value: many.peak / MB,
          unit: 'MB',
          against: { what: `${FEW_RECORDS} records`, value: few.peak / MB, ratio: many.peak / few.peak },
        },
      )
      limits.push(
        atMost(`${format}: more memory for ten times the records, MB`, (many.peak - few.peak) / MB, GROWTH_MAX_MB),
      )
    }
    for (const format of WHOLE_FORMATS) {
      for (const [nth, slug] of slugs.entries()) {
        const records = nth === 0 ? FEW_RECORDS : MANY_RECORDS
        const { ms, bytes, peak, stall, refusal } = await measured(slug, format)
        if (refusal !== null) {
          figures.push({ name: `${format}, ${records} records: ${refusal}, after`, value: ms, unit: 'ms' })
          continue
        }
        figures.push(
          { name: `${format}, ${records} records`, value: ms, unit: 'ms' },
          { name: `${format}, ${records} records, size`, value: bytes / MB, unit: 'MB' },
          { name: `${format}, ${records} records, peak resident set`, value: peak / MB, unit: 'MB' },
        )
        limits.push(atMost(`${format}, ${records} records: longest stall of the process, ms`, stall, STALL_MAX_MS))
      }
    }
    return reportOf('files', figures, limits)
  })

const measuredSchema = z.object({
  ms: z.number(),
  bytes: z.number(),
  peak: z.number(),
  stall: z.number(),
  refusal: z.string().nullable(),
})

const measured = async (reading: string, format: ExportFormat): Promise<z.infer<typeof measuredSchema>> => {
  const program = fileURLToPath(new URL('./files/export-alone.ts', import.meta.url))
  const child = fork(program, [reading, format], { execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`] })
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`the process that makes a file of ${format} ended with ${String(status)}`)
  })
  const said: readonly unknown[] = await Promise.race([once(child, 'message'), ended])
  return measuredSchema.parse(said[0])
}

/** A reading of the sample paper with so many records in one layer, a quarter of them highlights. */
const filled = async (db: RootDatabase, count: number): Promise<string> => {
  const seminar = await makeSeminar(db, `files ${count}`)
  const imported = await importPaper(db, { markdown: await readFile(SAMPLE_PAPER, 'utf8'), createdBy: null })
  if (!imported.ok) throw new Error('the sample paper is a paper')
  const version = versionId(imported.value.version)
  const slug = await setReading(db, { kind: 'administrator' }, { seminar: seminarId(seminar.id), version })
  const reading = await findReadingToRead(db, slug)
  const layers = reading === undefined ? [] : await layersOfReading(db, reading.id)
  const layer = layers.find(({ subject }) => subject.layerKind === 'group')
  if (reading === undefined || layer === undefined) throw new Error('a reading has layers')
  const index = new TextIndex(reading.version.document)
  const random = seededRandom(count)
  const people = [seminar.ada, seminar.ben, seminar.cleo, seminar.teacher]
  const person = (nth: number) => people[nth % people.length] ?? seminar.ada
  const common = { layerId: layer.id, at: new Date(Date.UTC(2026, 10, 3)) }
  const highlights = Array.from({ length: count / 4 }, (_, nth) => {
    const start = Math.floor(random() * (index.text.length - 200))
    const range = { start: offset(start), end: offset(start + 20 + Math.floor(random() * 120)) }
    const { exact, prefix, suffix, start: from, end } = describe(version, index, range)
    const anchor = { exact, prefix, suffix, start: from, end }
    const { id } = person(nth)
    return { ...common, key: recordKey('annotation', id, `a${nth}`), memberId: id, versionId: version, ...anchor }
  })
  const body = bodyOf(
    'A point on this claim, said in one sentence of ordinary length, or perhaps in a little more than one.',
  )
  await inLots(highlights, (data) => db.annotationRow.createMany({ data }))
  await inLots(
    highlights.map(({ key }, nth) => {
      const { id } = person(nth + 1)
      return { ...common, key: taggingKey(id, key), memberId: id, annotationKey: key, tagId: seminar.tag }
    }),
    (data) => db.taggingRow.createMany({ data }),
  )
  await inLots(
    highlights.map(({ key }, nth) => {
      const { id } = person(nth + 2)
      return {
        ...common,
        key: recordKey('comment', id, `c${nth}`),
        memberId: id,
        annotationKey: key,
        body,
        text: bodyText(body),
      }
    }),
    (data) => db.commentRow.createMany({ data }),
  )
  await inLots(
    highlights.map(({ key }, nth) => {
      const { id } = person(nth + 3)
      const reaction = REACTIONS[nth % 3] ?? 'agree'
      return { ...common, key: reactionKey(id, key, reaction), memberId: id, annotationKey: key, reaction }
    }),
    (data) => db.reactionRow.createMany({ data }),
  )
  return slug
}

const LOT = 2_000
const inLots = async <Row>(rows: readonly Row[], write: (lot: Row[]) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < rows.length; at += LOT) await write(rows.slice(at, at + LOT))
}
