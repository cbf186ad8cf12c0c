import { expect, it } from 'vitest'
import { askTogether } from './ask-together'

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
