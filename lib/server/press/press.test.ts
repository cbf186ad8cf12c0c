import { afterEach, describe, expect, it } from 'vitest'
import { documentSchema } from '../../core/document'
import { sampleNotes, samplePage, testParagraph, testPaper } from '../../core/export/testing'
import { type Press, type PressOptions, openPress } from './press'
import { readBack } from './read-back'

const presses: Press[] = []
const open = (options?: PressOptions): Press => {
  const press = openPress(options)
  presses.push(press)
  return press
}
afterEach(async () => {
  await Promise.all(presses.splice(0).map((press) => press.close()))
})

const paper = () => testPaper(samplePage(), sampleNotes)
const reasonOf = (outcome: Awaited<ReturnType<Press['press']>>): string => (outcome.ok ? 'done' : outcome.reason)

describe('the press', () => {
  it('[PR10] sets papers in a thread, one after the other, while this one goes on', async () => {
    const press = open()
    let turns = 0
    const count = setInterval(() => (turns += 1), 1)
    const outcomes = await Promise.all([press.press(paper()), press.press(paper()), press.press(paper())])
    clearInterval(count)
    expect(outcomes.map(reasonOf)).toEqual(['done', 'done', 'done'])
    expect(turns).toBeGreaterThan(20)
    for (const outcome of outcomes) {
      if (outcome.ok) expect((await readBack(outcome.value)).isTagged).toBe(true)
    }
  })

  it('[PR10] refuses as busy when too many wait', async () => {
    const press = open({ waitingMax: 1 })
    const outcomes = await Promise.all([press.press(paper()), press.press(paper()), press.press(paper())])
    expect(outcomes.map(reasonOf)).toEqual(['done', 'done', 'busy'])
  })

  it('[PR10] stops at an abort, while set and while waiting, and sets the next paper', async () => {
    const press = open()
    const running = new AbortController()
    const waiting = new AbortController()
    const first = press.press(paper(), running.signal)
    const second = press.press(paper(), waiting.signal)
    const third = press.press(paper())
    waiting.abort()
    expect(reasonOf(await second)).toBe('cancelled')
    running.abort()
    expect(reasonOf(await first)).toBe('cancelled')
    expect(reasonOf(await third)).toBe('done')
    expect(reasonOf(await press.press(paper(), AbortSignal.abort()))).toBe('cancelled')
  })

  it('[PR10] gives up a paper that takes too long, and sets the next', async () => {
    const slow = open({ timeoutMs: 1 })
    expect(reasonOf(await slow.press(paper()))).toBe('too-slow')
    expect(reasonOf(await slow.press(paper()))).toBe('too-slow')
  })

  it('[PR10] says that it failed, tells the log why without words of the paper, and goes on', async () => {
    const troubles: string[] = []
    const press = open({ onTrouble: (trouble) => troubles.push(trouble) })
    const secret = documentSchema.nodes.doc.create(null, [testParagraph('secret words')])
    // Deeper than Typst lets blocks lie in each other.
    let deep = secret
    for (let depth = 0; depth < 400; depth += 1) {
      deep = documentSchema.nodes.doc.create(null, [documentSchema.nodes.blockquote.create(null, deep.content)])
    }
    expect(reasonOf(await press.press(testPaper(deep, () => undefined)))).toBe('failed')
    expect(troubles).toHaveLength(1)
    expect(troubles.join()).not.toContain('secret')
    expect(reasonOf(await press.press(paper()))).toBe('done')
  })

  it('[PR33] says that an original cannot be written on, and goes on', async () => {
    const troubles: string[] = []
    const press = open({ onTrouble: (trouble) => troubles.push(trouble) })
    const bytes = Uint8Array.from(Buffer.from('%PDF-1.7 and no more'))
    const original = { bytes, places: { pages: [], runs: [] } }
    expect(reasonOf(await press.press({ ...paper(), original }))).toBe('unwritable')
    expect(troubles).toHaveLength(1)
    expect(reasonOf(await press.press(paper()))).toBe('done')
  })

  it('[PR12] makes itself ready for a paper while it has no work, and never makes another wait in vain', async () => {
    const press = open({ waitingMax: 1 })
    press.warm(paper())
    press.warm(paper())
    // The second was left alone: else the third would find the one place taken.
    expect(reasonOf(await press.press(paper()))).toBe('done')
  })

  it('[PR21] rests without work, and sets the next paper in a thread that it starts for it', async () => {
    const press = open({ idleMs: 0 })
    const troubles: string[] = []
    for (let nth = 0; nth < 2; nth += 1) {
      const outcome = await press.press(paper())
      if (!outcome.ok) troubles.push(outcome.reason)
      // Behind the press's own timer, which stands first in the same list of timers.
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(troubles).toEqual([])
  })

  it('[PR17] tells how many are before a paper, and how far it is', async () => {
    const press = open()
    const told: string[] = []
    const first = press.press(paper())
    const second = press.press(paper(), undefined, (progress) => {
      told.push(progress.state === 'waiting' ? `${progress.before} before` : progress.step)
    })
    await Promise.all([first, second])
    expect(told).toEqual(['1 before', 'begun', 'text', 'pages'])
  })

  it('[PR10] refuses everything once closed', async () => {
    const press = open()
    const running = press.press(paper())
    const waiting = press.press(paper())
    await press.close()
    expect([reasonOf(await running), reasonOf(await waiting), reasonOf(await press.press(paper()))]).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ])
  })
})
