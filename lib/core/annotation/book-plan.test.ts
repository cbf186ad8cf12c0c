import { describe, expect, it } from 'vitest'
import { tagId } from '../base'
import { PIGMENTS, READY_CODEBOOKS, type Tag, codebookFault, planBook } from '.'

const tag = (name: string, at: number, more: Partial<Tag> = {}): Tag => ({
  id: tagId(name.replaceAll(' ', '-')),
  name,
  definition: 'It is.',
  example: '',
  pigment: PIGMENTS[at] ?? 'graphite',
  key: name.charAt(0),
  position: at,
  active: true,
  ...more,
})
const bookOf = (id: string) => {
  const book = READY_CODEBOOKS.find((one) => one.id === id)
  if (book === undefined) throw new Error(`no codebook ${id}`)
  return book
}

describe('adding a ready codebook to one that is there', () => {
  it('[CD7] leaves a tag of the same name as it is, and gives the others keys and pigments that are free', () => {
    const here = [tag('Realist', 0), tag('lively', 1), tag('constructivist', 2, { active: false, key: 'x' })]
    const steps = planBook(here, bookOf('ir-theory'))
    expect(steps.map(({ kind, name }) => [kind, name])).toEqual([
      ['there', 'realist'],
      ['added', 'liberal'],
      ['there', 'constructivist'],
      ['added', 'interdependence'],
    ])
    expect(steps[1]).toMatchObject({
      input: { key: 'i', active: true },
      was: { key: 'l', pigment: 'azurite' },
      keyOf: 'lively',
    })
    expect(steps[3]).toMatchObject({ input: { active: false }, isFull: false })
  })

  it('[CD7] makes a codebook without a fault, whatever is there', () => {
    for (const book of READY_CODEBOOKS) {
      for (const count of [0, 3, 8, 9, 10]) {
        const here: Tag[] = Array.from({ length: count }, (_, at) => tag(`${String(at)} old`, at))
        for (const step of planBook(here, book)) {
          if (step.kind !== 'added') continue
          expect([book.id, count, step.name, codebookFault(here, step.input)]).toEqual([
            book.id,
            count,
            step.name,
            undefined,
          ])
          here.push({ ...step.input, id: tagId(step.name.replaceAll(' ', '-')), position: here.length })
        }
      }
    }
  })

  it('[CD7] switches off what finds no pigment, leaves out what finds no place, and adds nothing twice', () => {
    const full = PIGMENTS.map((_, at) => tag(`${String(at)} old`, at))
    expect(planBook(full, bookOf('argument')).filter((step) => step.kind === 'added' && step.input.active)).toEqual([])
    const kept = Array.from({ length: 60 }, (_, at) => tag(`old ${String(at)}`, 0, { active: false }))
    expect(planBook(kept, bookOf('argument')).every(({ kind }) => kind === 'left')).toBe(true)
    const once = planBook([], bookOf('argument')).flatMap((step, at) =>
      step.kind === 'added' ? [{ ...step.input, id: tagId(step.name.replaceAll(' ', '-')), position: at }] : [],
    )
    expect(planBook(once, bookOf('argument')).every(({ kind }) => kind === 'there')).toBe(true)
  })
})
