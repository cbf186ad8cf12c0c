// @ts-check

/**
 * How many tests passed and failed; `skipped` were left out by their own word (skip, todo, fixme), absent where none can be.
 * @typedef {{ passed: number, failed: number, skipped?: number }} Counts
 */

/**
 * Counts what Vitest's JSON report says. A file that could not be run at all is one failure.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { status: string, assertionResults: readonly { status: string }[] }[] }} report
 * @param {number} status how Vitest ended: an error outside of any test is one failure too
 * @returns {Counts}
 */
export const vitestCounts = (report, status) => {
  const broken = report.testResults.filter(
    ({ status: file, assertionResults }) =>
      file === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  const skipped = report.numPendingTests + report.numTodoTests
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed, skipped }
}

/**
 * Counts what Playwright's JSON report says. One that passed only when tried again is a failure.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: readonly unknown[] }} report
 * @param {number} status
 * @returns {Counts}
 */
export const playwrightCounts = (report, status) => {
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + flaky + report.errors.length
  return { passed: expected, failed: failed === 0 && status !== 0 ? 1 : failed, skipped }
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Required<Counts>}
 */
export const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
  skipped: counts.reduce((total, { skipped = 0 }) => total + skipped, 0),
})

/**
 * What is said of tests that were skipped: nothing where none was.
 * @param {number} skipped
 * @returns {string}
 */
export const skippedSentence = (skipped) =>
  skipped === 0 ? '' : skipped === 1 ? 'One test was skipped.' : `${skipped} tests were skipped.`
