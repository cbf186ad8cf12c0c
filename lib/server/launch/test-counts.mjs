// @ts-check

/**
 * How many tests passed and failed.
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * Counts what Vitest's JSON report says. A file that could not be run at all is one failure.
 * @param {{ numPassedTests: number, numFailedTests: number,
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
  return { passed: report.numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed }
}

/**
 * Counts what Playwright's JSON report says. One that passed only when tried again is a failure.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors: readonly unknown[] }} report
 * @param {number} status
 * @returns {Counts}
 */
export const playwrightCounts = (report, status) => {
  const { expected, unexpected, flaky } = report.stats
  const failed = unexpected + flaky + report.errors.length
  return { passed: expected, failed: failed === 0 && status !== 0 ? 1 : failed }
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
})
