import { setImmediate as endOfTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { askInBatches, askTogether } from './ask-together'

/** A question whose answers a test gives by hand. */
const byHand = () => {
  const open: { readonly key: string; readonly answer: (value: number) => void; readonly fail: () => void }[] = []
  const asked: string[] = []
  const ask = askTogether(
    (key: string) =>
      new Promise<number>((resolve, reject) => {
        asked.push(key)
        open.push({
          key,
          answer: resolve,
          fail: () => {
            reject(new Error('away'))
          },
        })
      }),
  )
  const rest = () => new Promise((resolve) => setImmediate(resolve))
  return { ask, asked, open, rest }
}

it('[RT35] asks once for all who come while a question runs, after it', async () => {
  const { ask, asked, open, rest } = byHand()
  const first = ask('a')
  const later = [ask('a'), ask('a'), ask('a')]
  expect(asked).toEqual(['a'])
  open[0]?.answer(1)
  expect(await first).toBe(1)
  await rest()
  expect(asked).toEqual(['a', 'a'])
  open[1]?.answer(2)
  expect(await Promise.all(later)).toEqual([2, 2, 2])
  void ask('a')
  expect(asked).toHaveLength(3)
})

it('[RT35] keeps questions about different things apart', () => {
  const { ask, asked } = byHand()
  void ask('a')
  void ask('b')
  expect(asked).toEqual(['a', 'b'])
})

it('[RT35] asks again after a failure, which those hear who asked', async () => {
  const { ask, open, rest } = byHand()
  const first = ask('a')
  const second = ask('a')
  open[0]?.fail()
  await expect(first).rejects.toThrow('away')
  await rest()
  open[1]?.answer(7)
  expect(await second).toBe(7)
})

/** The same for many keys: each question is answered by hand with what each key is long. */
const manyByHand = () => {
  const asked: (readonly string[])[] = []
  const open: { readonly answer: () => void; readonly fail: () => void }[] = []
  const ask = askInBatches(
    (keys: readonly string[]) =>
      new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
        asked.push(keys)
        open.push({
          answer: () => {
            resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.length])))
          },
          fail: () => {
            reject(new Error('away'))
          },
        })
      }),
  )
  const rest = async () => {
    for (let turn = 0; turn < 3; turn += 1) await endOfTurn()
  }
  return { ask, asked, open, rest }
}

it('[RT35] asks about all who come in one turn at once, and about who comes while it asks after that', async () => {
  const { ask, asked, open, rest } = manyByHand()
  const first = [ask('a'), ask('bb'), ask('a'), ask('nobody')]
  await rest()
  expect(asked).toEqual([['a', 'bb', 'nobody']])
  const later = [ask('a'), ask('ccc')]
  await rest()
  expect(asked).toHaveLength(1)
  open[0]?.answer()
  expect(await Promise.all(first)).toEqual([1, 2, 1, undefined])
  await rest()
  expect(asked.slice(1)).toEqual([['a', 'ccc']])
  open[1]?.answer()
  expect(await Promise.all(later)).toEqual([1, 3])
})

it('[RT35] asks about the next after a failure, which those hear who asked', async () => {
  const { ask, asked, open, rest } = manyByHand()
  const first = ask('a')
  await rest()
  const second = ask('a')
  open[0]?.fail()
  await expect(first).rejects.toThrow('away')
  await rest()
  expect(asked).toHaveLength(2)
  open[1]?.answer()
  expect(await second).toBe(1)
})
