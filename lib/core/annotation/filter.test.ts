import { describe, expect, it } from 'vitest'
import { groupId, memberId, tagId } from '../base'
import { offset } from '../document'
import {
  AMINA,
  BILAL,
  LIBERAL,
  REALIST,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  reactionOf,
  taggingOf,
} from '../testing'
import {
  EVERY_NOTE,
  type LayerRecord,
  type NoteFilter,
  type RecordKey,
  disagreement,
  latestAt,
  noteMatcher,
  parseFilter,
  reactionKey,
  serializeFilter,
  showsEveryNote,
  sortNotes,
  taggingKey,
  threadsOf,
} from '.'

const CHEN = memberId('chen')
const NORTH = groupId('north')
const place = (start: number, end: number) => ({ start: offset(start), end: offset(end) })
const at = (local: string): RecordKey => annotationKey(AMINA, local)
const tags = (author: typeof CHEN, local: string, tag = REALIST, when = 1_000): [RecordKey, LayerRecord] => [
  taggingKey(author, at(local)),
  taggingOf(author, at(local), tag, when),
]

/** Four threads in the order of the text: plain, of one mind, contested, spoken of. */
const THREADS = threadsOf([
  [at('plain'), annotationOf(AMINA, 0, 6)],
  [at('agreed'), annotationOf(AMINA, 7, 11)],
  tags(AMINA, 'agreed'),
  tags(BILAL, 'agreed'),
  [at('split'), annotationOf(AMINA, 12, 17)],
  tags(AMINA, 'split'),
  tags(BILAL, 'split', LIBERAL, 9_000),
  [at('spoken'), annotationOf(AMINA, 18, 25)],
  [
    commentKey(CHEN),
    {
      ...commentOf(CHEN, at('spoken'), null, 'x', 5_000),
      body: {
        type: 'doc',
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'mention', attrs: { id: BILAL, label: 'Bilal' } },
              { type: 'text', text: ' asks for a Résumé' },
            ],
          },
        ],
      },
    },
  ],
  [reactionKey(CHEN, at('spoken'), 'resolved'), reactionOf(CHEN, at('spoken'), null, 'resolved')],
])

const shown = (filter: Partial<NoteFilter>, me = AMINA): readonly string[] => {
  const isShown = noteMatcher(
    { ...EVERY_NOTE, ...filter },
    {
      me,
      groupOf: (member) => (member === CHEN ? NORTH : null),
      isUnread: ({ key }) => key === at('plain'),
      roundOf: ({ key }) => (key === at('spoken') ? 2 : 1),
    },
  )
  return THREADS.filter(isShown).map(({ key }) => key.split('/')[2] ?? '')
}

