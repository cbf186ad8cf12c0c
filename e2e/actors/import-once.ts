import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { importPaper } from '../../lib/server/commands/import-paper'
import { warmIntake } from '../../lib/server/commands/warm-intake'
import { openDatabase } from '../../lib/server/store/database'
import { SAMPLE_PAPER } from './people'

/**
 * Imports the sample paper twice in a process of its own and prints how long
 * each took, in ms: `import-once.ts DATABASE_URL NONCE [expected]`. The nonce
 * makes each a paper of its own; `expected` is a server in which somebody has
 * the page open that takes a file.
 */
const [url = '', nonce = '', expected] = process.argv.slice(2)
const markdown = readFileSync(SAMPLE_PAPER, 'utf8')
const db = openDatabase(url)
await db.$queryRaw`select 1`
if (expected === 'expected') await warmIntake()
const times: number[] = []
for (const run of [1, 2]) {
  const began = performance.now()
  const result = await importPaper(db, { markdown: `${markdown}\n\nRun ${nonce} ${run}.`, createdBy: null })
  if (!result.ok) throw new Error(result.reason.sentence)
  times.push(performance.now() - began)
}
await db.$disconnect()
process.stdout.write(JSON.stringify(times))
