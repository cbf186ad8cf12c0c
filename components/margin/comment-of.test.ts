import { describe, expect, it } from 'vitest'
import { COMMENT_MAX_CHARS, type CommentBody, bodyOf } from '@/lib/core/annotation'
import { commentOf, plainTextOf, writtenOf } from './comment-of'

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })

describe('commentOf', () => {
  it('[MA20] keeps words, marks, lists and the address of a link, and nothing else', () => {
    const body = commentOf({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { textAlign: null },
          content: [
            { type: 'text', text: 'see ', marks: [{ type: 'bold' }] },
            {
              type: 'text',
              text: 'here',
              marks: [{ type: 'link', attrs: { href: 'https://a.example', target: '_blank', class: null } }],
            },
          ],
        },
        { type: 'orderedList', attrs: { start: 1 }, content: [{ type: 'listItem', content: [paragraph('one')] }] },
      ],
    })
    expect(body).toEqual({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'see ', marks: [{ type: 'bold' }] },
            { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href: 'https://a.example' } }] },
          ],
        },
        { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph('one')] }] },
      ],
    })
  })

  it('[MA21] leaves empty paragraphs out at both ends and keeps them between', () => {
    const blank = { type: 'paragraph' }
    const body = commentOf({ type: 'doc', content: [blank, paragraph('a'), blank, paragraph('b'), blank] })
    expect(body?.content).toEqual([paragraph('a'), blank, paragraph('b')])
  })

  it('[MA22] gives nothing for an empty comment, one of white space, and one that is too long', () => {
    expect(commentOf({ type: 'doc', content: [{ type: 'paragraph' }] })).toBeUndefined()
    expect(commentOf({ type: 'doc', content: [paragraph('  ')] })).toBeUndefined()
    expect(commentOf({ type: 'doc', content: [paragraph('x'.repeat(COMMENT_MAX_CHARS + 1))] })).toBeUndefined()
    expect(commentOf(null)).toBeUndefined()
  })

  it('[MA23] refuses a link that could run a script', () => {
    const text = { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }
    expect(commentOf({ type: 'doc', content: [{ type: 'paragraph', content: [text] }] })).toBeUndefined()
  })

  it('[MA24] leaves out characters that no database keeps, and texts of nothing else', () => {
    const body = commentOf({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: '\0' },
            { type: 'text', text: 'a\0b\uD83D 😀' },
          ],
        },
        paragraph('\uDE00'),
      ],
    })
    expect(body?.content).toEqual([paragraph('ab 😀')])
  })
})

const rich: CommentBody = {
  type: 'doc',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'it is', marks: [{ type: 'bold' }] }] },
    {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'one' }] }] }],
    },
  ],
}

describe('writtenOf', () => {
  it('[MA25] keeps every line that was typed, the last empty one too', () => {
    const written = writtenOf(undefined, 'one\n\ntwo\n')
    const blank = { type: 'paragraph' }
    expect(written.content.content).toEqual([paragraph('one'), blank, paragraph('two'), blank])
    expect(written.text).toBe('one\n\ntwo\n')
    expect(commentOf(written.content)).toEqual({ type: 'doc', content: [paragraph('one'), blank, paragraph('two')] })
  })

  it('[MA26] puts what was typed after what was there, whose marks stay', () => {
    expect(commentOf(writtenOf(rich, '').content)).toEqual(rich)
    const written = writtenOf(rich, 'and more')
    expect(written.text).toBe('it is\none\nand more')
    expect(commentOf(written.content)?.content).toEqual([...rich.content, paragraph('and more')])
  })

  it('[MA27] gives the text of plain words alone', () => {
    expect(plainTextOf(bodyOf('one\ntwo'))).toBe('one\ntwo')
    expect(plainTextOf(rich)).toBeUndefined()
    expect(plainTextOf(undefined)).toBeUndefined()
  })
})
