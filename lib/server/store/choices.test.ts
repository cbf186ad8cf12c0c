import { describe, expect, it } from 'vitest'
import { parseChoices } from './choices'

describe('the choices that a device sends', () => {
  it('[LK6] are those on offer', () => {
    const choices = { theme: 'high-contrast', face: 'legible', size: '22', spacing: 'roomy', numbering: 'none' }
    expect(parseChoices({ ...choices, keys: '{"next":"j"}', colour: 'red' })).toEqual({
      ...choices,
      keys: '{"next":"j"}',
    })
    expect(parseChoices({})).toEqual({})
  })

  it.each([
    ['a theme of no kind', { theme: 'blue' }],
    ['a size between two', { size: '17.5' }],
    ['a size as a number', { size: 17 }],
    ['keys without end', { keys: 'x'.repeat(501) }],
    ['a text', 'dark'],
    ['nothing', undefined],
  ])('[LK6] %s is refused', (_, value) => {
    expect(parseChoices(value)).toBeUndefined()
  })
})