describe('filters of notes', () => {
  it('[FI1] leave nothing out when nothing is asked', () => {
    expect(shown({})).toEqual(['plain', 'agreed', 'split', 'spoken'])
    expect(showsEveryNote(EVERY_NOTE)).toBe(true)
    expect(showsEveryNote({ ...EVERY_NOTE, text: '  ' })).toBe(true)
    expect(showsEveryNote({ ...EVERY_NOTE, state: 'open' })).toBe(false)
  })

  it.each<[string, Partial<NoteFilter>, readonly string[]]>([
    ['one tag', { tags: [LIBERAL] }, ['split']],
    ['either tag', { tags: [LIBERAL, REALIST] }, ['agreed', 'split']],
    ['no verdict', { tags: ['none'] }, ['plain', 'spoken']],
    ['no verdict or one tag', { tags: ['none', LIBERAL] }, ['plain', 'split', 'spoken']],
    ['a member', { members: [BILAL] }, ['agreed', 'split']],
    ['a group', { groups: [NORTH] }, ['spoken']],
    ['a member or a group', { members: [BILAL], groups: [NORTH] }, ['agreed', 'split', 'spoken']],
    ['unread', { marks: ['unread'] }, ['plain']],
    ['contested', { marks: ['contested'] }, ['split']],
    ['contested and unread', { marks: ['contested', 'unread'] }, []],
    ['open', { state: 'open' }, ['plain', 'agreed', 'split']],
    ['resolved', { state: 'resolved' }, ['spoken']],
    ['words of the passage', { text: 'SEEK' }, ['agreed']],
    ['words of a comment, without its accents', { text: 'resume' }, ['spoken']],
    ['the name in a mention', { text: '@bilal' }, ['spoken']],
    ['a tag by whom it was given', { tags: [REALIST], members: [BILAL] }, ['agreed']],
    ['a tag that the member did not give', { tags: [LIBERAL], members: [AMINA] }, []],
    ['a tag and words', { tags: [REALIST], text: 'power' }, ['split']],
  ])('[FI2] ask for %s', (_what, filter, expected) => {
    expect(shown(filter)).toEqual(expected)
  })

  it.each<[string, Partial<NoteFilter>, readonly string[]]>([
    ['a stretch of the text', { places: [place(11, 13)] }, ['split']],
    ['either of two stretches', { places: [place(0, 1), place(16, 19)] }, ['plain', 'split', 'spoken']],
    ['a stretch between two passages', { places: [place(6, 7)] }, []],
    ['verdicts set in a span', { times: [{ from: 9_000, until: 9_001 }] }, ['split']],
    ['a tag set in a span', { tags: [REALIST], times: [{ from: 9_000, until: 9_001 }] }, []],
    ['a round', { rounds: [2] }, ['spoken']],
    ['either round', { rounds: [1, 2], tags: [LIBERAL] }, ['split']],
  ])('[FI7] ask for %s', (_what, filter, expected) => {
    expect(shown(filter)).toEqual(expected)
  })

  it('[FI3] know whose notes are mine, and who speaks to me', () => {
    expect(shown({ marks: ['mine'] }, BILAL)).toEqual(['agreed', 'split'])
    expect(shown({ marks: ['mentions'] }, BILAL)).toEqual(['spoken'])
    expect(shown({ marks: ['mentions'] })).toEqual([])
  })

  it('[MN6] [FI3] take no mention, and nothing as new, of whom the member folded away', () => {
    const [spoken] = THREADS.slice(-1)
    if (spoken === undefined) throw new Error('no thread')
    const isMentioned = (muted: ReadonlySet<typeof CHEN>): boolean =>
      noteMatcher(
        { ...EVERY_NOTE, marks: ['mentions'] },
        { me: BILAL, groupOf: () => null, isUnread: () => false, muted },
      )(spoken)
    expect([isMentioned(new Set()), isMentioned(new Set([CHEN]))]).toEqual([true, false])
    expect(latestAt(spoken, BILAL)).toBe(5_000)
    expect(latestAt(spoken, BILAL, new Set([CHEN]))).toBe(1_000)
    expect(latestAt(spoken, BILAL, new Set([CHEN, AMINA]))).toBe(0)
  })

  it('[FI4] read back what they wrote into an address', () => {
    const filter: NoteFilter = {
      tags: ['none', REALIST],
      members: [AMINA, BILAL],
      groups: [NORTH],
      rounds: [2, 11],
      places: [place(0, 7), place(12, 90)],
      times: [{ from: 1_000, until: 61_000 }],
      marks: ['unread', 'contested'],
      state: 'resolved',
      text: 'a & b=ü',
    }
    for (const sort of ['place', 'time', 'disagreement'] as const) {
      const query = new URLSearchParams(serializeFilter(filter, sort).map(([name, value]) => [name, value])).toString()
      expect(parseFilter(new URLSearchParams(query))).toEqual({ filter, sort })
    }
    expect(serializeFilter(EVERY_NOTE, 'place')).toEqual([])
  })

  it('[FI4] pass over what is none of theirs', () => {
    const query =
      'round=0&round=x&in=9-9&in=9-3&in=a-b&when=1&when=5-2&tag=a%2Fb&tag=x&by=%00&is=odd&is=mine&is=mine&sort=size&q=&utm=1'
    expect(parseFilter(new URLSearchParams(query))).toEqual({
      filter: { ...EVERY_NOTE, tags: [tagId('x')], marks: ['mine'] },
      sort: 'place',
    })
  })
})

describe('orders of notes', () => {
  const order = (sort: 'place' | 'time' | 'disagreement'): readonly string[] =>
    sortNotes(THREADS, sort).map(({ key }) => key.split('/')[2] ?? '')

  it('[FI5] is the text, what was last said, or disagreement', () => {
    expect(sortNotes(THREADS, 'place')).toBe(THREADS)
    expect(order('time')).toEqual(['split', 'spoken', 'plain', 'agreed'])
    expect(order('disagreement')).toEqual(['split', 'agreed', 'plain', 'spoken'])
    expect(THREADS.map((thread) => latestAt(thread))).toEqual([1_000, 1_000, 9_000, 5_000])
    expect(THREADS.map((thread) => latestAt(thread, AMINA))).toEqual([0, 1_000, 9_000, 5_000])
  })

  it('[FI6] counts the pairs of verdicts that differ', () => {
    const of = (...given: readonly string[]): number =>
      disagreement({
        verdicts: given.map((tag, index) => ({
          ...taggingOf(AMINA, at('x'), tagId(tag)),
          key: taggingKey(memberId(`m${index}`), at('x')),
        })),
      })
    expect(of()).toBe(0)
    expect(of('r')).toBe(0)
    expect(of('r', 'r', 'r')).toBe(0)
    expect(of('r', 'l')).toBe(1)
    expect(of('r', 'r', 'l', 'l')).toBeCloseTo(4 / 6)
    expect(of('r', 'l', 'c')).toBe(1)
  })
})
