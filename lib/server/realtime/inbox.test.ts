import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openInbox } from './inbox'
import { openTurns } from './turns'

const settle = async (): Promise<void> => {
  for (let at = 0; at < 30; at += 1) await Promise.resolve()
}

/** An inbox that notes what is handled together, and is held up until it is told to go on. */
const heldInbox = (mustGoAlone: (item: string) => boolean) => {
  const log: string[] = []
  const held: (() => void)[] = []
  const turns = openTurns()
  const inbox = openInbox<string, string>(
    turns,
    (items) => Math.min(items.length, 4),
    async (items, isAlone) => {
      const at = isAlone ? -1 : items.findIndex(mustGoAlone)
      const done = at < 0 ? items : items.slice(0, at)
      if (done.length > 0) {
        await new Promise<void>((resolve) => held.push(resolve))
        log.push(`${isAlone ? 'alone ' : ''}${done.join('+')}`)
      }
      return { answers: done.map((item) => `ok ${item}`), isRestAlone: at >= 0 }
    },
  )
  const goOn = async (): Promise<void> => {
    await settle()
    held.shift()?.()
    await settle()
  }
  return { log, turns, inbox, goOn, held: () => held.length }
}

describe('the inbox', () => {
  it('[RT10] handles together what came while the first was handled', async () => {
    const { log, inbox, goOn } = heldInbox(() => false)
    const first = inbox.put('a', 'a1')
    await settle()
    const rest = ['a2', 'a3', 'a4', 'a5', 'a6'].map((item) => inbox.put('a', item))
    await goOn()
    expect(await first).toBe('ok a1')
    await goOn()
    await goOn()
    expect(await Promise.all(rest)).toEqual(['ok a2', 'ok a3', 'ok a4', 'ok a5', 'ok a6'])
    expect(log).toEqual(['a1', 'a2+a3+a4+a5', 'a6'])
  })

  it('[RT10] lets what must go alone wait for the other lanes, and what is behind it in its lane for it', async () => {
    const { log, inbox, goOn } = heldInbox((item) => item.endsWith('!'))
    const all = [inbox.put('b', 'b1'), inbox.put('a', 'a1'), inbox.put('a', 'a2!'), inbox.put('a', 'a3')]
    for (let at = 0; at < 6; at += 1) await goOn()
    expect(await Promise.all(all)).toEqual(['ok b1', 'ok a1', 'ok a2!', 'ok a3'])
    expect(log).toEqual(['b1', 'a1', 'alone a2!+a3'])
  })

  it('[RT3] answers every item once and in the order of its lane, whatever comes when (seeded)', async () => {
    const steps = fc.array(
      fc.oneof(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), alone: fc.boolean() }), fc.constant('go on' as const)),
      { maxLength: 60 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { log, turns, inbox, goOn, held } = heldInbox((item) => item.endsWith('!'))
        const put: string[] = []
        const answers: Promise<string>[] = []
        for (const [at, step] of all.entries()) {
          if (step === 'go on') await goOn()
          else {
            const item = `${step.lane}${at}${step.alone ? '!' : ''}`
            put.push(item)
            answers.push(inbox.put(step.lane, item))
          }
        }
        do await goOn()
        while (held() > 0)
        expect(await Promise.all(answers)).toEqual(put.map((item) => `ok ${item}`))
        await turns.idle()
        const handled = log.flatMap((line) => line.replace('alone ', '').split('+'))
        for (const lane of ['a', 'b', 'c']) {
          const of = (items: readonly string[]) => items.filter((item) => item.startsWith(lane))
          expect(of(handled)).toEqual(of(put))
        }
        for (const line of log) if (!line.startsWith('alone')) expect(line).not.toContain('!')
      }),
      { seed: 20261124, numRuns: 200 },
    )
  })
})
