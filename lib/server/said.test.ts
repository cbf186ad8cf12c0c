import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import words from '../../app/messages/en/session.json'
import table from '../../app/messages/said.ur.json'
import { inLanguage, translator } from './said'

describe('what the server says in a form', () => {
  const say = translator({ 'Try again.': 'دوبارہ', '{group} has members.': '{group} میں ارکان ہیں۔' })

  test('[LG9] is looked up by its English sentence, names in it kept', () => {
    expect(say('Try again.')).toBe('دوبارہ')
    expect(say('Group (A) has members.')).toBe('Group (A) میں ارکان ہیں۔')
  })

  test('[LG3] stands in English where there is no other', () => {
    expect(say('The press is out of ink.')).toBe('The press is out of ink.')
  })

  test('[LG9] leaves what was typed as it was', () => {
    const state = { values: { name: 'Renamed.' }, errors: { name: 'Give the group a name.' }, done: 'Renamed.' }
    expect(inLanguage(state, 'en')).toEqual(state)
    expect(inLanguage(state, 'ur')).toEqual({
      values: { name: 'Renamed.' },
      errors: { name: 'گروپ کا نام لکھیں۔' },
      done: 'نام بدل گیا۔',
    })
  })

  test('[LG9] has no translation of a sentence that nobody says, and keeps the holes of each', () => {
    const sources = ['lib/server', 'lib/core/intake', 'lib/core/base', 'lib/core/exchange'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('store/generated'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    )
    // Where the table has a hole the source has `${…}`.
    const said = sources.join('\n').replace(/\$\{[^{}]*\}/g, '{}')
    const holes = (sentence: string): readonly string[] => (sentence.match(/\{\w+\}/g) ?? []).toSorted()
    for (const [english, own] of Object.entries(table)) {
      expect([english, said.includes(english.replace(/\{\w+\}/g, '{}'))]).toEqual([english, true])
      expect(holes(own)).toEqual(holes(english))
    }
  })
})

test('[LG9] has the words of each rule that a layer refuses by, as the server says them', () => {
  const [gate, admit, errors] = [
    'lib/core/gate/refusal.ts',
    'lib/server/realtime/admit.ts',
    'lib/server/errors.ts',
  ].map((file) => readFileSync(file, 'utf8'))
  const said = [
    ...(gate ?? '').matchAll(/^ {2}(GA\d+): '(.+)',$/gm),
    ...(admit ?? '').matchAll(/rule: '(RT\d+)',\n {2}sentence: '(.+)',$/gm),
    ...(errors ?? '').matchAll(/(unavailable): \{[^}]*?sentence: '([^']+)'/g),
  ].map(([, rule, sentence]) => [rule, sentence])
  expect(Object.fromEntries(said)).toEqual(words)
})
