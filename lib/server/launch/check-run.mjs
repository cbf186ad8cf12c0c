// @ts-check
import { CHECKS, runChecks } from './checks.mjs'
import { prepareServer } from './prepare.mjs'
import { runNode } from './run.mjs'
import { reportFailure, speaker } from './say.mjs'

// The gate's 100,000 mutants are most of the time of the pure tests: here a few of them, all in `npm test`.
const MUTANTS = '2000'

const UNIT = {
  name: 'unit',
  run: () =>
    runNode('node_modules/vitest/vitest.mjs', ['run', '--project=pure', '--reporter=dot'], {
      env: { ...process.env, MUTANTS },
    }),
}

/** Format, lint, types and the tests of the pure parts, side by side. */
export const checkCommand = async () => {
  const say = speaker(process.stdout)
  try {
    await prepareServer(say)
    const { passed, failed } = await runChecks([...CHECKS, UNIT], say)
    say.line(`${passed} passed, ${failed} failed`)
    process.exitCode = failed === 0 ? 0 : 1
  } catch (error) {
    reportFailure(error)
    process.exitCode = 1
  }
}
