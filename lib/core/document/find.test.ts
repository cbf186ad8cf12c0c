import { describe, expect, it } from 'vitest'
import { FOUND_MAX, finderIn } from './find'

const findWords = (text: string, words: string) => finderIn(text)(words)

const places = (text: string, words: string): readonly string[] =>
  findWords(text, words).map(({ start, end }) => text.slice(start, end))

describe('finding words', () => {
  it('[DO20] tells each place in order, none twice', () => {
    expect(findWords('aaaa', 'aa').map(({ start }) => start)).toEqual([0, 2])
    expect(places('Power and power.', 'POWER')).toEqual(['Power', 'power'])
    expect(findWords('power', '')).toEqual([])
    expect(findWords('power', '  ')).toEqual([])
    expect(findWords('power', 'powers')).toEqual([])
  })

  it('[DO20] answers every question about a text as it would the first', () => {
    const find = finderIn('Power and power.')
    expect(find('and')).toHaveLength(1)
    expect(find('POWER')).toEqual(findWords('Power and power.', 'POWER'))
    expect(find('')).toEqual([])
    expect(find('and')).toEqual(findWords('Power and power.', 'and'))
  })

  it('[DO21] takes accents, quotation marks, dashes and white space as equal, and keeps the text’s own offsets', () => {
    expect(places('the Résumé of it', 'resume')).toEqual(['Résumé'])
    expect(places('the “war on\n  terror” now', '"war on terror"')).toEqual(['“war on\n  terror”'])
    expect(places('Pak–Russian', 'pak-russian')).toEqual(['Pak–Russian'])
    expect(places('the ﬁnal 𝕋rade 😀 end', 'final trade 😀')).toEqual(['ﬁnal 𝕋rade 😀'])
    expect(places('e\u0301tat', 'etat')).toEqual(['e\u0301tat'])
  })

  it('[DO22] stops at a bound', () => {
    expect(findWords('a'.repeat(FOUND_MAX * 2), 'a')).toHaveLength(FOUND_MAX)
  })
})
