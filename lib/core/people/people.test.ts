import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../base'
import { type RosterLine, dealt, delimiterOf, freshPseudonyms, groupsNeeded, leaning, nameKey, readRoster } from '.'

const lines = (...rows: readonly string[]): readonly RosterLine[] =>
  rows.map((row, at) => ({ line: at + 1, cells: row.split(';').map((cell) => cell.trim()) }))

describe('pseudonyms', () => {
  it('[PS1] [PS2] are two words each, and none that is taken', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const taken = freshPseudonyms([], 40, seededRandom(seed))
        const made = freshPseudonyms(
          taken.map((name) => name.toUpperCase()),
          count,
          seededRandom(seed),
        )
        expect(made.every((name) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name))).toBe(true)
        expect(new Set([...taken, ...made].map(nameKey)).size).toBe(taken.length + count)
      }),
      { numRuns: 30 },
    )
    expect(nameKey('  Ámber-HERON ')).toBe(nameKey('amber heron'))
  })

  it('[PS3] get numbers once all pairs are taken', () => {
    const all = freshPseudonyms([], 4_500, seededRandom(1))
    expect(new Set(all.map(nameKey)).size).toBe(4_500)
    expect(all.filter((name) => name.endsWith(' 2')).length).toBeGreaterThan(0)
  })
})

const people = fc
  .array(fc.constantFrom('here', 'wrote', ''), { maxLength: 80 })
  .map((kinds) => kinds.map((kind, id) => ({ id, kind })))

describe('dealing', () => {
  it('[GD1] [GD2] [GD3] deals everybody once, evenly, and each kind evenly', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 2, max: 9 }), fc.integer(), (class_, size, seed) => {
        const count = groupsNeeded(class_.length, size)
        const groups = dealt(class_, count, ({ kind }) => kind, seededRandom(seed))
        expect(groups).toHaveLength(count)
        expect(
          groups
            .flat()
            .map(({ id }) => id)
            .toSorted((a, b) => a - b),
        ).toEqual(class_.map(({ id }) => id))
        const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts)
        expect(spread(groups.map((group) => group.length))).toBeLessThanOrEqual(1)
        expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(size)
        for (const kind of ['here', 'wrote', '']) {
          expect(spread(groups.map((group) => group.filter((one) => one.kind === kind).length))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('[GD3] puts realists beside constructivists', () => {
    const class_ = [...Array.from({ length: 6 }, () => 'realist'), ...Array.from({ length: 6 }, () => 'constructivist')]
    for (const group of dealt(class_, 3, (kind) => kind, seededRandom(7))) {
      expect(group.toSorted()).toEqual(['constructivist', 'constructivist', 'realist', 'realist'])
    }
  })

  it('[GD4] finds what somebody leans to', () => {
    const order = ['realist', 'liberal']
    expect(leaning(new Map(), order)).toBe('')
    expect(leaning(new Map([['liberal', 3]]), order)).toBe('liberal')
    expect(
      leaning(
        new Map([
          ['liberal', 2],
          ['realist', 2],
        ]),
        order,
      ),
    ).toBe('realist')
  })
})

describe('rosters', () => {
  const leila = { name: 'Leila Haddad', email: 'leila@example.edu', group: 'Group A' }
  const taken = (...rows: readonly string[]) =>
    readRoster(lines(...rows)).entries.map(({ name, email, group }) => ({ name, email, group }))

  it('[RS1] [RS3] reads lines without titles, in either order', () => {
    expect(taken('Leila Haddad; Leila@Example.edu; Group A')).toEqual([leila])
    expect(taken('leila@example.edu; Leila Haddad; Group A')).toEqual([leila])
    expect(taken('Leila Haddad <leila@example.edu>')).toEqual([{ ...leila, group: '' }])
  })

  it('[RS2] reads titles in any order, and first and last names', () => {
    expect(taken('E-mail; Group; Name', 'leila@example.edu; Group A; Leila Haddad')).toEqual([leila])
    expect(taken('Nachname; Vorname; E-Mail-Adresse', 'Haddad; Leila; leila@example.edu')).toEqual([
      { ...leila, group: '' },
    ])
    expect(taken('Name; E-mail')).toEqual([])
  })

  it('[RS4] [RS5] names every line that cannot be taken', () => {
    const { entries, faults } = readRoster(
      lines(
        'Name; E-mail; Group',
        'Leila Haddad; leila@example.edu; Group A',
        '; nobody@example.edu; Group A',
        ';;',
        'Tomás Varga;; Group B',
        'Mei Tan; mei at example; Group B',
        'Leila H.; LEILA@example.edu; Group B',
        `${'x'.repeat(81)}; x@example.edu; Group A`,
        `Zara; zara@example.edu; ${'g'.repeat(41)}`,
      ),
    )
    expect(entries).toHaveLength(1)
    expect(faults.map(({ line, kind }) => [line, kind])).toEqual([
      [3, 'no-name'],
      [5, 'no-email'],
      [6, 'bad-email'],
      [7, 'twice'],
      [8, 'long-name'],
      [9, 'long-group'],
    ])
    expect(faults[3]).toMatchObject({ before: 2, text: 'Leila H., LEILA@example.edu, Group B' })
  })

  it('[RS6] keeps names as they were written and refuses what turns text round', () => {
    expect(taken('علی\u200cرضا; ali@example.edu').map(({ name }) => name)).toEqual(['علی\u200cرضا'])
    expect(readRoster(lines('Ev\u202ea; eva@example.edu')).faults.map(({ kind }) => kind)).toEqual(['odd'])
  })

  it('[RS1] finds what parts the cells', () => {
    expect(delimiterOf('Haddad, Leila\tleila@example.edu\nTan, Mei\tmei@example.edu')).toBe('\t')
    expect(delimiterOf('Haddad, Leila; leila@example.edu')).toBe(';')
    expect(delimiterOf('Leila, leila@example.edu\n\nMei, mei@example.edu')).toBe(',')
  })
})
