import { describe, expect, it } from 'vitest'
import { type Mentionable, matching } from './mentioning'

const person = (name: string): Mentionable => ({ id: name, name, colour: 1 })
const PEOPLE = ['Amina Rahman', 'Tomás Varga', 'Mei Tan', 'Åsa Öberg'].map(person)
const names = (query: string): readonly string[] => matching(PEOPLE, query).map(({ name }) => name)

describe('names on offer', () => {
  it('[MG1] begin with what was written, or a part of them does', () => {
    expect(names('')).toEqual(PEOPLE.map(({ name }) => name))
    expect(names('am')).toEqual(['Amina Rahman'])
    expect(names('ta')).toEqual(['Mei Tan'])
    expect(names('mei t')).toEqual(['Mei Tan'])
    expect(names('mina')).toEqual([])
  })

  it('[MG1] are found without accents and in any case', () => {
    expect(names('TOMAS')).toEqual(['Tomás Varga'])
    expect(names('oberg')).toEqual(['Åsa Öberg'])
  })

  it('[MG1] are six at most', () => {
    expect(
      matching(
        Array.from({ length: 30 }, (_, at) => person(`Ann ${String(at)}`)),
        'ann',
      ),
    ).toHaveLength(6)
  })
})
