import { describe, expect, it } from 'vitest'
import { seededRandom } from '../base'
import { TextIndex, codePointAt, offset, outline, pos, sectionAt, sentences } from './index'
import { documentOf } from './testing'

describe('TextIndex', () => {
  const document = documentOf('# T', 'One[1] *two*[2] 😀', '> Quoted', '', '1: First', '2: *Second*')
  const index = new TextIndex(document)

  it('[DO4] joins the textblocks, the notes last, and leaves markers out', () => {
    expect(index.text).toBe('T\nOne two 😀\nQuoted\n\nFirst\nSecond')
    expect(index.bodyText).toBe('T\nOne two 😀\nQuoted\n')
    expect(index.blocks.map((block) => block.footnote)).toEqual([null, null, null, null, 'fn-1', 'fn-2'])
    expect(new TextIndex(documentOf('One', 'two')).bodyText).toBe('One\ntwo')
  })

  it('[DO5] goes from offset to position and back', () => {
    for (let at = 0; at <= index.text.length; at += 1) {
      for (const side of ['start', 'end'] as const) {
        expect(index.offsetAt(index.posAt(offset(at), side)), `${at} ${side}`).toBe(at)
      }
    }
  })

  it('[DO5] gives positions between which the document has the very text', () => {
    const random = seededRandom(7)
    for (let nth = 0; nth < 300; nth += 1) {
      const from = Math.floor(random() * index.text.length)
      const to = from + 1 + Math.floor(random() * (index.text.length - from))
      const start = index.posAt(offset(from), 'start')
      const end = index.posAt(offset(to), 'end')
      // A range of nothing but the separator is empty in the document.
      const text = start < end ? document.textBetween(start, end, '\n') : ''
      expect(text.replaceAll('\n', '')).toBe(index.text.slice(from, to).replaceAll('\n', ''))
    }
  })

  it('[DO6] leaves a marker outside at both ends', () => {
    const at = index.text.indexOf(' two')
    const [before, after] = [index.posAt(offset(at), 'end'), index.posAt(offset(at), 'start')]
    expect(after - before).toBe(1)
    expect(document.nodeAt(before)?.type.name).toBe('footnoteRef')
    expect(index.offsetAt(pos(before))).toBe(at)
  })

  it('[DO7] throws outside the text, and takes a place between blocks as the end of the one before', () => {
    expect(() => index.posAt(offset(index.text.length + 1), 'end')).toThrow('outside')
    expect(() => offset(-1)).toThrow()
    expect(() => pos(1.5)).toThrow()
    expect(index.offsetAt(pos(0))).toBe(0)
    expect(index.offsetAt(pos(2))).toBe(1)
    expect(index.offsetAt(pos(document.content.size))).toBe(index.text.length)
  })

  it('[DO8] counts code points', () => {
    const at = index.text.indexOf('😀')
    expect(codePointAt(index.text, offset(at))).toBe(at)
    expect(codePointAt(index.text, offset(at + 1))).toBe(at + 1)
    expect(codePointAt(index.text, offset(at + 2))).toBe(at + 1)
    expect(codePointAt(index.text, offset(index.text.length))).toBe(Array.from(index.text).length)
  })
})

describe('outline', () => {
  const document = documentOf('Before', '# T', 'One[1]', '## A', 'Two', '1: Note')
  const index = new TextIndex(document)
  const sections = outline(document, index)

  it('[DO9] covers the body from the first heading on', () => {
    expect(sections.map(({ level, title, start, end }) => [level, title, index.text.slice(start, end)])).toEqual([
      [1, 'T', 'T\nOne\n'],
      [2, 'A', 'A\nTwo'],
    ])
  })

  it('[DO9] finds the section of an offset', () => {
    expect(sectionAt(sections, offset(0))).toBeUndefined()
    expect(sectionAt(sections, offset(index.text.indexOf('One')))?.title).toBe('T')
    expect(sectionAt(sections, offset(index.text.indexOf('Two')))?.title).toBe('A')
    expect(sectionAt(sections, offset(index.text.indexOf('Note')))).toBeUndefined()
  })
})

describe('sentences', () => {
  const cut = (...lines: readonly string[]): readonly string[] => {
    const index = new TextIndex(documentOf(...lines))
    return sentences(index).map(({ start, end }) => index.text.slice(start, end))
  }

  it.each([
    ['One. Two! Three? Four… Five.', ['One.', 'Two!', 'Three?', 'Four…', 'Five.']],
    ['He said "Stop." Then he went.', ['He said "Stop."', 'Then he went.']],
    ['Mr. Putin met Gen. Kayani. They spoke.', ['Mr. Putin met Gen. Kayani.', 'They spoke.']],
    [
      'K. Alan Kronstadt wrote, vol. 20, no. 2. It is long.',
      ['K. Alan Kronstadt wrote, vol. 20, no. 2.', 'It is long.'],
    ],
    ['The U.S. Congress met. It voted.', ['The U.S. Congress met.', 'It voted.']],
    ['It cost $1.2 billion. 2014 came.', ['It cost $1.2 billion.', '2014 came.']],
    ['One[1]. Two.[2] Three.', ['One.', 'Two.', 'Three.']],
    ['no stop at the end', ['no stop at the end']],
  ])('[DO10] cuts %j', (text, expected) => {
    expect(cut(text, '1: A note', '2: A note').slice(0, expected.length)).toEqual(expected)
  })

  it('[DO10] never goes over the end of a block, and passes over empty ones', () => {
    expect(cut('# A title', 'One', '', 'Two.')).toEqual(['A title', 'One', 'Two.'])
  })
})
