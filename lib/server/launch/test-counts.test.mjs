// @ts-check
import { expect, test } from 'vitest'
import { playwrightCounts, sum, vitestCounts } from './test-counts.mjs'

test('a test file that cannot be loaded counts as a failure', () => {
  const file = (/** @type {string} */ status, /** @type {string[]} */ tests) => ({
    status,
    assertionResults: tests.map((result) => ({ status: result })),
  })
  const testResults = [file('passed', ['passed']), file('failed', []), file('failed', ['failed', 'passed'])]
  expect(vitestCounts({ numPassedTests: 2, numFailedTests: 1, testResults }, 1)).toEqual({ passed: 2, failed: 2 })
})

test('a run that ends badly is never without a failure', () => {
  const nothing = { numPassedTests: 3, numFailedTests: 0, testResults: [] }
  expect(vitestCounts(nothing, 0)).toEqual({ passed: 3, failed: 0 })
  expect(vitestCounts(nothing, 1)).toEqual({ passed: 3, failed: 1 })
  const stats = { expected: 0, unexpected: 0, flaky: 0 }
  expect(playwrightCounts({ stats, errors: [] }, 1)).toEqual({ passed: 0, failed: 1 })
})

test('what passed only at the second try counts as a failure', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2 }
  expect(playwrightCounts({ stats, errors: [{}] }, 1)).toEqual({ passed: 4, failed: 4 })
})

test('the parts are added up', () => {
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 10, failed: 0 },
    ]),
  ).toEqual({ passed: 11, failed: 2 })
})
