import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import file from '../../../app/messages/en/file.json'
import { LANGUAGES } from '../../core/base'
import { fileWords } from './words'

const ROOMS = ['lib/core/export', 'lib/core/exchange', 'lib/server/press', 'lib/server/formats', 'lib/server/commands']
const sources = ROOMS.flatMap((room) =>
  readdirSync(room)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(room, name), 'utf8')),
).join('\n')
/** Parts whose keys are put together from what is told. */
const COMPOSED = new Set(['choice', 'figures'])

describe('the words of a file', () => {
  it('[FT6] are all said somewhere', () => {
    const silent = Object.entries(file).flatMap(([part, words]) =>
      Object.keys(words)
        .map((key) => `${part}.${key}`)
        .filter((word) => !COMPOSED.has(part) && !sources.includes(`'${word}'`)),
    )
    expect(silent).toEqual([])
  })

  it('[FT6] write days and moments in UTC', () => {
    const at = Date.UTC(2026, 10, 3, 0, 5)
    const [english, urdu] = [fileWords('en'), fileWords('ur')]
    expect([english.day(at), english.moment(at)]).toEqual(['3 November 2026', '3 Nov 2026, 00:05'])
    expect([urdu.day(at), urdu.moment(at)]).toEqual(['3 نومبر، 2026', '3 نومبر، 2026، 00:05'])
  })

  it.each(LANGUAGES)('[FT6] keep what fills them from turning the words around (%s)', (language) => {
    const { say, list } = fileWords(language)
    const whole = say('said.completed', { name: 'Anna\u202e (باقر' })
    const open = Array.from(whole).filter((letter) => /[\u2066-\u2068]/u.test(letter)).length
    expect(whole).not.toMatch(/[\u202a-\u202e]/u)
    expect(Array.from(whole).filter((letter) => letter === '\u2069')).toHaveLength(open)
    expect(list(['Anna', 'باقر'])).toBe(language === 'en' ? 'Anna, \u2068باقر\u2069' : '\u2068Anna\u2069، باقر')
  })

  it('[FT6] count in each language', () => {
    const { say } = fileWords('en')
    expect([0, 1, 1_200].map((count) => say('counts.comments', { count }))).toEqual([
      '0 comments',
      '1 comment',
      '1,200 comments',
    ])
  })
})
