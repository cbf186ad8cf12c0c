// @ts-check
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ROOT } from './paths.mjs'
import { preparePages, prepareServer } from './prepare.mjs'
import { reportFailure, speaker } from './say.mjs'
import { codeOf } from './trouble.mjs'

/** @typedef {import('../../../e2e/torture/run')} Run */

const USAGE = 'Use: npm run torture -- [--rounds N] [--pupils N] [--seed S] [--blows server,postgres,network]'

/** @param {readonly string[]} args */
const valuesOf = (args) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '100' },
        pupils: { type: 'string', default: '50' },
        seed: { type: 'string', default: String(Date.now() % 100_000) },
        blows: { type: 'string', default: 'server' },
      },
    }).values
  } catch (error) {
    if (!codeOf(error).startsWith('ERR_PARSE_ARGS')) throw error
    return undefined
  }
}

/** @param {readonly string[]} args */
const parse = (args) => {
  const values = valuesOf(args)
  if (values === undefined) return undefined
  const numbers = { rounds: Number(values.rounds), pupils: Number(values.pupils), seed: Number(values.seed) }
  const blows = values.blows.split(',')
  const isRight =
    Object.values(numbers).every((value) => Number.isSafeInteger(value) && value > 0) &&
    blows.every((blow) => ['server', 'postgres', 'network'].includes(blow))
  if (!isRight) return undefined
  return { ...numbers, blows: /** @type {import('../../../e2e/torture/run').Blow[]} */ (blows) }
}

/** @param {readonly string[]} args */
export const tortureCommand = async (args) => {
  const options = parse(args)
  if (options === undefined) {
    process.stderr.write(`${USAGE}\n`)
    process.exit(2)
  }
  const say = speaker(process.stdout)
  try {
    await prepareServer(say)
    await preparePages(say)
    const { register } = await import('tsx/esm/api')
    register()
    const { torture } = /** @type {Run} */ (await import(pathToFileURL(join(ROOT, 'e2e/torture/run.ts')).href))
    say.line(`${options.rounds} rounds of ${options.blows.join(', ')}, ${options.pupils} pupils, seed ${options.seed}`)
    const report = await torture({ ...options, say: (line) => say.line(`  ${line}`) })
    for (const fault of report.faults) say.line(fault)
    const times = [...report.recoveredMs].sort((a, b) => a - b)
    say.line(
      `${report.rounds} rounds: ${report.written} records written, ${report.acknowledged} seen as saved, ${report.faults.length} faults; back after ${Math.round(times[times.length >> 1] ?? 0)} ms (median), ${Math.round(times.at(-1) ?? 0)} ms (longest)`,
    )
    process.exit(report.faults.length === 0 ? 0 : 1)
  } catch (error) {
    reportFailure(error)
    process.exit(1)
  }
}
