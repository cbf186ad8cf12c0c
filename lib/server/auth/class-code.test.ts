import { expect, test } from 'vitest'
import { CLASS_CODE_ALPHABET, newClassCode, parseClassCode, showClassCode } from './class-code'

test('a class code has no look-alikes and no vowels', () => {
  for (const [a, b] of ['0O', 'O0', '1I', 'IL', '2Z', '5S', '8B', 'UV', 'DO', 'QO']) {
    expect(CLASS_CODE_ALPHABET.includes(a ?? '') && CLASS_CODE_ALPHABET.includes(b ?? '')).toBe(false)
  }
  expect(CLASS_CODE_ALPHABET).not.toMatch(/[AEIOU]/)
  expect(new Set(CLASS_CODE_ALPHABET).size).toBe(CLASS_CODE_ALPHABET.length)
})

test('a new code is six characters of the alphabet and reads back as itself', () => {
  const codes = Array.from({ length: 500 }, newClassCode)
  for (const code of codes) expect(parseClassCode(showClassCode(code))).toBe(code)
  expect(new Set(codes).size).toBeGreaterThan(495)
  // Every character turns up in 3,000 draws of 21, unless the draw is not even.
  expect(new Set(codes.join('')).size).toBe(CLASS_CODE_ALPHABET.length)
})

test.each([
  ['kpr 7q4', 'KPR7Q4'],
  [' KPR-7Q4 ', 'KPR7Q4'],
  ['k.p.r.7.q.4', 'KPR7Q4'],
  ['ＫＰＲ７Ｑ４', 'KPR7Q4'],
  ['KPR 7Q', undefined],
  ['KPR 7Q44', undefined],
  ['KPR 7Q0', undefined],
  ['', undefined],
  ['🙂🙂🙂', undefined],
])('typed as %j it is %j', (typed, code) => {
  expect(parseClassCode(typed)).toBe(code)
})
