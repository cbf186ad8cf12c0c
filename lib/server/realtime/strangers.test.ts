import { describe, expect, it } from 'vitest'
import { LIMITS } from './limits'
import { openStrangers } from './strangers'

const open = (
  strangersPerAddress: number,
  strangerBytesPerAddress = 1_000,
  strangersInAll = 1_000,
  strangerBytesInAll = 1_000_000,
) => {
  const ended: string[] = []
  const strangers = openStrangers({
    strangersPerAddress,
    strangerBytesPerAddress,
    strangersInAll,
    strangerBytesInAll,
  })
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

describe('sockets of all addresses on which nobody was let in', () => {
  it('[RT48] those of the address with the most go, the oldest first, and nobody else however long they wait', () => {
    const { ended, strangers, enter } = open(8, 1_000, 10)
    enter('slow', 'elsewhere')
    for (let at = 0; at < 5; at += 1) enter(`five ${at}`, 'five')
    for (let at = 0; at < 7; at += 1) enter(`seven ${at}`, 'seven')
    // Five have more than a class needs (four), until the others have more still.
    expect(ended).toEqual(['five 0', 'seven 0', 'seven 1'])
    expect(strangers.count()).toBe(10)
  })

  it('[RT48] where they come from everywhere the oldest of all goes, and not the class behind one address', () => {
    const { ended, strangers, enter } = open(8, 1_000, 10)
    for (let at = 0; at < 9; at += 1) enter(`bot ${at}`, `bot ${at}`)
    const pupils = [0, 1, 2, 3].map((at) => enter(`pupil ${at}`, 'school'))
    expect(ended).toEqual(['bot 0', 'bot 1', 'bot 2'])
    for (const pupil of pupils) pupil.done()
    expect(strangers.count()).toBe(6)
    for (let at = 0; at < 5; at += 1) enter(`more ${at}`, `more ${at}`)
    expect(ended).toEqual(['bot 0', 'bot 1', 'bot 2', 'bot 3'])
  })

  it('[RT48] of bytes the most of the address with the most goes, and else the oldest that said anything', () => {
    const { ended, enter } = open(10, 100, 1_000, 200)
    const quiet = enter('quiet', 'quiet')
    const [a, b] = [enter('a', 'many'), enter('b', 'many')]
    a.took(25)
    b.took(35)
    for (let at = 0; at < 3; at += 1) enter(`bot ${at}`, `bot ${at}`).took(45)
    expect(ended).toEqual([])
    enter('bot 3', 'bot 3').took(6)
    // Sixty of a hundred is more than a class needs.
    expect(ended).toEqual(['b'])
    enter('bot 4', 'bot 4').took(40)
    expect(ended).toEqual(['b', 'a'])
    quiet.took(1)
    expect(ended).toEqual(['b', 'a'])
    enter('bot 5', 'bot 5').took(45)
    expect(ended).toEqual(['b', 'a', 'quiet', 'bot 0'])
  })

  it('[RT48] a college of 1,000 with four layers each has room, and two classes of 500 that come back at once beside it', () => {
    const ended: string[] = []
    const strangers = openStrangers(LIMITS)
    const enter = (address: string) => {
      strangers.enter(address, { terminate: () => ended.push(address) }).took(8_000)
    }
    for (let at = 0; at < 4_000; at += 1) enter(`home ${at >> 2}`)
    for (let at = 0; at < 4_000; at += 1) enter(`school ${at % 2}`)
    expect(ended).toEqual([])
  })
})
