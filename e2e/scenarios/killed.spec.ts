import { expect, test } from '@playwright/test'
import { type Moment, torture } from '../torture/run'
import { changeRow, commitToMemory, forget, loseRow, remember, storeTwice } from '../torture/tampering'

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

/** Leaves the first round alone; in the second the database forgets and is falsified, in the third it keeps nothing on the disk. */
const tamper = async ({ round, at, db, url, layers: [first, second, third] }: Moment): Promise<void> => {
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few layers')
  switch (`${round} ${at}`) {
    case '2 before':
      return forget(db)
    case '2 dead':
      await loseRow(db, first)
      await changeRow(db, second)
      return storeTwice(db, third)
    case '2 compared':
      return remember(db)
    case '3 before':
      return commitToMemory(url)
  }
}

test('a server that loses, doubles or falsifies what it was given is found out', async () => {
  test.setTimeout(200_000)
  const { faults } = await torture({
    blows: ['server', 'server', 'postgres'],
    rounds: 3,
    pupils: 20,
    seed: 20261128,
    // In the third round some never are: the class is refused what it wrote about what is gone.
    recoveryMaxMs: 8_000,
    say: (line) => {
      console.log(line)
    },
    meddle: tamper,
  })
  const of = (round: number): readonly string[] => faults.filter((fault) => fault.startsWith(`round ${round} `))
  expect(of(1)).toEqual([])
  expect(of(2)).toEqual([
    expect.stringMatching(/: \d+ records that were shown as saved were not on the disk$/),
    expect.stringMatching(/: 1 rows differ from their layer$/),
    expect.stringMatching(/: 1 rows differ from their layer$/),
    expect.stringMatching(/: 1 records are there that nobody wrote$/),
  ])
  expect(of(3)).toContainEqual(expect.stringMatching(/: \d+ records that were shown as saved are gone$/))
})
