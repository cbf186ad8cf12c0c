// @ts-check
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BUILD_FOLDER, ROOT } from './paths.mjs'
import { preparePages, prepareServer } from './prepare.mjs'
import { reportFailure, speaker } from './say.mjs'

/** @typedef {import('../../../e2e/bench/report').Report} Report */

const FOLDER = join(ROOT, 'e2e/bench')

const benchNames = async () =>
  (await readdir(FOLDER))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'report.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort()

/** @param {number} value */
const shortNumber = (value) => (Number.isInteger(value) ? String(value) : value.toPrecision(4))

/**
 * The table of a report, as text.
 * @param {Report} report
 * @returns {string}
 */
export const tableOf = ({ name, date, machine, figures, limits }) => {
  const rows = figures.map(({ name: what, value, unit, against }) => [
    what,
    `${shortNumber(value)} ${unit}`,
    against ? `${against.what}: ${shortNumber(against.value)} ${unit}, ratio ${shortNumber(against.ratio)}` : '',
  ])
  const held = limits.map(({ name: what, limit, value, holds }) => [
    what,
    `${shortNumber(value)} (limit ${shortNumber(limit)})`,
    holds ? 'holds' : 'DOES NOT HOLD',
  ])
  const all = [...rows, ['', '', ''], ...held]
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const lines = all.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [`${name}, ${date}, ${machine}`, '', ...lines].join('\n')
}

/** @param {readonly string[]} args */
export const benchCommand = async (args) => {
  const names = await benchNames()
  const [name = '', ...parts] = args
  if (!names.includes(name)) {
    process.stderr.write(`${name === '' ? 'Name a' : `"${name}" is no`} benchmark: ${names.join(', ')}.\n`)
    process.exit(2)
  }
  // Standard output is the table's.
  const say = speaker(process.stderr)
  try {
    await prepareServer(say)
    await preparePages(say)
    process.env.SCHOLION_ROOT = ROOT
    process.env.SCHOLION_PRESS = join(BUILD_FOLDER, 'press.js')
    process.env.SCHOLION_EXTRACT = join(BUILD_FOLDER, 'extract.js')
    const { register } = await import('tsx/esm/api')
    register()
    const { bench } = await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href)
    const report = await /** @type {(parts: readonly string[]) => Promise<Report>} */ (bench)(parts)
    const folder = join(ROOT, '.data/bench')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${report.name}.json`), `${JSON.stringify(report, null, 2)}\n`)
    process.stdout.write(`${tableOf(report)}\n`)
    process.exit(report.limits.every(({ holds }) => holds) ? 0 : 1)
  } catch (error) {
    reportFailure(error)
    process.exit(1)
  }
}
