import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits'
import { openStrangers } from './strangers'

const open = (strangersPerAddress: number, strangerBytesPerAddress = 1_000) => {
  const ended: string[] = []
  const strangers = openStrangers({ strangersPerAddress, strangerBytesPerAddress })
  const enter = (name: string, address = 'here') => strangers.enter(address, { terminate: () => ended.push(name) })
  return { ended, strangers, enter }
}

describe('sockets on which nobody was let in', () => {
  it('[RT45] the one that has waited longest goes, and only of the same address', () => {
    const { ended, strangers, enter } = open(2)
    enter('elsewhere', 'there')
    for (const name of ['a', 'b', 'c', 'd']) enter(name)
    expect(ended).toEqual(['a', 'b'])
    expect(strangers.count()).toBe(3)
  })

  it('[RT45] who is let in, or closes, counts no more and is not ended', () => {
    const { ended, strangers, enter } = open(2)
    const [a, b] = [enter('a'), enter('b')]
    a.done()
    a.done()
    enter('c')
    expect(ended).toEqual([])
    b.done()
    for (const name of ['d', 'e']) enter(name)
    expect(ended).toEqual(['c'])
    expect(strangers.count()).toBe(2)
  })

  it('[RT45] of bytes the one with the most goes, and who is in is not asked', () => {
    const { ended, enter } = open(10, 100)
    const [a, b, c] = [enter('a'), enter('b'), enter('c')]
    a.took(30)
    b.took(60)
    c.took(20)
    expect(ended).toEqual(['b'])
    a.done()
    a.took(1_000)
    b.took(1_000)
    c.took(80)
    expect(ended).toEqual(['b'])
    c.took(1)
    expect(ended).toEqual(['b', 'c'])
  })

  it('[RT45] forgets an address of which nobody waits', () => {
    const { strangers, enter } = open(2)
    const gone = enter('a')
    gone.done()
    expect(strangers.count()).toBe(0)
    const { ended, enter: again } = open(1)
    const first = again('a')
    again('b')
    first.done()
    again('c')
    expect(ended).toEqual(['a', 'b'])
  })

  it('[RT45] a class of 500 with four layers each has room, all at once', () => {
    const ended: number[] = []
    const strangers = openStrangers(LIMITS)
    for (let at = 0; at < 2_000; at += 1) strangers.enter('school', { terminate: () => ended.push(at) }).took(8_000)
    expect(ended).toEqual([])
  })
})
