import { describe, expect, it } from 'vitest'
import { memberId } from '../base'
import { AMINA, BILAL, annotationKey, annotationOf, commentKey, commentOf, reactionOf, taggingOf } from '../testing'
import {
  COMMENT_MAX_CHARS,
  bodyOf,
  bodyText,
  commentBodySchema,
  keepable,
  mentionsOf,
  parseRecordKey,
  reactionKey,
  recordKey,
  recordSchema,
  taggingKey,
} from '.'

const A = annotationKey(AMINA)
const paragraph = (...content: readonly unknown[]) => ({ type: 'paragraph', content })
const text = (words: string, ...marks: readonly unknown[]) => ({
  type: 'text',
  text: words,
  ...(marks.length === 0 ? {} : { marks }),
})
const link = (href: string) => ({ type: 'link', attrs: { href } })
const doc = (...content: readonly unknown[]) => ({ type: 'doc', content })

describe('keys', () => {
  it('[KE1] reads what it makes', () => {
    expect(parseRecordKey(recordKey('comment', AMINA, 'c-1_x.y'))).toEqual({
      kind: 'comment',
      owner: AMINA,
      local: 'c-1_x.y',
    })
  })

  it.each([
    '',
    'annotation',
    'annotation/amina',
    'annotation/amina/',
    'annotation//x',
    'annotation/amina/x/y',
    'note/amina/x',
    'annotation/amina/x y',
    'annotation/amina/ü',
    'annotation/a.b/x',
    `annotation/amina/${'x'.repeat(65)}`,
    `annotation/${'x'.repeat(65)}/x`,
  ])('[KE1] finds no key in "%s"', (key) => {
    expect(parseRecordKey(key)).toBeUndefined()
  })

  it('[KE1] makes none of what cannot stand in one', () => {
    expect(() => recordKey('annotation', AMINA, 'a/b')).toThrow()
    expect(() => recordKey('annotation', AMINA, '')).toThrow()
  })

  it('[KE2] follows from owner and annotation, and fits the longest', () => {
    const longest = recordKey('annotation', memberId('m'.repeat(64)), 'x'.repeat(64))
    expect(parseRecordKey(taggingKey(BILAL, longest))).toMatchObject({ kind: 'tagging', owner: BILAL })
    expect(taggingKey(BILAL, annotationKey(AMINA, 'x.y'))).not.toBe(taggingKey(BILAL, annotationKey(BILAL, 'x.y')))
    expect(() => taggingKey(BILAL, commentKey(AMINA))).toThrow()
  })
})

describe('keys of reactions', () => {
  it('[KE3] follow from owner, target and word, and fit the longest', () => {
    const longest = recordKey('annotation', memberId('m'.repeat(64)), 'x'.repeat(64))
    expect(parseRecordKey(reactionKey(BILAL, longest, 'question'))).toMatchObject({ kind: 'reaction', owner: BILAL })
    const same = recordKey('comment', AMINA, 'a1')
    expect(reactionKey(BILAL, A, 'agree')).not.toBe(reactionKey(BILAL, same, 'agree'))
    expect(reactionKey(BILAL, A, 'agree')).not.toBe(reactionKey(BILAL, A, 'question'))
    expect(reactionKey(BILAL, A, 'resolved')).toBe(reactionKey(BILAL, A, 'reopened'))
    expect(() => reactionKey(BILAL, taggingKey(BILAL, A), 'agree')).toThrow()
  })
})

