import { expect, test } from 'vitest'
import { parseFilter } from '../../lib/core/annotation'
import { roomLinks } from './room-links'

const filterOf = (href: string) => parseFilter(new URL(href, 'http://x').searchParams).filter

const link = roomLinks('/readings/sample', [
  ['round', '2'],
  ['group', 'a'],
  ['by', 'ann'],
  ['tag', 'realist'],
])

test('[FI7] a part keeps what the page asks for and it does not say itself', () => {
  expect(link({})).toBe('/readings/sample?tag=realist&by=ann&group=a&round=2')
  expect(filterOf(link({ tags: ['liberal'] }))).toMatchObject({
    tags: ['liberal'],
    members: ['ann'],
    groups: ['a'],
    rounds: [2],
  })
})

test('[FI7] whom a mark stands for are in the place of whom the page asks for', () => {
  expect(filterOf(link({ groups: ['b'] }))).toMatchObject({ members: [], groups: ['b'], tags: ['realist'] })
  expect(filterOf(link({ by: ['ben'] }))).toMatchObject({ members: ['ben'], groups: [] })
  expect(filterOf(link({ rounds: [1, 3] }))).toMatchObject({ rounds: [1, 3] })
})

test('[FI7] places, times and where to go are read back as they were', () => {
  const href = link({
    places: [
      { start: 4, end: 9 },
      { start: 20, end: 31 },
    ],
    times: [{ from: 60_000, until: 120_000 }],
    hash: 'p=4-9',
  })
  expect(filterOf(href)).toMatchObject({
    places: [
      { start: 4, end: 9 },
      { start: 20, end: 31 },
    ],
    times: [{ from: 60_000, until: 120_000 }],
  })
  expect(href.endsWith('#p=4-9')).toBe(true)
})

test('what an address cannot hold is left out, and the rest still leads there', () => {
  const many = Array.from({ length: 150 }, (_, at) => ({ start: at * 10, end: at * 10 + 5 }))
  const href = link({ places: many, by: many.map(({ start }) => `m${start}`), tags: ['liberal'] })
  expect(filterOf(href)).toMatchObject({ places: [], members: [], groups: [], tags: ['liberal'] })
  expect(href.length).toBeLessThan(200)
})
