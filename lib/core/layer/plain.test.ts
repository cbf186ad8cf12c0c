import { describe, expect, it } from 'vitest'
import { AMINA, BILAL, annotationKey, annotationOf, commentKey, commentOf, taggingOf } from '../testing'
import { type LayerRecord, type RecordKey, taggingKey } from '../annotation'
import { parseRecord } from './parse'
import { isPlainEntry } from './plain'

const key = annotationKey(AMINA)
const ENTRIES: readonly (readonly [RecordKey, LayerRecord])[] = [
  [key, annotationOf(AMINA)],
  [key, { ...annotationOf(AMINA), editedAt: 2_000 }],
  [taggingKey(BILAL, key), taggingOf(BILAL, key)],
  [commentKey(BILAL), commentOf(BILAL, key)],
  [commentKey(BILAL), commentOf(BILAL, key, commentKey(AMINA), 'Two lines,\nof which one is 𝕋his.')],
]

/** What somebody might put in the place of any part of a record, or of its key. */
const STRANGE: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  0.5,
  17,
  Number.NaN,
  Number.MAX_SAFE_INTEGER,
  8_640_000_000_000_001,
  '',
  ' ',
  'a b',
  'a/b',
  'x'.repeat(65),
  'y'.repeat(20_000),
  'half \uD800 pair',
  'a\0b',
  key,
  commentKey(AMINA),
  'annotation/amina/a.b/c',
  'tagging/amina/amina.a1',
  'v2',
  'doc',
  'text',
  'paragraph',
  [],
  ['x'],
  [{ type: 'text', text: 'x' }],
  [{ type: 'paragraph', content: [{ type: 'text', text: '   ' }] }],
  Array.from({ length: 201 }, () => ({ type: 'paragraph', content: [{ type: 'text', text: 'x' }] })),
  {},
  new Map(),
  Object.create({ type: 'doc', content: [] }),
]

/** `value` with each of its parts replaced, taken out or joined by another, one at a time. */
function* spoiled(value: unknown): Generator {
  yield* STRANGE
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    yield [...items, items[0]]
    for (const [at, item] of items.entries()) {
      yield items.filter((_, other) => other !== at)
      for (const strange of spoiled(item)) yield items.with(at, strange)
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, more: 1 }
    yield { ...value, editedAt: 'now' }
    yield { ...value, editedAt: 5 }
    yield { ...value, removedAt: 5 }
    for (const [name, part] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
      for (const strange of spoiled(part)) yield { ...value, [name]: strange }
    }
  }
}

describe('isPlainEntry', () => {
  it.each(ENTRIES)('[LA10] recognises %s', (text, record) => {
    expect(isPlainEntry([text, record])).toBe(true)
  })

  it.each(ENTRIES)('[LA10] takes of everything like %s only what the schema takes as it is', (text, record) => {
    let recognised = 0
    let tried = 0
    for (const value of spoiled(record)) {
      tried += 1
      if (!isPlainEntry([text, value])) continue
      recognised += 1
      const parsed = parseRecord(text, value)
      expect(parsed.ok && parsed.value, JSON.stringify(value).slice(0, 400)).toEqual({ key: text, record: value })
    }
    expect(tried).toBeGreaterThan(200)
    // A part changed for another that fits is still a record.
    expect(recognised).toBeGreaterThan(0)
  })

  it.each(ENTRIES)('[LA10] does not recognise %s under the key of another', (text, record) => {
    const others = [...ENTRIES.map(([other]) => other), ...STRANGE.map(String), `${text}/`, `${text}.`, text.slice(1)]
    for (const other of others) {
      if (isPlainEntry([other, record])) expect(parseRecord(other, record).ok, other).toBe(true)
    }
  })
})
