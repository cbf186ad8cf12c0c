import { describe, expect, it } from 'vitest'
import { type Shape, also, either, exactly, list, oneOf, orNull, schemaOf, text, whole } from './shape'

const person = exactly({ name: text(1, 5), age: orNull(whole(0, 150)) }, { tags: list(oneOf('a', 'b'), 1, 2) })

describe('shapes', () => {
  it.each<[string, Shape<unknown>, readonly unknown[], readonly unknown[]]>([
    ['oneOf', oneOf<string | number>('a', 1), ['a', 1], ['b', '1', 2, null, undefined]],
    ['text', text(1, 2, (one) => one !== 'no'), ['a', 'ab'], ['', 'abc', 'no', 1, null, ['a']]],
    ['whole', whole(0, 9), [0, 9], [-1, 10, 1.5, Number.NaN, Infinity, '1', 1n, null]],
    ['list', list(whole(0, 9), 1, 2), [[1], [1, 2]], [[], [1, 2, 3], [1, 'a'], Array(1), { 0: 1, length: 1 }, '1']],
    ['orNull', orNull(text(0, 1)), [null, ''], [undefined, 0, 'ab']],
    ['either', either(text(1, 1), whole(1, 1)), ['a', 1], [2, 'ab', null]],
    ['also', also(whole(0, 9), (one) => one % 2 === 0), [0, 2], [1, 10, '2']],
  ])('[BA5] %s takes what it names, and nothing else', (_name, shape, right, wrong) => {
    for (const value of right) expect(shape(value), JSON.stringify(value)).toBe(true)
    for (const value of wrong) expect(shape(value), String(value)).toBe(false)
  })

  it('[BA5] exactly takes all that is needed, what may be there, and no other member', () => {
    for (const value of [
      { name: 'Amina', age: 21 },
      { age: null, name: 'Amina', tags: ['a', 'b'] },
      { name: 'Amina', age: 21, tags: undefined },
    ]) {
      expect(person(value)).toBe(true)
    }
    for (const value of [
      { name: 'Amina' },
      { name: 'Amina', age: undefined },
      { name: 'Amina', age: 21, tags: null },
      { name: 'Amina', age: 21, tags: [] },
      { name: 'Amina', age: 21, colour: 'red' },
      { name: 'Amina', age: 21, colour: undefined },
      { name: 'Amina', age: 21, toString: 'red' },
      Object.create({ name: 'Amina', age: 21 }),
      JSON.parse('{"name":"Amina","age":21,"__proto__":{}}'),
      Object.assign(['Amina'], { name: 'Amina', age: 21 }),
      null,
      undefined,
      'Amina',
      () => 1,
    ]) {
      expect(person(value)).toBe(false)
    }
  })

  it('[BA6] a schema gives the very value, or says that it is none', () => {
    const schema = schemaOf('a person', person)
    const amina: unknown = { name: 'Amina', age: 21 }
    expect(schema.parse(amina)).toBe(amina)
    expect(schema.safeParse(amina)).toEqual({ success: true, data: amina })
    expect(schema.safeParse({})).toEqual({ success: false })
    expect(() => schema.parse({})).toThrow(new TypeError('not a person'))
  })
})
