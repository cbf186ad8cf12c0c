import { describe as suite, expect, it } from 'vitest'
import { versionId } from '../base'
import { offset } from '../document'
import { QUOTE_MAX_CHARS, describe, resolve } from '.'
import { approximateMatches, similarity } from './approximate'

const V1 = versionId('v1')
const V2 = versionId('v2')
const TEXT =
  'Realism holds that states seek power. Liberalism holds that trade binds them. ' +
  'Constructivism holds that identities change. In each of them, the state is the actor; in each of them, the state decides.'
const range = (start: number, end: number) => ({ start: offset(start), end: offset(end) })
const of = (words: string, text = TEXT, from = 0) => {
  const start = text.indexOf(words, from)
  return describe(V1, { text }, range(start, start + words.length))
}
const found = (words: string, text: string) => {
  const resolution = resolve(of(words), V2, { text })
  return resolution.kind === 'orphan' ? 'orphan' : `${resolution.kind}: ${text.slice(resolution.start, resolution.end)}`
}

suite('anchor', () => {
  it('[AN1] describes the words and what stands around them, and finds them', () => {
    const anchor = of('trade binds them')
    expect(anchor).toEqual({
      version: V1,
      start: 60,
      end: 76,
      exact: 'trade binds them',
      prefix: 'ek power. Liberalism holds that ',
      suffix: '. Constructivism holds that iden',
    })
    expect(resolve(anchor, V1, { text: TEXT })).toEqual({ kind: 'exact', start: 60, end: 76 })
  })

  it('[AN1] has less context at the ends of the text', () => {
    expect(describe(V1, { text: 'abc' }, range(0, 3))).toMatchObject({ prefix: '', suffix: '' })
  })

  it('[AN2] cuts no pair of surrogates', () => {
    const text = `${'𝔸'.repeat(20)}x${'𝔹'.repeat(20)}`
    const anchor = describe(V1, { text }, range(39, 42))
    expect(anchor).toMatchObject({ start: 38, end: 43, exact: '𝔸x𝔹' })
    const other = `${'𝔸'.repeat(20)}xy${'𝔹'.repeat(20)}`
    const inside = describe(V1, { text: other }, range(41, 42))
    expect(inside.prefix).toBe(`${'𝔸'.repeat(15)}x`)
    const before = describe(V1, { text: other }, range(40, 41))
    expect(before.suffix).toBe(`y${'𝔹'.repeat(15)}`)
  })

  it('[AN3] cuts a passage that is too long, and refuses none at all', () => {
    const text = '𝔸'.repeat(QUOTE_MAX_CHARS)
    expect(describe(V1, { text: `a${text}` }, range(0, 2 * QUOTE_MAX_CHARS)).exact.length).toBe(QUOTE_MAX_CHARS - 1)
    expect(() => describe(V1, { text: TEXT }, range(3, 3))).toThrow()
    expect(() => describe(V1, { text: TEXT }, range(0, TEXT.length + 1))).toThrow()
  })

  it('[AN4] finds words where they were', () => {
    expect(found('trade binds them', `${TEXT} More.`)).toBe('exact: trade binds them')
  })

  it('[AN5] finds words that moved', () => {
    expect(found('trade binds them', `A new first sentence. ${TEXT}`)).toBe('moved: trade binds them')
  })

  it('[AN5] tells two places of the same words apart by what stands around them', () => {
    const second = of('the state', TEXT, TEXT.indexOf('the state') + 1)
    const text = `Dropped the state. ${TEXT}`
    expect(resolve(second, V2, { text })).toMatchObject({ kind: 'moved', start: second.start + 19 })
  })

  it('[AN5] takes the nearest where all else is equal', () => {
    const text = 'one and two, one and two, one and two, one and two, one and two, one and two, one and two'
    const anchor = describe(V1, { text }, range(39, 46))
    expect(resolve(anchor, V2, { text: `${text}, one and two` })).toMatchObject({ kind: 'exact', start: 39 })
  })

  it('[AN5] does not take a short word for itself in another sentence', () => {
    expect(found('the actor', 'Nothing of the kind. He plays the actor on Sundays.')).toBe('orphan')
  })

  it('[AN6] guesses where the words were edited, and says how sure it is', () => {
    const text = TEXT.replace('trade binds them', 'trade ties and binds them')
    expect(found('trade binds them', text)).toBe('guessed: ties and binds them')
    const resolution = resolve(of('Liberalism holds that trade binds them.'), V2, { text })
    expect(resolution).toMatchObject({ kind: 'guessed' })
    if (resolution.kind === 'guessed') {
      expect(text.slice(resolution.start, resolution.end)).toBe('Liberalism holds that trade ties and binds them.')
      expect(resolution.score).toBeGreaterThan(0.8)
      expect(resolution.score).toBeLessThan(1)
    }
  })

  it('[AN6] is less sure the more changed', () => {
    const score = (text: string): number => {
      const resolution = resolve(of('identities change. In each'), V2, { text })
      return resolution.kind === 'guessed' ? resolution.score : resolution.kind === 'orphan' ? 0 : 1
    }
    const little = score(TEXT.replace('identities', 'identity'))
    const more = score(TEXT.replace('identities change', 'identity may change'))
    expect(1).toBeGreaterThan(little)
    expect(little).toBeGreaterThan(more)
    expect(more).toBeGreaterThan(0.6)
  })

  it('[AN7] orphans what is gone', () => {
    expect(found('trade binds them', 'The quick brown fox jumps over the lazy dog, and then it sleeps.')).toBe('orphan')
    expect(found('trade binds them', '')).toBe('orphan')
  })

  it('[AN6] finds approximate places, each with its fewest edits', () => {
    expect(approximateMatches('xxabcdxxabdxx', 'abcd', 1)).toEqual(
      expect.arrayContaining([
        { start: 2, end: 6, errors: 0 },
        { start: 8, end: 11, errors: 1 },
      ]),
    )
    expect(approximateMatches('abc', '', 1)).toEqual([])
    expect(approximateMatches('', 'abc', 1)).toEqual([])
    expect(similarity('kitten', 'sitting')).toBeCloseTo(1 - 3 / 7)
    expect(similarity('', '')).toBe(1)
  })
})
