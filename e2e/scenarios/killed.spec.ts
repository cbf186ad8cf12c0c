import { expect, test } from '@playwright/test'
import { torture } from '../torture/run'

test('a class loses nothing and gets nothing twice, whatever is killed', async () => {
  test.setTimeout(400_000)
  const report = await torture({
    blows: ['server', 'network', 'server', 'postgres', 'server'],
    rounds: 10,
    pupils: 50,
    seed: 20261124,
    say: (line) => {
      console.log(line)
    },
  })
  expect(report.faults).toEqual([])
  expect(report.rounds).toBe(10)
  expect(report.acknowledged).toBeGreaterThan(200)
})
