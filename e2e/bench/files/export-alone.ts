import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { exportReading } from '../../../lib/server/commands/export-reading'
import { EXPORT_FORMATS } from '../../../lib/server/commands/gather-paper'
import { openDatabase } from '../../../lib/server/store/database'

// A process of its own, so that its most memory is that of one export: READING FORMAT, the database in the environment.
const [, , reading = '', wanted] = process.argv
const format = EXPORT_FORMATS.find((known) => known === wanted)
const url = process.env.DATABASE_URL
if (format === undefined || url === undefined) throw new Error('a reading, a format and a database')
const db = openDatabase(url, 4)
// Reads before it measures: the first question to a database loads half of Prisma.
await db.reading.findMany({ take: 1 })
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const start = performance.now()
const file = await exportReading(db, { kind: 'administrator' }, { reading, format })
let bytes = 0
if (file.ok && file.value.kind === 'whole') bytes = file.value.bytes.byteLength
if (file.ok && file.value.kind === 'pieces') {
  for await (const piece of file.value.pieces) bytes += Buffer.byteLength(piece)
}
const ms = performance.now() - start
delay.disable()
await db.$disconnect()
// On Linux in kilobytes.
process.send?.({
  ms,
  bytes,
  peak: process.resourceUsage().maxRSS * 1024,
  stall: delay.max / 1e6,
  refusal: file.ok ? null : file.reason,
})
