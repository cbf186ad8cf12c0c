import { describe, expect, it } from 'vitest'
import { openTurns } from './turns'

/** A task that runs until it is told to end. */
const gatedTask = (log: string[], name: string) => {
  let end = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    end = resolve
  })
  return {
    task: async () => {
      log.push(`${name} starts`)
      await gate
      log.push(`${name} ends`)
    },
    end,
  }
}

const settle = async (): Promise<void> => {
  for (let at = 0; at < 20; at += 1) await Promise.resolve()
}

describe('turns', () => {
  it('[RT10] runs a member’s updates one after the other, and those of two members side by side', async () => {
    const log: string[] = []
    const turns = openTurns()
    const [a1, a2, b1] = [gatedTask(log, 'a1'), gatedTask(log, 'a2'), gatedTask(log, 'b1')]
    const all = [turns.inLane('a', a1.task), turns.inLane('a', a2.task), turns.inLane('b', b1.task)]
    await settle()
    expect(log).toEqual(['a1 starts', 'b1 starts'])
    a1.end()
    await settle()
    expect(log).toEqual(['a1 starts', 'b1 starts', 'a1 ends', 'a2 starts'])
    a2.end()
    b1.end()
    await Promise.all(all)
  })

  it('[RT10] runs what goes alone after all before it, and before all after it', async () => {
    const log: string[] = []
    const turns = openTurns()
    const [a1, b1, x, a2] = ['a1', 'b1', 'x', 'a2'].map((name) => gatedTask(log, name))
    if (a1 === undefined || b1 === undefined || x === undefined || a2 === undefined) throw new Error('four tasks')
    const all = [
      turns.inLane('a', a1.task),
      turns.inLane('b', b1.task),
      turns.alone(x.task),
      turns.inLane('a', a2.task),
    ]
    a1.end()
    await settle()
    expect(log).toEqual(['a1 starts', 'b1 starts', 'a1 ends'])
    b1.end()
    await settle()
    expect(log.slice(3)).toEqual(['b1 ends', 'x starts'])
    x.end()
    a2.end()
    await Promise.all([...all, turns.idle()])
    expect(log.slice(5)).toEqual(['x ends', 'a2 starts', 'a2 ends'])
  })

  it('[RT10] goes on after a task that fails', async () => {
    const turns = openTurns()
    await expect(turns.inLane('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(turns.alone(() => Promise.reject(new Error('never')))).rejects.toThrow('never')
    expect(await turns.inLane('a', () => Promise.resolve(1))).toBe(1)
    expect(await turns.alone(() => Promise.resolve(2))).toBe(2)
  })
})
