import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Random, seededRandom } from '../base'
import { applyState } from './state'

const WORDS = [
  '',
  'v',
  'kind',
  'comment',
  'author',
  'é',
  'Ω words',
  '🜚',
  'x'.repeat(96),
  'y'.repeat(97),
  'z'.repeat(3_000),
]
const SYLLABLES = 'tra de pow er sta te in ter est nor ms co op'.split(' ')

const pick = <Item>(random: Random, items: readonly Item[], otherwise: Item): Item =>
  items[Math.floor(random() * items.length)] ?? otherwise
const wordOf = (random: Random): string =>
  random() < 0.5
    ? pick(random, WORDS, '')
    : Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(random, SYLLABLES, '')).join('')

const valueOf = (random: Random, depth: number): unknown => {
  const kind = Math.floor(random() * (depth > 0 ? 11 : 8))
  switch (kind) {
    case 0:
      return null
    case 1:
      return random() < 0.5
    case 2:
      return Math.floor((random() - 0.5) * 2 ** 40)
    case 3:
      return random() * 1e9
    case 4:
      return new Uint8Array([1, 2, Math.floor(random() * 256)])
    case 5:
    case 6:
    case 7:
      return wordOf(random)
    case 8:
      return Array.from({ length: Math.floor(random() * 4) }, () => valueOf(random, depth - 1))
    default:
      return Object.fromEntries(
        Array.from({ length: Math.floor(random() * 6) }, () => [wordOf(random), valueOf(random, depth - 1)]),
      )
  }
}

/** A document that several wrote, with values that were overwritten and deleted. */
const documentOf = (seed: number): Y.Doc => {
  const random = seededRandom(seed)
  const doc = new Y.Doc()
  for (let client = 1; client <= 4; client += 1) {
    const own = new Y.Doc()
    own.clientID = seed * 10 + client
    Y.applyUpdate(own, Y.encodeStateAsUpdate(doc))
    const map = own.getMap('records')
    for (let nth = 0; nth < 40; nth += 1) {
      const key = `k${Math.floor(random() * 60)}`
      if (random() < 0.15) map.delete(key)
      else map.set(key, valueOf(random, 3))
    }
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(own))
  }
  return doc
}

describe('a state', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))('[LA8] is read as Yjs reads it (seed %i)', (seed) => {
    const state = Y.encodeStateAsUpdateV2(documentOf(seed))
    const [theirs, ours] = [new Y.Doc(), new Y.Doc()]
    Y.applyUpdateV2(theirs, state)
    applyState(ours, state)
    expect(ours.getMap('records').toJSON()).toEqual(theirs.getMap('records').toJSON())
    expect(Y.encodeStateAsUpdate(ours)).toEqual(Y.encodeStateAsUpdate(theirs))
  })

  it('[LA8] tells its transaction whose it is', () => {
    const doc = new Y.Doc()
    const origins: unknown[] = []
    doc.on('update', (_update, origin) => origins.push(origin))
    applyState(doc, Y.encodeStateAsUpdateV2(documentOf(1)), 'the server')
    expect(origins).toEqual(['the server'])
  })

  it('[LA8] throws where Yjs throws, and leaves what Yjs leaves', () => {
    const state = Y.encodeStateAsUpdateV2(documentOf(7))
    let thrown = 0
    for (let end = 0; end < state.byteLength; end += 97) {
      const [theirs, ours] = [new Y.Doc(), new Y.Doc()]
      const throwsTheirs = throws(() => {
        Y.applyUpdateV2(theirs, state.subarray(0, end))
      })
      const throwsOurs = throws(() => {
        applyState(ours, state.subarray(0, end))
      })
      expect(throwsOurs).toBe(throwsTheirs)
      expect(Y.encodeStateAsUpdate(ours)).toEqual(Y.encodeStateAsUpdate(theirs))
      thrown += Number(throwsOurs)
    }
    expect(thrown).toBeGreaterThan(10)
  })
})

const throws = (run: () => void): boolean => {
  try {
    run()
    return false
  } catch (error) {
    if (error instanceof Error) return true
    throw error
  }
}
