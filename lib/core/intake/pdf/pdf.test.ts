import { describe, expect, it } from 'vitest'
import { piecesOf } from './places'
import { intakePdf } from './intake-pdf'
import { lines, page, pdf, readPages } from './testing'

/** Sixty letters: a line of text as wide as the column. */
const full = (word: string): string => `${word} `.repeat(20).slice(0, 59).trimEnd().padEnd(60, 'x')

describe('the pages of a PDF', () => {
  it('[PF1] refuses a scan with a sentence', () => {
    const result = intakePdf(pdf(page(), page({ x: 10, y: 10, text: '2' })))
    expect(result).toMatchObject({ ok: false, reason: { code: 'no-text' } })
  })

  it('[PF2] takes ligatures apart and puts accents on their letters', () => {
    const one = page(...lines(40, 500, [full('the'), 'ofﬁce cafe´done and so it goes on and ends here.']))
    const glyphs = one.glyphs.map((glyph, at) => {
      const before = one.glyphs[at - 1]
      // The accent stands over the letter before it, as older files paint it.
      return glyph.text === '´' && before !== undefined ? { ...glyph, left: before.left, right: before.right } : glyph
    })
    const { index } = readPages(pdf({ ...one, glyphs }))
    expect(index.text).toContain('office café done')
  })

  it('[PF4] reads two columns one after the other, below a line that goes over both', () => {
    const left = Array.from({ length: 12 }, (_, nth) => `left${nth} aaaa bbbb cccc dddd eee`)
    const right = Array.from({ length: 12 }, (_, nth) => `right${nth} aaa bbbb cccc dddd ee`)
    const { index } = readPages(
      pdf(
        page(
          { x: 40, y: 560, text: 'A title that goes over both of the columns', size: 14 },
          ...left.flatMap((text, nth) => [
            { x: 40, y: 520 - nth * 12, text },
            { x: 215, y: 520 - nth * 12, text: right[nth] ?? '' },
          ]),
        ),
      ),
    )
    const found = index.text.match(/(?:left|right)\d+|title/g)
    expect(found).toEqual(['title', ...left.map((_, nth) => `left${nth}`), ...right.map((_, nth) => `right${nth}`)])
  })

  it('[PF4] knows a column whose lines were pulled wide, word from word', () => {
    const wide = (x: number, y: number, word: string) =>
      [0, 1, 2, 3].map((nth) => ({ x: x + nth * 40, y, text: nth === 0 ? word : 'aaaaaa' }))
    const rows = Array.from({ length: 12 }, (_, nth) => nth)
    const { index } = readPages(
      pdf(
        page(
          ...rows.flatMap((nth) => [
            ...wide(40, 500 - nth * 12, `left${nth}`),
            ...wide(215, 500 - nth * 12, `right${nth}`),
          ]),
        ),
      ),
    )
    expect(index.text.match(/(?:left|right)\d+/g)).toEqual([
      ...rows.map((nth) => `left${nth}`),
      ...rows.map((nth) => `right${nth}`),
    ])
  })

  it('[PF6][PF8] binds notes at the foot of a page, and one that goes on at the next', () => {
    const first = page(
      ...lines(40, 500, [full('one'), 'and here is the claim.^1^ It goes on with more words^2^ now']),
      ...lines(40, 100, ['^1^ Smith, A Book (2001).', '^2^ Jones says in her article that the'], { size: 8 }),
    )
    const second = page(
      ...lines(40, 500, [full('two'), 'the end of the paragraph comes here.']),
      ...lines(40, 100, ['matter is settled, in her view (1999).', '^3^ Nobody.'], { size: 8 }),
    )
    const { blocks } = readPages(pdf(first, second))
    expect(blocks.filter((block) => block.startsWith('note'))).toEqual([
      'note 1: Smith, A Book (2001).',
      'note 2: Jones says in her article that the matter is settled, in her view (1999).',
      'note 3: Nobody.',
    ])
    expect(blocks[0]).toContain('claim.[1] It goes on with more words[2] now two')
  })

  it('[PF8] knows a note whose number stands close to its first word, and no word with a number', () => {
    const { blocks } = readPages(
      pdf(
        page(
          ...lines(40, 500, [full('one'), 'and here is the claim.^1^ It goes on with more words^3^ now']),
          ...lines(40, 100, ['1Smith, A Book (2001), on what is now called', '3D printing.', '3Nobody.'], { size: 8 }),
        ),
      ),
    )
    expect(blocks.filter((block) => block.startsWith('note'))).toEqual([
      expect.stringContaining('Smith, A Book (2001), on what is now called 3D printing.'),
      expect.stringContaining('Nobody.'),
    ])
  })

  it('[PF7] leaves out page numbers and running heads, with one warning each', () => {
    const pages = ['alpha', 'beta', 'gamma', 'delta'].map((word, number) =>
      page(
        { x: 40, y: 580, text: `Journal of Things ${number + 20}` },
        ...lines(40, 500, [full(word), `${word} ends here, as a paragraph does.`]),
        { x: 200, y: 20, text: String(number + 1) },
      ),
    )
    const { index, warnings } = readPages(pdf(...pages))
    expect(index.text).not.toMatch(/Journal|\n\d/)
    expect(warnings.map(({ code }) => code).toSorted()).toEqual(['no-title', 'page-number', 'running-head'])
  })

  it('[PF7] keeps notes that are the same but for their numbers, and the end of a note', () => {
    const words = ['alpha', 'beta', 'gamma', 'delta']
    const pages = words.map((word, number) =>
      page(
        ...lines(40, 500, [full(word), `${word} ends here.^${number * number + 3}^ It goes on.`]),
        ...lines(40, 100, [`${number * number + 3} Ibid.`], { size: 8 }),
      ),
    )
    const { blocks, warnings } = readPages(pdf(...pages))
    expect(blocks.filter((block) => block.startsWith('note'))).toHaveLength(4)
    expect(warnings.map(({ code }) => code)).not.toContain('running-head')
    const ends = words.map((word, number) =>
      page(
        ...lines(40, 500, [full(word), `${word} ends here.^${number + 1}^ It goes on.`]),
        ...lines(
          40,
          100,
          [`^${number + 1}^ Smith, A Book (2001),`, `${number * number + 34}–${number * number + 40}.`],
          { size: 8 },
        ),
      ),
    )
    expect(readPages(pdf(...ends)).index.text).toMatch(/A Book \(2001\), 34–40\./)
  })

  it('[PF7] leaves out what begins with the page’s own number, or with the same one always', () => {
    const pages = ['alpha', 'beta', 'gamma', 'delta'].map((word, number) =>
      page(
        ...lines(40, 500, [full(word), `${word} ends here, as a paragraph does.`]),
        { x: 40, y: 580, text: '2026 The Authors of the Thing' },
        { x: 40, y: 20, text: `${number + 20} Journal of Things` },
      ),
    )
    expect(readPages(pdf(...pages)).index.text).not.toMatch(/Journal|Authors/)
  })

  it('[PF9] parts paragraphs by their first lines, keeps hanging entries whole, knows quotations and lists', () => {
    const { blocks } = readPages(
      pdf(
        page(
          ...lines(40, 560, [full('alpha'), full('beta'), 'ends here.']),
          ...lines(54, 524, ['Gamma stands in and begins a paragraph of its own for us']),
          ...lines(40, 512, [full('delta'), 'it ends.']),
          ...lines(70, 480, ['Quoted words that stand in by a good deal', 'on both of their lines, as quotes do.']),
          ...lines(40, 448, [full('after'), 'closing.']),
          ...lines(40, 412, ['• the first thing', '• the second thing']),
        ),
      ),
    )
    expect(blocks.map((block) => /^(?:[a-zA-Z]+): [^ ]+/.exec(block)?.[0])).toEqual([
      'p: alpha',
      'p: Gamma',
      'blockquote: Quoted',
      'p: after',
      'listItem: the',
      'listItem: the',
    ])
  })

  it('[PF10] finds title and headings by size and weight', () => {
    const { blocks, title } = readPages(
      pdf(
        page(
          { x: 40, y: 560, text: 'On the Nature of Things', size: 16 },
          ...lines(40, 530, [full('alpha'), full('beta'), full('beta'), full('beta'), 'ends here.']),
          { x: 40, y: 450, text: 'The First Part', font: 'bold' },
          ...lines(40, 432, [full('gamma'), 'ends.']),
          { x: 40, y: 400, text: 'The Second Part', font: 'bold' },
          ...lines(40, 382, [full('delta'), 'ends.']),
        ),
      ),
    )
    expect(title).toBe('On the Nature of Things')
    expect(blocks.filter((block) => block.startsWith('h'))).toEqual([
      'h1: On the Nature of Things',
      'h2: The First Part',
      'h2: The Second Part',
    ])
  })

  it('[FR3] takes names that stand apart in one line for one author each', () => {
    const { authors } = readPages(
      pdf(
        page(
          { x: 40, y: 560, text: 'On the Nature of Things', size: 16 },
          { x: 60, y: 535, text: 'Maria García' },
          { x: 160, y: 535, text: 'Tomáš Dvořák' },
          ...lines(40, 500, [full('alpha'), full('beta'), full('beta'), full('beta'), 'ends here.']),
        ),
      ),
    )
    expect(authors).toEqual(['Maria García', 'Tomáš Dvořák'])
  })

  it('[PF11][JO4] heals a word that a line or a page cut, and keeps a compound', () => {
    const first = page(
      ...lines(40, 500, [
        full('one'),
        'The neo-realist view holds, and the relation-',
        'ship goes on into the next of the pages without a st',
      ]),
    )
    const second = page(...lines(40, 500, ['op, as the relationship of all neo-', 'realist things does.']))
    const { index } = readPages(pdf(first, second))
    expect(index.text).toContain('and the relationship goes on')
    expect(index.text).toContain('all neo-realist things')
  })

  it('[PF12] knows where every letter stands', () => {
    const first = page(
      ...lines(40, 500, [
        'Here is a claim that is long and goes over to the second',
        'line of the page, where it ends.',
      ]),
    )
    const { index, places } = readPages(pdf(first))
    const start = index.text.indexOf('second')
    const { pieces, missing } = piecesOf(places, index.text, start, start + 'second line'.length)
    expect(missing).toBe(0)
    expect(pieces).toEqual([
      { page: 0, left: 290, right: 320, baseline: 500, em: 10 },
      { page: 0, left: 40, right: 60, baseline: 488, em: 10 },
    ])
  })

  it('[PF13] refuses a page that no paper has, at once, and one of more letters than are read', () => {
    const one = page(...lines(40, 500, [full('one'), full('two'), 'ends here.']))
    for (const right of [14_401, 2 ** 40, Infinity, NaN]) {
      expect(intakePdf(pdf({ ...one, right }))).toMatchObject({ ok: false, reason: { code: 'too-large' } })
    }
    const [glyph] = one.glyphs
    if (glyph === undefined) throw new Error('no glyph')
    const heavy = { ...one, glyphs: [...one.glyphs, { ...glyph, text: 'a'.repeat(1_200_001) }] }
    expect(intakePdf(pdf(heavy))).toMatchObject({ ok: false, reason: { code: 'too-large' } })
  })

  it('[PF13] looks for columns on the page, not along a letter that says it is a world wide', () => {
    const one = page(
      ...lines(
        40,
        560,
        Array.from({ length: 30 }, (_, nth) => full(`word${nth}`)),
      ),
    )
    const wide = one.glyphs.map((glyph, at) =>
      at === 5 ? { ...glyph, left: glyph.left - 2 ** 40, right: glyph.right + 2 ** 40 } : glyph,
    )
    expect(intakePdf(pdf({ ...one, glyphs: wide }))).toMatchObject({ ok: true })
  })

  it('[PF14] tells of every letter outside the page, and of every one that does not stand upright', () => {
    const one = page(...lines(40, 500, [full('one'), full('two'), 'ends here.']), { x: 500, y: 300, text: 'crop' })
    const { index, warnings } = readPages(pdf({ ...one, turned: 1 }))
    expect(index.text).not.toContain('crop')
    expect(warnings.filter(({ code }) => code === 'stray-line').map(({ message }) => message)).toEqual([
      'Page 1 has letters that do not stand upright (1); they were left out.',
      'Page 1 has letters that stand outside what is shown of it (4); they were left out.',
    ])
  })
})
