// @ts-check
import { expect, test } from 'vitest'
import { playwrightCounts, skippedSentence, sum, vitestCounts } from './test-counts.mjs'

test('a test file that cannot be loaded counts as a failure', () => {
  const file = (/** @type {string} */ status, /** @type {string[]} */ tests) => ({
    status,
    assertionResults: tests.map((result) => ({ status: result })),
  })
  const testResults = [file('passed', ['passed']), file('failed', []), file('failed', ['failed', 'passed'])]
  const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults }
  expect(vitestCounts(report, 1)).toEqual({ passed: 2, failed: 2, skipped: 0 })
})

test('a run that ends badly is never without a failure', () => {
  const nothing = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }
  expect(vitestCounts(nothing, 0)).toMatchObject({ passed: 3, failed: 0 })
  expect(vitestCounts(nothing, 1)).toMatchObject({ passed: 3, failed: 1 })
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
  expect(playwrightCounts({ stats, errors: [] }, 1)).toMatchObject({ passed: 0, failed: 1 })
})

test('what passed only at the second try counts as a failure', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 0 }
  expect(playwrightCounts({ stats, errors: [{}] }, 1)).toMatchObject({ passed: 4, failed: 4 })
})

test('the parts are added up', () => {
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 10, failed: 0, skipped: 3 },
    ]),
  ).toEqual({ passed: 11, failed: 2, skipped: 3 })
})

test('what was skipped is counted and said, and neither passed nor failed', () => {
  const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] }
  expect(vitestCounts(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 3 })
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 }
  expect(playwrightCounts({ stats, errors: [] }, 0)).toEqual({ passed: 4, failed: 0, skipped: 1 })
  expect([0, 1, 3].map(skippedSentence)).toEqual(['', 'One test was skipped.', '3 tests were skipped.'])
})
