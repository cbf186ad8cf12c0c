import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { seededRandom } from '../../core/base'
import { TextIndex, documentSchema } from '../../core/document'
import { type AnnotatedPaper, PAPER_PIGMENTS, PDF_LAYOUT, type PdfLayout, UNTAGGED } from '../../core/export'
import {
  type TestLayer,
  randomNotes,
  sampleNotes,
  samplePage,
  testFootnote,
  testHeading,
  testParagraph,
  testPaper,
} from '../../core/export/testing'
import { intake } from '../../core/intake'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { type ReadBack, bareText, readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'
import { expectQuotes, highlightsIn, wholeHighlights } from './testing'

let setter: PaperSetter
beforeAll(() => {
  setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
})

const WITH_NOTES: PdfLayout = { ...PDF_LAYOUT, marginNotes: true }

const pressed = (paper: AnnotatedPaper): Promise<Uint8Array> => runJob(setter, jobOf(paper))

describe('a page with everything', () => {
  let paper: AnnotatedPaper
  let pdf: Uint8Array
  let read: ReadBack
  beforeAll(async () => {
    paper = testPaper(samplePage(), sampleNotes, { layout: WITH_NOTES })
    pdf = await pressed(paper)
    read = await readBack(pdf)
  })

  it('[PR1] has each quote under its quads: over lines, blocks, overlaps, in a footnote and around a marker', () => {
    expectQuotes(read, paper)
  })

  it('[PR1] has one quad a line, inside the page', () => {
    const lines = highlightsIn(read).find(({ text }) => text.startsWith('Pakistan seeks'))?.quads ?? []
    expect(lines.length).toBe(3)
    expect(new Set(lines.map((quad) => quad.bottom)).size).toBe(3)
    for (const quad of highlightsIn(read).flatMap(({ quads }) => quads)) {
      expect(quad.left).toBeGreaterThan(50)
      expect(quad.right).toBeLessThan(380)
    }
  })

  it('[PR2] says who, when, which tag and what', () => {
    const first = highlightsIn(read).find(({ author }) => author === 'Bilal Chaudhry')
    expect(first).toMatchObject({
      created: 'D:20261103100101Z',
      modified: 'D:20261103100404Z',
      colour: [...PAPER_PIGMENTS.azurite.fill],
      words:
        'liberal 3: Bilal Chaudhry, Priya Nair, Jonas Weber\nBilal Chaudhry: Need first, theory after: it is the need that the paper calls liberal.',
    })
    expect(highlightsIn(read).find(({ author }) => author === 'Amina Rahman')?.colour).toEqual([...UNTAGGED.fill])
  })

  it('[PR2] names the record and the tags', async () => {
    const document = await PDFDocument.load(pdf)
    const dicts = annotationDicts(document).filter((dict) => subtypeOf(dict) === 'Highlight')
    const names = dicts.map((dict) => textOf(dict, 'NM'))
    expect(new Set(names)).toEqual(new Set(paper.threads.map(({ thread }) => thread.key)))
    expect(dicts.map((dict) => textOf(dict, 'Subj'))).toContain('realist, constructivist')
  })

  it('[PR3] hangs each comment on what it answers', () => {
    const byId = new Map(read.annotations.map((annotation) => [annotation.id, annotation]))
    const answers = read.annotations.filter(({ subtype }) => subtype === 'Text')
    expect(
      answers.map(({ author, inReplyTo, replyType }) => [author, byId.get(inReplyTo ?? '')?.author, replyType]),
    ).toEqual([
      ['Bilal Chaudhry', 'Bilal Chaudhry', 'R'],
      ['Priya Nair', 'Priya Nair', 'R'],
      ['Jonas Weber', 'Priya Nair', 'R'],
      ['Priya Nair', 'Jonas Weber', 'R'],
      ['Mei Tan', 'Hana Suzuki', 'R'],
      ['Daniel Okafor', 'Daniel Okafor', 'R'],
      ['Amina Rahman', 'Amina Rahman', 'R'],
    ])
    const chain = answers.find(({ words }) => words.startsWith('Fair.'))
    const middle = byId.get(chain?.inReplyTo ?? '')
    expect([middle?.subtype, byId.get(middle?.inReplyTo ?? '')?.subtype]).toEqual(['Text', 'Text'])
    expect(chain?.created).toBe('D:20261103101313Z')
  })

  it('[PR4] paints every annotation from its own appearance', () => {
    for (const annotation of read.annotations.filter(({ subtype }) => subtype !== 'Link' && subtype !== 'Popup')) {
      expect(annotation.hasAppearance, annotation.words).toBe(true)
    }
  })

  it('[PR5] keeps the links of the paper and leaves none of ours', () => {
    const urls = read.annotations.flatMap(({ url }) => (url === undefined ? [] : [url]))
    expect(urls).toEqual(['http://www.example.org/a-recap-of-soviet-pakistan-relations/'])
  })

  it('[PR6] sets footnotes at the foot of the page of their marker, with the labels of the paper', () => {
    const note = (text: string) => read.texts.find((item) => item.text.startsWith(text))
    for (const words of ['The author is a research fellow', 'Keith L. Shimko', 'Sabir Shah']) {
      expect(note(words), words).toMatchObject({ page: 1 })
      expect(note(words)?.baseline ?? 999, words).toBeLessThan(170)
    }
    expect(note('Ardeshir Cowasjee')).toMatchObject({ page: 2 })
    expect(note('A second paragraph of the same note')).toMatchObject({ page: 2 })
    const labels = read.texts.filter((item) => item.page === 1 && item.left < 60 && item.baseline < 170)
    expect(labels.map((item) => item.text.trim()).filter((text) => text.length === 1)).toEqual(['*', '4', '5', '6'])
    // The second marker of note 7 prints the same label and no second note.
    expect(read.texts.filter((item) => item.text.startsWith('Ardeshir Cowasjee'))).toHaveLength(1)
  })

  it('[PR7] is tagged and has language, title, author and outline', () => {
    expect(read).toMatchObject({
      title: 'Pakistan-Russia Relations: Progress, Prospects and Constraints',
      authors: 'Muhammad Hanif',
      language: 'en',
      isTagged: true,
    })
    expect(read.outline.map(({ title, depth }) => `${depth} ${title}`)).toEqual([
      '0 Pakistan-Russia Relations: Progress, Prospects and Constraints',
      '1 Introduction',
      '1 Uneasy Bilateral Relations in the Cold War Period',
      '2 After the wall',
      '1 Claims by tag',
      '2 realist',
      '2 liberal',
      '2 constructivist',
      '1 Notes',
    ])
  })

  it('[PR7] has every annotation in the structure, and no annotation there that is gone', async () => {
    const document = await PDFDocument.load(pdf)
    const onPages = new Set(
      document
        .getPages()
        .flatMap((page) => page.node.Annots()?.asArray() ?? [])
        .map(String),
    )
    const inTree = structureObjects(document)
    expect(new Set(inTree)).toEqual(onPages)
    expect(inTree.length).toBe(onPages.size)
    const keys = annotationDicts(document).map((dict) => Number(String(dict.get(PDFName.of('StructParent')))))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('[PR8] embeds its fonts', async () => {
    const document = await PDFDocument.load(pdf)
    const fonts = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict && String(object.get(PDFName.of('Type'))) === '/FontDescriptor' ? [object] : [],
      )
    expect(fonts.map((font) => String(font.get(PDFName.of('FontName')))).join(' ')).toMatch(
      /Literata.*SourceSans3|SourceSans3.*Literata/u,
    )
    for (const font of fonts) {
      expect(font.has(PDFName.of('FontFile2')) || font.has(PDFName.of('FontFile3'))).toBe(true)
    }
  })

  it('[PR9] leads from a number to its note and back', async () => {
    const document = await PDFDocument.load(pdf)
    const said = annotationDicts(document).map((dict) => textOf(dict, 'Contents'))
    for (let number = 1; number <= paper.threads.length; number += 1) {
      expect(said).toContain(`Note ${number}`)
      expect(said).toContain(`Passage ${number}`)
    }
  })

  it('prints every comment and the names in the file', () => {
    const printed = bareText(read.texts.map(({ text }) => text).join(' '))
    for (const words of [
      'A pipeline is leverage too. Ask who can close the valve.',
      'The frame is named, the insights are used.',
      'Names shown.',
    ]) {
      expect(printed).toContain(bareText(words))
    }
  })
})

describe('hard passages', () => {
  it('[PR1] cuts a highlight over two pages in two, with the thread on the first', async () => {
    const filler = Array.from({ length: 60 }, (_, at) =>
      testParagraph(`Paragraph ${at} has words enough to fill a line or two of the page, and then some more of them.`),
    )
    const document = documentSchema.nodes.doc.create(null, [testHeading(1, 'Long'), ...filler])
    const paper = testPaper(document, (layer: TestLayer) => {
      const text = new TextIndex(document).text
      const key = layer.annotateRange(0, text.indexOf('Paragraph 5'), text.indexOf('Paragraph 55'))
      layer.comment(1, key, 'Long indeed.')
    })
    const read = await readBack(await pressed(paper))
    expect(highlightsIn(read).map(({ page }) => page)).toEqual([1, 2, 3].slice(0, highlightsIn(read).length))
    expect(highlightsIn(read).length).toBeGreaterThan(1)
    expectQuotes(read, paper)
    const answer = read.annotations.find(({ subtype }) => subtype === 'Text')
    expect(answer?.inReplyTo).toBe(highlightsIn(read)[0]?.id)
  })

  it('[PR1] [PR5] highlights a link, a heading, a footnote over two paragraphs and a word in emphasis', async () => {
    const document = documentSchema.nodes.doc.create(null, [
      testHeading(1, 'A title with a marker^1^'),
      testHeading(2, 'A section to mark'),
      testParagraph('See <https://example.org/a?b=(c)&d> and *one emphatic word* here.^2^'),
      documentSchema.nodes.footnotes.create(null, [
        testFootnote('1', 'First.'),
        testFootnote('2', 'Begins here and', 'goes on here.'),
      ]),
    ])
    const paper = testPaper(document, (layer) => {
      layer.annotate(0, 'title with a marker')
      layer.annotate(1, 'section to')
      layer.annotate(2, 'https://example.org/a?b=(c)&d')
      layer.annotate(3, 'emphatic')
      layer.annotate(4, 'here and\ngoes')
      layer.annotate(5, 'here.', 0)
    })
    const read = await readBack(await pressed(paper))
    expectQuotes(read, paper)
    expect(read.annotations.flatMap(({ url }) => (url === undefined ? [] : [url]))).toEqual([
      'https://example.org/a?b=(c)&d',
    ])
    expect(read.outline.map(({ title }) => title)).toEqual(['A title with a marker', 'A section to mark'])
  })

  it('[PR8] sets a text with characters that no font has', async () => {
    const document = documentSchema.nodes.doc.create(null, [
      testHeading(1, 'A 中 title'),
      testParagraph('Before 中文 after, with \u{1f9ff} and \u2060\ufe0f\u200d.'),
    ])
    const paper = testPaper(document, (layer) => {
      layer.comment(1, layer.annotate(0, 'Before'), '日本語のコメント')
    })
    const read = await readBack(await pressed(paper))
    expectQuotes(read, paper)
    expect(read.texts.map(({ text }) => text).join('')).toContain('Before 中文 after, with [U+1F9FF]')
    expect(read.annotations.map(({ words }) => words)).toContain('日本語のコメント')
  })

  it('sets a paper without notes, and one without any text', async () => {
    const read = await readBack(await pressed(testPaper(samplePage(), () => undefined)))
    expect(read.outline.map(({ title }) => title)).not.toContain('Notes')
    const empty = await readBack(
      await pressed(testPaper(documentSchema.nodes.doc.create(null, [testParagraph('')]), () => undefined)),
    )
    expect(empty.pages).toBe(2)
  })

  it('[PR11] shows Typst syntax, punctuation, direction controls and very long words as they are', async () => {
    const hostile = [
      ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at).repeat(3)),
      '#panic("no")',
      '#{ 1 + 1 }',
      '$ x^2 $',
      '```raw```',
      '// not a comment',
      '/* nor this */',
      '\\u{41}',
      '#include "x.typ"',
      '= Heading',
      '<label> @ref',
      '~ -- --- ...',
      '"quoted" \\"',
      '#set page(width: 1cm)',
      'link(<a>)',
    ]
    const document = documentSchema.nodes.doc.create(null, [
      testHeading(1, 'Hostile'),
      ...hostile.map((text) => documentSchema.nodes.paragraph.create(null, [documentSchema.text(text)])),
      documentSchema.nodes.paragraph.create(null, [documentSchema.text(`${'y'.repeat(20_000)} end \u202eabc\u202c`)]),
    ])
    const paper = testPaper(document, (layer) => {
      for (const text of hostile.slice(94)) layer.comment(0, layer.annotate(0, text), `${text} ${'z'.repeat(500)}`)
    })
    const names = new Map([...paper.names].map(([member, name]) => [member, `${name} #panic("name") \u202e`]))
    const read = await readBack(await pressed({ ...paper, names, seminar: '#panic("seminar")' }))
    const printed = bareText(read.texts.map(({ text }) => text).join(' '))
    for (const text of hostile) expect(printed, text).toContain(bareText(text))
    expect(printed.match(/y/gu)?.length ?? 0).toBeGreaterThanOrEqual(20_000)
    const quotes = wholeHighlights(read).map(({ text }) => bareText(text))
    expect(quotes.toSorted()).toEqual(hostile.slice(94).map(bareText).toSorted())
    for (const { right, text } of read.texts) expect(right, text.slice(0, 40)).toBeLessThan(596)
  })
})

