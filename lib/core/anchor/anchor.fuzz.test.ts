import { describe as suite, expect, it } from 'vitest'
import { type Random, seededRandom, versionId } from '../base'
import { offset } from '../document'
import { describe, resolve } from '.'
import { approximateMatches } from './approximate'

const SEEDS = 300
const V1 = versionId('v1')
const V2 = versionId('v2')
const WORDS =
  'states power trade peace norms rule ally threat gas arms border treaty rival order region Moscow Islamabad 𝔸 of and the with'.split(
    ' ',
  )

suite('anchors in edited texts', () => {
  it('[AN1] [AN2] every passage is found again in its own version', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed)
      const text = proseOf(random, 120)
      const anchor = passageOf(random, text)
      const place = { kind: 'exact', start: anchor.start, end: anchor.end }
      expect(resolve(anchor, V1, { text }), `seed ${seed}`).toEqual(place)
      expect(resolve(anchor, V2, { text }), `seed ${seed}`).toEqual(place)
      for (const part of [anchor.prefix, anchor.exact, anchor.suffix])
        expect(part, `seed ${seed}`).not.toMatch(/\p{Cs}/u)
    }
  })

  it('[AN5] edits away from a passage never lose it', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed)
      const text = proseOf(random, 120)
      const anchor = passageOf(random, text)
      const before = edited(random, text.slice(0, Math.max(0, anchor.start - 40)))
      const near = text.slice(Math.max(0, anchor.start - 40), anchor.end + 40)
      const after = edited(random, text.slice(anchor.end + 40))
      const start = before.length + Math.min(40, anchor.start)
      expect(resolve(anchor, V2, { text: before + near + after }), `seed ${seed}`).toMatchObject({
        start,
        end: start + anchor.exact.length,
      })
    }
  })

  it('[AN6] a few edits in a sentence leave a guess that overlaps it', () => {
    let guessed = 0
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed)
      const text = proseOf(random, 120)
      const anchor = passageOf(random, text, 12)
      const words = anchor.exact.split(' ')
      words[Math.floor(random() * words.length)] = 'emended'
      const changed = words.join(' ')
      const resolution = resolve(anchor, V2, { text: text.slice(0, anchor.start) + changed + text.slice(anchor.end) })
      if (resolution.kind === 'orphan') throw new Error(`seed ${seed}: orphan`)
      expect(resolution.start, `seed ${seed}`).toBeLessThan(anchor.start + changed.length)
      expect(resolution.end, `seed ${seed}`).toBeGreaterThan(anchor.start)
      if (resolution.kind === 'guessed') guessed += 1
    }
    expect(guessed).toBeGreaterThan(SEEDS / 2)
  })

  it('[AN6] the search agrees with the textbook', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed)
      const letters = (length: number) => Array.from({ length }, () => 'abc'[Math.floor(random() * 3)] ?? 'a').join('')
      const text = letters(30)
      const pattern = letters(1 + Math.floor(random() * 7))
      const limit = Math.floor(random() * pattern.length)
      const found = approximateMatches(text, pattern, limit)
      for (const match of found) {
        expect(edits(text.slice(match.start, match.end), pattern), `seed ${seed}`).toBe(match.errors)
      }
      const fewest = Math.min(...substrings(text).map((part) => edits(part, pattern)))
      const best = Math.min(...found.map((match) => match.errors))
      expect(best, `seed ${seed}`).toBe(fewest <= limit ? fewest : Infinity)
    }
  })
})

const proseOf = (random: Random, words: number): string =>
  Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ')

const passageOf = (random: Random, text: string, words = 1 + Math.floor(random() * 20)) => {
  const places = [...text.matchAll(/\S+/g)]
  const first = Math.floor(random() * (places.length - words))
  const last = places[first + words - 1]
  const start = places[first]?.index ?? 0
  const end = last === undefined ? text.length : last.index + last[0].length
  return describe(V1, { text }, { start: offset(start), end: offset(end) })
}

/** Words put in, taken out and replaced. */
const edited = (random: Random, text: string): string =>
  text
    .split(' ')
    .flatMap((word) => (random() < 0.1 ? [] : random() < 0.1 ? [word, 'inserted'] : [word]))
    .join(' ')

const substrings = (text: string): readonly string[] =>
  Array.from({ length: text.length }, (_, start) =>
    Array.from({ length: text.length - start }, (__, more) => text.slice(start, start + more + 1)),
  ).flat()

const edits = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [at, unit] of a.split('').entries()) {
    row = row.reduce<number[]>(
      (next, above, column) => [
        ...next,
        column === 0
          ? at + 1
          : Math.min((row[column - 1] ?? 0) + (unit === b[column - 1] ? 0 : 1), above + 1, (next[column - 1] ?? 0) + 1),
      ],
      [],
    )
  }
  return row[b.length] ?? 0
}
