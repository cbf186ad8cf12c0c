import { describe, expect, it } from 'vitest'
import { TextIndex, documentSchema, offset } from '../../core/document'
import { trimPassage } from './selection'

const documentOf = (...paragraphs: string[]) =>
  new TextIndex(
    documentSchema.nodeFromJSON({
      type: 'doc',
      content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
    }),
  )

describe('selected passage', () => {
  it('[PV3] loses the white space at its ends, the ends of blocks included', () => {
    const index = documentOf('One claim. ', 'Another claim.')
    const passage = trimPassage(index, offset(3), offset(19))
    expect(passage && index.text.slice(passage.start, passage.end)).toBe('claim. \nAnother')
    expect(trimPassage(index, offset(0), offset(12))).toEqual({ start: 0, end: 10 })
  })
  it('[PV3] is none where only white space is selected', () => {
    expect(trimPassage(documentOf('One ', 'Two'), offset(3), offset(5))).toBeUndefined()
  })
  it('[PV3] is none where it is longer than an annotation may be', () => {
    const index = documentOf('x'.repeat(20_001))
    expect(trimPassage(index, offset(0), offset(20_001))).toBeUndefined()
    expect(trimPassage(index, offset(0), offset(20_000))).toEqual({ start: 0, end: 20_000 })
  })
})
