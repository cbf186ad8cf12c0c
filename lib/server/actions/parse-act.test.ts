import { describe, expect, test } from 'vitest'
import { AppError } from '../errors'
import { parseAct } from './parse-act'

type Fields = Readonly<Record<string, string>>

const formOf = (fields: Fields): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const sentenceOf = (fields: Fields): string => {
  try {
    return `read: ${parseAct(formOf(fields)).act}`
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.message
  }
}
const KEY = 'annotation/cm0000000000000000000001/abc'
const NOTE = { layer: 'cm0000000000000000000002', key: KEY }

test('what is asked about a note is read', () => {
  expect(sentenceOf({ act: 'settle', ...NOTE })).toBe('read: settle')
})

describe('what was forged is refused with our sentence, never with words of the parser', () => {
  test.each<Fields>([
    { act: 'explode', ...NOTE },
    { ...NOTE },
    { act: 'settle', layer: '../x', key: KEY },
    { act: 'settle', layer: NOTE.layer, key: `${KEY}${'x'.repeat(300)}` },
    { act: 'report', ...NOTE },
    { act: 'restore', removed: '-1' },
    { act: 'mute' },
  ])('%o', (fields) => {
    expect(sentenceOf(fields)).toBe('That could not be read. Check what you entered.')
  })
})

test('a field with a sentence of its own says that', () => {
  expect(sentenceOf({ act: 'report', ...NOTE, reason: ' ' })).toBe('Say in a few words what is wrong with it.')
  expect(sentenceOf({ act: 'settle', ...NOTE, key: 'nothing' })).toBe(
    'That note is not here any more. Load the page again.',
  )
})