describe('the sample paper', () => {
  it('[PR1] [PR6] has each of 96 footnotes on the page of its marker, and every quote under its quads', async () => {
    const source = readFileSync(join(process.cwd(), 'prisma/sample/pakistan-russia-relations.md'), 'utf8')
    const taken = intake(source)
    if (!taken.ok) throw new Error(taken.reason.sentence)
    const { document } = taken.value
    const length = new TextIndex(document).text.length
    const paper = testPaper(
      document,
      (layer) => {
        randomNotes(seededRandom(7), 150, 1)(layer, length)
      },
      { layout: WITH_NOTES },
    )
    const read = await readBack(await pressed(paper))
    expectQuotes({ ...read, annotations: read.annotations }, paper)
    const notesPage = read.texts.find(({ text }) => text === 'Notes')?.page ?? read.pages
    const small = read.texts.filter(({ page, size }) => page < notesPage && size < 7)
    for (let label = 1; label <= 96; label += 1) {
      const marks = small.filter(({ text }) => text.trim() === String(label))
      const foot = marks.filter(({ left }) => left < 57)
      expect(foot.length, `note ${label}`).toBe(1)
      const isAbove = foot.some(({ page, baseline }) =>
        marks.some((mark) => mark.page === page && mark.baseline > baseline),
      )
      expect(isAbove, `marker ${label}`).toBe(true)
    }
  }, 60_000)
})

const annotationDicts = (document: PDFDocument): readonly PDFDict[] =>
  document
    .getPages()
    .flatMap((page) => (page.node.Annots()?.asArray() ?? []).map((ref) => document.context.lookup(ref, PDFDict)))

const subtypeOf = (dict: PDFDict): string => String(dict.get(PDFName.of('Subtype'))).slice(1)

const textOf = (dict: PDFDict, name: string): string => {
  const value = dict.get(PDFName.of(name))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : ''
}

/** The annotations that the structure tree refers to. */
const structureObjects = (document: PDFDocument): readonly string[] =>
  document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || String(object.get(PDFName.of('Type'))) !== '/StructElem') return []
    return [...object.toString().matchAll(/\/Type \/OBJR\s[^>]*\/Obj (\d+ \d+ R)/gu)].map((match) => match[1] ?? '')
  })
