import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors'
import { emailAddress, idText, ownPath, personName } from './fields'
import { parseForm, refusalOf } from './form'

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

test('a wrong form keeps what was typed, but never a password, and says one sentence a field', () => {
  const schema = z.object({ name: personName, email: emailAddress, password: z.string().min(10, 'Longer.') })
  const form = parseForm(schema, formOf({ name: ' ', email: 'x@y', password: 'short' }))
  expect(form).toMatchObject({
    ok: false,
    reason: {
      values: { name: ' ', email: 'x@y' },
      errors: { name: 'Type your name, as your group knows you.', password: 'Longer.' },
    },
  })
  expect(JSON.stringify(form)).not.toContain('short')
})

test('a field without a sentence of its own is refused with ours, not with words of the parser', () => {
  const schema = z.object({ id: idText })
  expect(parseForm(schema, formOf({ id: '../x' }))).toMatchObject({
    ok: false,
    reason: { errors: { id: 'That could not be read. Check what you entered.' } },
  })
})

test('a field that is missing, or is a file, is empty', () => {
  const data = new FormData()
  data.set('name', new File(['x'], 'x.txt'))
  expect(parseForm(z.object({ name: z.string(), more: z.string() }), data)).toEqual({
    ok: true,
    value: { name: '', more: '' },
  })
})

test('a name is one line, without marks that turn text round', () => {
  expect(personName.parse('  Zara\n\tMalik \u202e ')).toBe('Zara Malik')
  expect(personName.safeParse('\u200b').success).toBe(false)
  expect(personName.safeParse('x'.repeat(81)).success).toBe(false)
})

test('an expected failure becomes a sentence, anything else is thrown on', () => {
  const data = formOf({ code: 'KPR' })
  expect(refusalOf(new AppError('conflict', 'Taken.'), data, 'code')).toEqual({
    values: { code: 'KPR' },
    errors: { code: 'Taken.' },
  })
  expect(() => refusalOf(new Error('broken'), data)).toThrow('broken')
})

describe('where to go on to', () => {
  test.each(['/', '/seminars/new', '/join?code=KPR7Q4', '/readings/a-b?x=%20'])('%s is ours', (path) => {
    expect(ownPath(path)).toBe(path)
  })
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined])(
    '%s is not',
    (path) => {
      expect(ownPath(path)).toBe('/')
    },
  )
})
