import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  documentSchema,
  hashDocument,
  isSafeHref,
  parseDocument,
  renderHtml,
  serializeDocument,
} from './index'
import { documentOf } from './testing'

const paragraph = (...content: readonly unknown[]) => ({ type: 'doc', content: [{ type: 'paragraph', content }] })

describe('documents', () => {
  it('[DO1] reads what it wrote, and it is the same', () => {
    const document = documentOf('# T', 'One *two* three[1].', '> Quoted.', '1: A note.')
    const again = parseDocument(serializeDocument(document))
    expect(again.ok && again.value.eq(document)).toBe(true)
  })

  it.each([
    ['nothing', null],
    ['a text', 'doc'],
    ['an unknown node', { type: 'doc', content: [{ type: 'script' }] }],
    ['an unknown mark', paragraph({ type: 'text', text: 'a', marks: [{ type: 'blink' }] })],
    ['an empty document', { type: 'doc', content: [] }],
    ['a part of one', { type: 'paragraph' }],
    ['an empty text', paragraph({ type: 'text', text: '' })],
    ['a marker without a note', paragraph({ type: 'footnoteRef' })],
    ['a level that is no number', { type: 'doc', content: [{ type: 'heading', attrs: { level: '2', id: 'a' } }] }],
    ['notes before text', { type: 'doc', content: [{ type: 'footnotes', content: [] }, { type: 'paragraph' }] }],
    ['a role that is a number', { type: 'doc', content: [{ type: 'paragraph', attrs: { role: 3 } }] }],
  ])('[DO1] refuses %s', (_, json) => {
    expect(parseDocument(json).ok).toBe(false)
  })

  it.each([
    ['https://example.org/a?b=c#d', true],
    ['HTTP://example.org', true],
    ['mailto:a@b.org', true],
    ['doi:10.1000/182', true],
    ['javascript:alert(1)', false],
    [' JavaScript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['\u0001javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['vbscript:x', false],
    ['//example.org', false],
    ['/path', false],
    ['#part', false],
    ['', false],
  ])('[DO2] %j as the address of a link: %s', (href, isSafe) => {
    expect(isSafeHref(href)).toBe(isSafe)
    const json = paragraph({ type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href } }] })
    expect(parseDocument(json).ok).toBe(isSafe)
  })

  it('[DO3] hashes the content, not the order of keys', () => {
    const document = documentOf('# T', 'One.')
    const other = parseDocument({
      content: [
        { content: [{ text: 'T', type: 'text' }], attrs: { id: 'h0', level: 1 }, type: 'heading' },
        { attrs: { role: null }, type: 'paragraph', content: [{ type: 'text', text: 'One.' }] },
      ],
      type: 'doc',
    })
    expect(other.ok && hashDocument(other.value)).toBe(hashDocument(document))
    expect(hashDocument(document)).toMatch(/^[0-9a-f]{64}$/)
    expect(hashDocument(documentOf('# T', 'One!'))).not.toBe(hashDocument(document))
    expect(hashDocument(documentOf('# T', '*One.*'))).not.toBe(hashDocument(document))
  })

  it('[DO3] writes canonical JSON', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"x","d":null}]}',
    )
  })
})

describe('renderHtml', () => {
  it('[DO11] escapes all that comes from the paper', () => {
    const href = 'https://example.org/?a="b"&c=<d>'
    const link = documentSchema.text('<b>&"', [documentSchema.mark('link', { href })])
    const document = documentSchema.node('doc', null, [
      documentSchema.node('heading', { level: 1, id: '"><script>' }, [documentSchema.text('<script>')]),
      documentSchema.node('paragraph', null, [link]),
    ])
    expect(renderHtml(document)).toBe(
      '<h1 id="&quot;&gt;&lt;script&gt;">&lt;script&gt;</h1><p><a href="https://example.org/?a=&quot;b&quot;&amp;c=&lt;d&gt;" ' +
        'rel="noopener noreferrer" target="_blank">&lt;b&gt;&amp;"</a></p>',
    )
  })

  it('[DO11] binds markers and notes both ways', () => {
    expect(renderHtml(documentOf('One[1].', '1: A note.'))).toBe(
      '<p>One<sup class="ref" id="ref-fn-1"><a href="#fn-1" role="doc-noteref">1</a></sup>.</p>' +
        '<section class="footnotes" role="doc-endnotes"><div class="footnote" id="fn-1">' +
        '<a class="footnote-label" href="#ref-fn-1" role="doc-backlink">1</a>' +
        '<div class="footnote-body"><p>A note.</p></div></div></section>',
    )
  })

  it('[DO12] shares the elements of marks that go on', () => {
    const [em, strong] = [documentSchema.mark('em'), documentSchema.mark('strong')]
    const document = documentSchema.node('doc', null, [
      documentSchema.node('paragraph', null, [
        documentSchema.text('a', [em]),
        documentSchema.text('b', [em, strong]),
        documentSchema.text('c', [strong]),
        documentSchema.text('d'),
      ]),
    ])
    expect(renderHtml(document)).toBe('<p><em>a<strong>b</strong></em><strong>c</strong>d</p>')
  })
})