describe('records', () => {
  it('[RE1] takes the records of every kind', () => {
    for (const record of [
      annotationOf(AMINA),
      { ...annotationOf(AMINA), editedAt: 1, removedAt: 2 },
      taggingOf(AMINA, A),
      { ...taggingOf(AMINA, A), rationale: 'power' },
      commentOf(AMINA, A),
      commentOf(AMINA, A, commentKey(BILAL)),
      { ...commentOf(AMINA, A), body: null, removedAt: 3 },
      reactionOf(AMINA, A),
      reactionOf(AMINA, A, commentKey(BILAL), 'evidence'),
      { ...reactionOf(AMINA, A, null, 'resolved'), editedAt: 2 },
    ]) {
      expect(recordSchema.parse(record)).toEqual(record)
    }
  })

  it.each<[string, string, unknown]>([
    ['RE1', 'another version', { ...annotationOf(AMINA), v: 2 }],
    ['RE1', 'another kind', { ...annotationOf(AMINA), kind: 'grade' }],
    ['RE1', 'no author', { ...annotationOf(AMINA), author: undefined }],
    ['RE1', 'an author that is no id', { ...annotationOf(AMINA), author: 'a/b' }],
    ['RE1', 'a member too many', { ...taggingOf(AMINA, A), colour: 'red' }],
    ['RE1', 'a time that is no whole number', { ...taggingOf(AMINA, A), at: 1.5 }],
    ['RE1', 'a time before 1970', { ...taggingOf(AMINA, A), at: -1 }],
    ['RE1', 'an empty rationale', { ...taggingOf(AMINA, A), rationale: '' }],
    ['RE1', 'a rationale that is too long', { ...taggingOf(AMINA, A), rationale: 'x'.repeat(2_001) }],
    ['RE1', 'a list', []],
    ['RE1', 'nothing', undefined],
    ['RE2', 'a quote that is too short', anchored({ exact: 'States' })],
    ['RE2', 'an empty quote', anchored({ exact: '', end: 0 })],
    ['RE2', 'offsets the wrong way round', anchored({ start: 17, end: 0 })],
    ['RE2', 'a prefix that is too long', anchored({ prefix: 'x'.repeat(33) })],
    ['RE3', 'a verdict on a comment', { ...taggingOf(AMINA, A), annotation: commentKey(BILAL) }],
    ['RE3', 'an answer to an annotation', { ...commentOf(AMINA, A), parent: A }],
    ['RE3', 'a comment without a place', { ...commentOf(AMINA, A), parent: undefined }],
    ['RE3', 'a reaction to a verdict', { ...reactionOf(AMINA, A), comment: taggingKey(AMINA, A) }],
    ['RE6', 'a comment that is resolved', reactionOf(AMINA, A, commentKey(BILAL), 'resolved')],
    ['RE1', 'a reaction of another kind', { ...reactionOf(AMINA, A), reaction: 'love' }],
    ['RE4', 'no body', { ...commentOf(AMINA, A), body: null }],
    ['RE4', 'a body after removal', { ...commentOf(AMINA, A), removedAt: 5 }],
    ['RE5', 'U+0000 in a rationale', { ...taggingOf(AMINA, A), rationale: 'po\0wer' }],
    ['RE5', 'half a pair in a rationale', { ...taggingOf(AMINA, A), rationale: 'power \uD83D' }],
    ['RE5', 'U+0000 in a quote', anchored({ exact: '\0'.repeat(annotationOf(AMINA).anchor.exact.length) })],
    ['RE5', 'half a pair before a quote', anchored({ prefix: '\uDE00' })],
    ['RE5', 'U+0000 after a quote', anchored({ suffix: '\0' })],
    ['RE5', 'half a pair in a comment', { ...commentOf(AMINA, A), body: bodyOf('a\uDE00b') }],
    ['RE5', 'U+0000 in a link', { ...commentOf(AMINA, A), body: doc(paragraph(text('x', link('https://a.org/\0')))) }],
  ])('[%s] refuses %s', (_rule, _what, record) => {
    expect(recordSchema.safeParse(record).success).toBe(false)
  })

  it('[RE5] takes out what no database keeps, and no more', () => {
    expect(keepable('a\0b\uD83Dc\uDE00 😀\uDE00 \u0001é')).toBe('abc 😀 \u0001é')
    const record = { ...taggingOf(AMINA, A), rationale: keepable('\uDE00😀\0') }
    expect(recordSchema.parse(record)).toEqual({ ...record, rationale: '😀' })
  })
})

