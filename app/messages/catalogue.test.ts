import { readFileSync, readdirSync } from 'node:fs'
import { type MessageFormatElement, TYPE, parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { completed } from '@/lib/server/catalogue'
import { PIGMENTS } from '@/lib/core/annotation'
import { LANGUAGES } from '@/lib/core/base'

const filesOf = (language: string): readonly string[] =>
  readdirSync(new URL(language, import.meta.url)).filter((name) => name.endsWith('.json'))

const sentences = (value: unknown, path: string): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is no sentence`)
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, path === '' ? key : `${path}.${key}`))
}

const read = (language: string, file: string): ReadonlyMap<string, string> => {
  const words: unknown = JSON.parse(readFileSync(new URL(`${language}/${file}`, import.meta.url), 'utf8'))
  return new Map(sentences(words, ''))
}

/** Each argument and mark of a sentence, once, with its kind: `count plural`, `name text`, `b mark`. */
const takes = (elements: readonly MessageFormatElement[]): readonly string[] => {
  const found = elements.flatMap((element): readonly string[] => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return []
      case TYPE.tag:
        return [`${element.value} mark`, ...takes(element.children)]
      case TYPE.plural:
      case TYPE.select:
        return [
          `${element.value} ${TYPE[element.type]}`,
          ...Object.values(element.options).flatMap(({ value }) => takes(value)),
        ]
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [`${element.value} ${TYPE[element.type]}`]
    }
  })
  return [...new Set(found)].sort()
}

describe.each(LANGUAGES.slice(1).flatMap((language) => filesOf('en').map((file) => [language, file] as const)))(
  '%s/%s',
  (language, file) => {
    const english = read('en', file)
    const own = read(language, file)

    test('[LG4] has the sentences of the English catalogue and no others', () => {
      expect({
        missing: [...english.keys()].filter((key) => !own.has(key)),
        surplus: [...own.keys()].filter((key) => !english.has(key)),
      }).toEqual({ missing: [], surplus: [] })
    })

    test('[LG5] takes the same arguments and marks', () => {
      const shared = [...own].filter(([key]) => english.has(key))
      expect(shared.map(([key, words]) => [key, ...takes(parse(words))])).toEqual(
        shared.map(([key]) => [key, ...takes(parse(english.get(key) ?? ''))]),
      )
    })
  },
)

test.each(LANGUAGES)('[LG8] no two pigments have one line in %s', (language) => {
  const lines = [...read(language, 'seminar.json')].filter(([key]) => key.startsWith('codebook.lines.'))
  expect(lines.map(([key]) => key.replace('codebook.lines.', ''))).toEqual([...PIGMENTS])
  expect(new Set(lines.map(([, line]) => line)).size).toBe(PIGMENTS.length)
})

test('[LG4] every language has the same files', () => {
  for (const language of LANGUAGES) expect([language, ...filesOf(language)]).toEqual([language, ...filesOf('en')])
})

test('[LG3] a sentence that is missing stands in English, one that is too many nowhere', () => {
  const english = { bar: { label: 'Bar', link: 'Link' }, close: 'Close' }
  expect(completed(english, { bar: { link: 'ربط', old: 'پرانا' } })).toEqual({
    bar: { label: 'Bar', link: 'ربط' },
    close: 'Close',
  })
  expect(completed(english, {})).toEqual(english)
})
