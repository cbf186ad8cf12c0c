import { describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../base'
import { documentSchema } from '../document'
import { type TestLayer, testPaper } from './testing'
import { PDF_LAYOUT } from './layout'
import { typesetPaper } from './typst'
import { typstLabel, typstString } from './typst-text'

const PIECES = [
  ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)),
  '#',
  '#{',
  '#[',
  ']',
  '}',
  '$',
  '$x$',
  '```',
  '//',
  '/*',
  '*/',
  '\\',
  '\\"',
  '"',
  '\\u{41}',
  '#import',
  '@label',
  '<label>',
  '#panic("x")',
  '#read("/etc/passwd")',
  '= Heading',
  '- item',
  '+ item',
  '~',
  '---',
  'http://example.org',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u0007',
  '\u001b',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u200b',
  '\u200d',
  '\ufeff',
  '\ufffe',
  '\ud800',
  '\u{1f600}',
  'é',
  'e\u0301',
  '中',
  ' ',
  '  ',
  'word',
  'x'.repeat(200),
]

const randomText = (random: Random): string =>
  Array.from({ length: 1 + Math.floor(random() * 12) }, () => PIECES[Math.floor(random() * PIECES.length)] ?? '').join(
    '',
  )

/** What Typst reads from a literal (Typst reference, "Strings"). Throws where the text is not one whole literal. */
const readLiteral = (literal: string): string => {
  if (!/^"(?:[^"\\]|\\["\\]|\\u\{[0-9a-f]+\})*"$/u.test(literal)) throw new Error(`not one literal: ${literal}`)
  return literal
    .slice(1, -1)
    .replaceAll(/\\(?:u\{([0-9a-f]+)\}|(["\\]))/gu, (_, hex: string | undefined, plain: string | undefined) =>
      hex === undefined ? (plain ?? '') : String.fromCodePoint(Number.parseInt(hex, 16)),
    )
}

const expected = (text: string): string =>
  text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u200b]/gu, '')

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed + 1)

describe('Typst text', () => {
  it('[EX1] [EX2] gives one literal that says what was given', () => {
    for (const seed of SEEDS) {
      const text = randomText(seededRandom(seed))
      expect(readLiteral(typstString(text)).replaceAll('\u200b', ''), `seed ${seed}`).toBe(expected(text))
    }
  })

  it('[EX1] has the same code around the words, whatever the words', () => {
    const { nodes } = documentSchema
    const code = (text: string): string => {
      const document = nodes.doc.create(null, [
        nodes.heading.create({ level: 1, id: 't' }, [documentSchema.text(text)]),
        nodes.paragraph.create(null, [documentSchema.text(`a${text}b`)]),
        nodes.footnotes.create(null, [
          nodes.footnote.create({ id: 'fn-1', label: text }, [
            nodes.paragraph.create(null, [documentSchema.text(text)]),
          ]),
        ]),
      ])
      const write = (layer: TestLayer): void => {
        const key = layer.annotate(0, `a${text}b`)
        layer.tag(0, key, 'realist', text)
        layer.comment(1, key, `c ${text}`)
      }
      const paper = testPaper(document, write)
      const names = new Map([...paper.names.keys()].map((member) => [member, text]))
      const tags = paper.tags.map((tag) => ({ ...tag, name: text }))
      const typeset = typesetPaper({
        ...paper,
        layout: { ...PDF_LAYOUT, marginNotes: true },
        title: text,
        authors: [text],
        seminar: text,
        names,
        tags,
        layers: [{ id: paper.layers[0]?.id ?? failed(), name: text }],
      })
      // Where long words may break depends on the words: their pieces count as the one literal that they make up.
      const pieces = /\{(?:""|long\(""\))(?:;(?:""|long\(""\)))*\}/gu
      return typeset
        .whole(new Map())
        .replaceAll(/"(?:[^"\\]|\\.)*"/gu, '""')
        .replaceAll(pieces, '""')
        .replaceAll(pieces, '""')
    }
    const plain = code('word')
    for (const seed of SEEDS.slice(0, 120)) {
      // A comment's lines become its paragraphs, and a passage may not begin with white space: both are structure.
      const text = `w${expected(randomText(seededRandom(seed))).trim()}w`
      expect(code(text), `seed ${seed}: ${JSON.stringify(text)}`).toBe(plain)
    }
  })

  it('[EX3] takes direction controls out of names', () => {
    expect(readLiteral(typstLabel(' \u202eAnna\u2066\u200b '))).toBe('Anna\u200b')
    expect(readLiteral(typstString('\u202eAnna'))).toBe('\u202eAnna')
  })

  it('[EX4] prints what has no glyph as its code point', () => {
    const canShow = (codePoint: number): boolean => codePoint < 0x2000
    expect(readLiteral(typstString('a中\u{1f600}\u200db', canShow))).toBe('a[U+4E2D][U+1F600]\u200db')
  })

  it('[EX5] lets a word break that is too long for a line', () => {
    const runs = readLiteral(typstString('x'.repeat(100_000))).split('\u200b')
    expect(Math.max(...runs.map((run) => run.length))).toBeLessThanOrEqual(30)
    expect(readLiteral(typstString('an ordinary sentence of words'))).not.toContain('\u200b')
  })
})

const failed = (): never => {
  throw new Error('the test paper has a layer')
}
