import { describe, expect, it } from 'vitest'
import { tagId } from '../base'
import { PIGMENTS, type Tag, type TagInput, TAGS_KEPT_MAX, TAGS_MAX, codebookFault, inLevels } from '.'

const tag = (name: string, more: Partial<Tag> = {}): Tag => ({
  id: tagId(name),
  name,
  definition: 'It is.',
  example: '',
  pigment: 'minium',
  key: name.charAt(0),
  position: 0,
  active: true,
  ...more,
})
const BOOK = [
  tag('realist'),
  tag('liberal', { pigment: 'azurite' }),
  tag('old', { pigment: 'woad', key: 'x', active: false }),
]
const input = (more: Partial<TagInput> = {}): TagInput => ({
  name: 'constructivist',
  definition: 'It is.',
  example: '',
  pigment: 'orpiment',
  key: 'c',
  active: true,
  ...more,
})

describe('a codebook', () => {
  it.each<[string, TagInput, string | undefined]>([
    ['a new tag', input(), undefined],
    ['a name that is there, in another case', input({ name: 'Realist' }), 'name'],
    ['the name of one that is switched off', input({ name: 'old' }), 'name'],
    ['a key that is there', input({ key: 'r' }), 'key'],
    ['a pigment that is there', input({ pigment: 'azurite' }), 'pigment'],
    ['key and pigment of one that is switched off', input({ key: 'x', pigment: 'woad' }), undefined],
    ['a switched-off one with a key that is there', input({ key: 'r', pigment: 'minium', active: false }), undefined],
  ])('[CD1] takes or refuses %s', (_what, given, fault) => {
    expect(codebookFault(BOOK, given)).toBe(fault)
  })

  it('[CD1] lets a tag keep its own, and refuses to switch one on beside its like', () => {
    expect(
      codebookFault(BOOK, input({ name: 'realist', key: 'r', pigment: 'minium' }), tagId('realist')),
    ).toBeUndefined()
    expect(codebookFault(BOOK, input({ name: 'old', key: 'r', pigment: 'woad' }), tagId('old'))).toBe('key')
  })

  it('[CD2] has as many tags as there are pigments, at most', () => {
    const full = PIGMENTS.map((pigment, at) => tag(`t${String(at)}`, { pigment, key: String(at) }))
    expect(full).toHaveLength(TAGS_MAX)
    expect(codebookFault(full, input())).toBe('full')
    expect(codebookFault(full, input({ pigment: 'minium', key: '0' }), tagId('t0'))).toBeUndefined()
    expect(codebookFault(full, input({ active: false }))).toBeUndefined()
    const kept = Array.from({ length: TAGS_KEPT_MAX }, (_, at) => tag(`o${String(at)}`, { active: false }))
    expect(codebookFault(kept, input())).toBe('kept')
    expect(codebookFault(kept, input({ name: 'o0' }), tagId('o0'))).toBeUndefined()
  })

  it('[CD3] has two levels', () => {
    const low = tag('defensive', { pigment: 'madder', parent: tagId('realist') })
    const gone = tag('gone', { active: false, heir: tagId('liberal') })
    const book = [...BOOK, low, gone]
    const below = (parent: string) => input({ parent: tagId(parent) })
    expect(codebookFault(book, below('liberal'))).toBeUndefined()
    expect(codebookFault(book, below('defensive'))).toBe('parent')
    expect(codebookFault(book, below('nowhere'))).toBe('parent')
    expect(codebookFault(book, below('gone'))).toBe('parent')
    const realist = { name: 'realist', key: 'r', pigment: 'minium' } as const
    expect(codebookFault(book, input({ ...realist, parent: tagId('liberal') }), tagId('realist'))).toBe('parent')
    expect(codebookFault(book, input({ ...realist, parent: tagId('realist') }), tagId('realist'))).toBe('parent')
    expect(inLevels(book).map(({ name }) => name)).toEqual(['realist', 'defensive', 'liberal', 'old', 'gone'])
  })
})