describe('bodies', () => {
  it('[BO1] [BO3] takes paragraphs, lists and marks, and gives their lines', () => {
    const body = commentBodySchema.parse(
      doc(
        paragraph(
          text('So '),
          text('it is', { type: 'bold' }, { type: 'italic' }),
          text('.', link('https://example.org')),
        ),
        { type: 'paragraph' },
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [paragraph(text('one')), paragraph(text('two'))] }],
        },
        { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('three'))] }] },
      ),
    )
    expect(bodyText(body)).toBe('So it is.\n\none\ntwo\nthree')
  })

  it('[BO1] [BO3] [BO4] takes quotations and mentions, and tells whom the words speak to', () => {
    const to = (id: string, label: string) => ({ type: 'mention', attrs: { id, label } })
    const body = commentBodySchema.parse(
      doc(
        { type: 'blockquote', content: [paragraph(text('States seek power'))] },
        paragraph(to(BILAL, 'Bilal Ahmed'), text(' and '), to(AMINA, 'Amina'), text(', '), to(BILAL, 'Bilal Ahmed')),
      ),
    )
    expect(bodyText(body)).toBe('States seek power\n@Bilal Ahmed and @Amina, @Bilal Ahmed')
    expect(mentionsOf(body)).toEqual([BILAL, AMINA])
  })

  it('[BO3] makes a body of plain lines', () => {
    expect(bodyText(bodyOf('one\n\n  \ntwo'))).toBe('one\ntwo')
    expect(commentBodySchema.parse(bodyOf('one'))).toEqual(doc(paragraph(text('one'))))
  })

  it.each<[string, string, unknown]>([
    ['BO1', 'nothing', doc()],
    ['BO1', 'white space alone', doc(paragraph(text(' \n ')))],
    ['BO1', 'an empty text', doc(paragraph(text('')))],
    ['BO1', 'too many characters', bodyOf('x'.repeat(COMMENT_MAX_CHARS + 1))],
    ['BO1', 'too many characters in two paragraphs', bodyOf(`${'x'.repeat(COMMENT_MAX_CHARS)}\nx`)],
    ['BO1', 'a heading', doc({ type: 'heading', content: [text('x')] })],
    ['BO1', 'an image', doc(paragraph({ type: 'image', attrs: { src: 'https://example.org/x.png' } }))],
    ['BO1', 'a list in a list', doc(listOf(listOf(paragraph(text('x')))))],
    ['BO1', 'a mark of another kind', doc(paragraph(text('x', { type: 'code' })))],
    ['BO1', 'a member too many', doc({ ...paragraph(text('x')), attrs: { onclick: 'x' } })],
    ['BO1', 'a mention of no member', doc(paragraph({ type: 'mention', attrs: { id: 'a/b', label: 'x' } }))],
    [
      'BO1',
      'a quotation in a quotation',
      doc({ type: 'blockquote', content: [{ type: 'blockquote', content: [paragraph(text('x'))] }] }),
    ],
    ['BO2', 'a link that runs a script', doc(paragraph(text('x', link('javascript:alert(1)'))))],
    ['BO2', 'a link with data', doc(paragraph(text('x', link('data:text/html,x'))))],
    ['BO2', 'a link within', doc(paragraph(text('x', link('/etc'))))],
  ])('[%s] refuses %s', (_rule, _what, body) => {
    expect(commentBodySchema.safeParse(body).success).toBe(false)
  })
})

function listOf(...content: readonly unknown[]): unknown {
  return { type: 'bulletList', content: [{ type: 'listItem', content }] }
}

function anchored(anchor: object): unknown {
  return { ...annotationOf(AMINA), anchor: { ...annotationOf(AMINA).anchor, ...anchor } }
}
