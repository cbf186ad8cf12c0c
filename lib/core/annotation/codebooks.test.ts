import { describe, expect, test } from 'vitest'
import { tagSchema } from './codebook'
import { READY_CODEBOOKS } from './codebooks'

describe.each(READY_CODEBOOKS.map((book) => [book.id, book] as const))('the ready codebook %s', (_, book) => {
  test('holds only tags that a seminar may have', () => {
    for (const tag of book.tags) expect(tagSchema.safeParse(tag).success).toBe(true)
  })

  test('gives no name, key or pigment twice', () => {
    for (const part of ['name', 'key', 'pigment'] as const) {
      expect(new Set(book.tags.map((tag) => tag[part])).size).toBe(book.tags.length)
    }
  })
})

test('the codebook of theories comes first, with interdependence switched off and an example for each tag', () => {
  const [theories] = READY_CODEBOOKS
  expect(theories?.tags.map((tag) => [tag.name, tag.key, tag.pigment, tag.active])).toEqual([
    ['realist', 'r', 'minium', true],
    ['liberal', 'l', 'azurite', true],
    ['constructivist', 'c', 'orpiment', true],
    ['interdependence', 'i', 'verdigris', false],
  ])
  expect(theories?.tags.every((tag) => tag.example !== '')).toBe(true)
})
