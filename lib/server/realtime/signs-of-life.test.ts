import { afterEach, expect, it } from 'vitest'
import { SIGN_LASTS_MS, SILENT_AFTER_MS, type SignsOfLife, openSignsOfLife } from './signs-of-life'

const opened: SignsOfLife[] = []
afterEach(() => {
  for (const signs of opened.splice(0)) signs.close()
})

/** Processes that meet in one store, whose names end by a clock that the test moves. */
const openStage = () => {
  let now = 0
  const endsAt = new Map<string, number>()
  let canKnow = true
  return {
    open: (process: string): SignsOfLife => {
      const signs = openSignsOfLife(process, {
        now: () => now,
        keep: (name, ms) => endsAt.set(name, now + ms),
        kept: (names) =>
          Promise.resolve(canKnow ? new Set(names.filter((name) => (endsAt.get(name) ?? 0) > now)) : undefined),
      })
      opened.push(signs)
      return signs
    },
    pass: (ms: number) => {
      now += ms
    },
    empty: () => {
      endsAt.clear()
    },
    setKnowable: (is: boolean) => {
      canKnow = is
    },
  }
}

it('[SH15] who gives no sign any more is silent, and not before it is long enough', async () => {
  const { open, pass } = openStage()
  const [one, two] = [open('one'), open('two')]
  expect(await one.silent(['two'])).toEqual(new Set())
  pass(SIGN_LASTS_MS - 1)
  expect(await one.silent(['two'])).toEqual(new Set())
  pass(SILENT_AFTER_MS - 1)
  expect(await one.silent(['two'])).toEqual(new Set())
  pass(1)
  expect(await one.silent(['two'])).toEqual(new Set(['two']))
  two.give()
  expect(await one.silent(['two'])).toEqual(new Set())
})

it('[SH15] who looks after a standstill of their own takes nobody for silent who lives', async () => {
  const { open, pass } = openStage()
  const [one, two] = [open('one'), open('two')]
  await one.silent(['two'])
  pass(60_000)
  two.give()
  expect(await one.silent(['two'])).toEqual(new Set())
})

it('[SH15] an emptied Redis, one that does not answer, and a process that never gave a sign make nobody silent', async () => {
  const { open, pass, empty, setKnowable } = openStage()
  const [one, two] = [open('one'), open('two')]
  await one.silent(['two', 'older release'])
  empty()
  pass(1_000)
  expect(await one.silent(['two', 'older release'])).toEqual(new Set())
  two.give()
  setKnowable(false)
  expect(await one.silent(['two'])).toBeUndefined()
  setKnowable(true)
  pass(100_000)
  expect(await one.silent(['two', 'older release'])).toEqual(new Set(['two']))
})
