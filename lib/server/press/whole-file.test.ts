import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  decodePDFRawStream,
} from '@cantoo/pdf-lib'
import { memberId, versionId } from '../../core/base'
import { reactionKey, recordKey, threadsOf } from '../../core/annotation'
import type { AnnotatedPaper } from '../../core/export'
import { TEST_LAYER, TestLayer, sampleNotes, samplePage, testPaper } from '../../core/export/testing'
import { fileWords } from '../formats/words'
import { PaperCompiler } from './compiler'
import { jobOf } from './job'
import { readBack } from './read-back'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'

let setter: PaperSetter
beforeAll(() => {
  setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
})

/** A paper with one thread: bold words, reactions to passage and comment, resolved by the third. */
const spokenPaper = (): AnnotatedPaper => {
  const paper = testPaper(samplePage(), () => undefined)
  const layer = new TestLayer(paper.index)
  const annotation = layer.annotate(0, 'Pakistan seeks Russian economic assistance')
  const comment = layer.comment(1, annotation, 'Bold & <plain> “words”')
  const react = (member: number, kind: 'agree' | 'evidence' | 'resolved', on: typeof comment | null): void => {
    const author = memberId(`m${member}`)
    const key = reactionKey(author, on ?? annotation, kind)
    const at = Date.UTC(2026, 10, 4)
    layer.records.push([key, { v: 1, kind: 'reaction', author, at, annotation, comment: on, reaction: kind }])
  }
  react(2, 'agree', null)
  react(3, 'evidence', comment)
  react(3, 'resolved', null)
  return { ...paper, threads: threadsOf(layer.records).map((thread) => ({ layer: TEST_LAYER, thread })) }
}

const dictsOf = (document: PDFDocument): readonly PDFDict[] =>
  document
    .getPages()
    .flatMap((page) => (page.node.Annots()?.asArray() ?? []).map((ref) => document.context.lookup(ref, PDFDict)))
const nameOf = (dict: PDFDict, key: string): string => String(dict.get(PDFName.of(key)) ?? '')
const textOf = (dict: PDFDict, key: string): string => {
  const value = dict.get(PDFName.of(key))
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : ''
}

describe('a thread in the file', () => {
  it('[PR15] tells reactions, the words in bold, and that the thread is resolved', async () => {
    const pdf = await runJob(setter, jobOf(spokenPaper()))
    const { annotations } = await readBack(pdf)
    const highlight = annotations.find(({ subtype }) => subtype === 'Highlight')
    expect(highlight?.words).toBe('Priya Nair: Bold & <plain> “words”\nAgree: Jonas Weber')
    const answer = annotations.find(({ subtype, words }) => subtype === 'Text' && words.startsWith('Bold'))
    expect(answer?.words).toBe('Bold & <plain> “words”\nEvidence needed: Hana Suzuki')
    const dicts = dictsOf(await PDFDocument.load(pdf))
    const rich = dicts.map((dict) => textOf(dict, 'RC')).find((text) => text.includes('Evidence'))
    expect(rich).toBe(
      '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>Bold &amp; &lt;plain&gt; “words”</p><p>Evidence needed: Hana Suzuki</p></body>',
    )
    const state = dicts.find((dict) => dict.has(PDFName.of('StateModel')))
    expect(
      state === undefined ? [] : [textOf(state, 'StateModel'), textOf(state, 'State'), textOf(state, 'T')],
    ).toEqual(['Review', 'Completed', 'Hana Suzuki'])
  })

  it('[PR15] has a popup for each highlight, right of the text', async () => {
    const document = await PDFDocument.load(await runJob(setter, jobOf(testPaper(samplePage(), sampleNotes))))
    const dicts = dictsOf(document)
    const popups = dicts.filter((dict) => nameOf(dict, 'Subtype') === '/Popup')
    const highlights = dicts.filter((dict) => nameOf(dict, 'Subtype') === '/Highlight')
    expect(popups.length).toBe(highlights.length)
    for (const popup of popups) {
      const parent = document.context.lookup(popup.get(PDFName.of('Parent')), PDFDict)
      expect(document.context.lookup(parent.get(PDFName.of('Popup')), PDFDict)).toBe(popup)
      const [left = 0, , right = 0] = /\[(.+)\]/.exec(nameOf(popup, 'Rect'))?.[1]?.trim().split(/\s+/).map(Number) ?? []
      expect(left).toBeGreaterThan(400)
      expect(right).toBeLessThan(596)
    }
  })
})

/** The names of a tree of places (ISO 32000-1, 7.9.6), each of which is a page and where on it. */
const placeNames = (tree: PDFDict): ReadonlySet<string> => {
  const names = new Set<string>()
  const list = tree.lookupMaybe(PDFName.of('Names'), PDFArray)
  for (let at = 0; list !== undefined && at < list.size(); at += 2) {
    const place = list.lookup(at + 1, PDFArray)
    expect(place.lookup(0, PDFDict).get(PDFName.of('Type'))).toBe(PDFName.of('Page'))
    names.add(list.lookup(at, PDFString).decodeText())
  }
  const kids = tree.lookupMaybe(PDFName.of('Kids'), PDFArray)
  for (let at = 0; kids !== undefined && at < kids.size(); at += 1) {
    for (const name of placeNames(kids.lookup(at, PDFDict))) names.add(name)
  }
  return names
}

/** Programs that look at a file from outside, where the machine has them. */
const OTHERS = [
  { program: 'qpdf', args: ['--check'], says: 'No syntax or stream encoding errors found' },
  { program: 'pdfinfo', args: [], says: 'Tagged:          yes' },
  { program: 'mutool', args: ['draw', '-F', 'text', '-o', '-'], says: 'Forces for peace: the liberal claim' },
] as const

/** What a program says of itself: how far it is, what it was built without. */
const OF_ITSELF = /^(page .*|warning: ICC support is not available|)$/u

describe('the file itself', () => {
  it('[PR22] is in the paper’s language, and its own words are marked with theirs', async () => {
    const paper = { ...testPaper(samplePage(), sampleNotes), words: fileWords('ur') }
    const document = await PDFDocument.load(await runJob(setter, jobOf(paper)))
    expect(textOf(document.catalog, 'Lang')).toBe('en')
    const elements = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict && nameOf(object, 'Type') === '/StructElem' ? [object] : []))
    const marked = elements.filter((element) => element.has(PDFName.of('Lang')))
    expect(new Set(marked.map((element) => textOf(element, 'Lang')))).toEqual(new Set(['ur']))
    // Of three headings that of the index alone is not the paper's.
    const titles = elements.filter((element) => nameOf(element, 'S') === '/H2')
    expect(titles.map((element) => textOf(element, 'Lang')).toSorted()).toEqual(['', '', 'ur'])
  })

  // Skipped, and counted as that, where the machine has none.
  const isHere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined
  it.for(OTHERS)(
    '[PR16] [PR35] stands before $program without a complaint',
    async ({ program, args, says }, { skip }) => {
      skip(!isHere(program), `this machine has no ${program}`)
      const folder = mkdtempSync(join(tmpdir(), 'scholion-press-'))
      try {
        const paper = testPaper(samplePage(), sampleNotes, {
          layout: { paper: 'letter', columns: 2, marginNotes: true, names: true },
          data: { version: versionId('v1'), address: 'https://example.org/readings/x' },
        })
        const file = join(folder, 'paper.pdf')
        writeFileSync(file, await runJob(setter, jobOf(paper)))
        const { status, stdout, stderr } = spawnSync(program, [...args, file], { encoding: 'utf8' })
        expect(status, stdout).toBe(0)
        expect(stderr.split('\n').filter((line) => !OF_ITSELF.test(line))).toEqual([])
        expect(stdout).toContain(says)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )

  it('[PR16] says PDF/UA-1 and PDF/A-3A, has the profile of its colours and its notes as data', async () => {
    const paper = testPaper(samplePage(), sampleNotes, {
      data: { version: versionId('v1'), address: 'https://example.org/readings/x' },
    })
    const document = await PDFDocument.load(await runJob(setter, jobOf(paper)))
    const { catalog, context } = document
    const contentOf = (value: ReturnType<PDFDict['get']>): string => {
      const stream = context.lookup(value)
      if (!(stream instanceof PDFRawStream)) throw new Error('no stream there')
      const isPacked = stream.dict.has(PDFName.of('Filter'))
      return new TextDecoder().decode(isPacked ? decodePDFRawStream(stream).decode() : stream.contents)
    }
    const xmp = contentOf(catalog.get(PDFName.of('Metadata')))
    for (const said of ['<pdfuaid:part>1<', '<pdfaid:part>3<', '<pdfaid:conformance>A<', '>en<']) {
      expect(xmp).toContain(said)
    }
    expect(String(catalog.get(PDFName.of('OutputIntents')))).toContain('/GTS_PDFA1')
    const specs = context
      .enumerateIndirectObjects()
      .flatMap(([ref, object]) =>
        object instanceof PDFDict && nameOf(object, 'Type') === '/Filespec' ? [{ ref, object }] : [],
      )
    expect(specs.map(({ object }) => [textOf(object, 'UF'), nameOf(object, 'AFRelationship')])).toEqual([
      ['annotations.jsonld', '/Data'],
      ['annotations.csv', '/Data'],
    ])
    for (const { ref } of specs) {
      expect(String(catalog.get(PDFName.of('AF')))).toContain(String(ref))
      expect(String(catalog.get(PDFName.of('Names')))).toContain(String(ref))
    }
    const files = specs.map(({ object }) => contentOf(object.lookup(PDFName.of('EF'), PDFDict).get(PDFName.of('F'))))
    const items: unknown = JSON.parse(files[0] ?? '')
    expect(JSON.stringify(items)).toContain('Forces for peace')
    expect(files[1]?.split('\n').length).toBeGreaterThan(paper.threads.length)
  })

  it('[PR35] leads from each link inside it to a place, with its notes attached as data', async () => {
    const paper = testPaper(samplePage(), sampleNotes, {
      data: { version: versionId('v1'), address: 'https://example.org/readings/x' },
    })
    const document = await PDFDocument.load(await runJob(setter, jobOf(paper)))
    const known = placeNames(document.catalog.lookup(PDFName.of('Names'), PDFDict).lookup(PDFName.of('Dests'), PDFDict))
    const wanted = dictsOf(document)
      .map((link) => link.get(PDFName.of('Dest')))
      .flatMap((place) => (place instanceof PDFString ? [place.decodeText()] : []))
    expect(wanted.length).toBeGreaterThan(1)
    expect(wanted.filter((name) => !known.has(name))).toEqual([])
  })

  it('[PR14] sets a paper anew only when what is printed changed', async () => {
    let compiled = 0
    const compiler = new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts'))
    const compile = compiler.compile.bind(compiler)
    compiler.compile = (write) => {
      compiled += 1
      return compile(write)
    }
    const own = new PaperSetter(compiler)
    const paper = spokenPaper()
    await runJob(own, jobOf(paper))
    expect(compiled).toBe(2)
    const [first] = paper.threads
    if (first === undefined) throw new Error('the paper has a thread')
    const [comment] = first.thread.comments
    const edited = {
      ...first.thread,
      comments: comment === undefined ? [] : [{ ...comment, key: recordKey('comment', comment.author, 'other') }],
    }
    const { annotations } = await readBack(
      await runJob(own, jobOf({ ...paper, threads: [{ ...first, thread: edited }] })),
    )
    expect(compiled).toBe(2)
    expect(annotations.filter(({ subtype }) => subtype === 'Highlight')).toHaveLength(1)
    await runJob(own, jobOf({ ...paper, title: 'Another title' }))
    expect(compiled).toBeGreaterThan(2)
  })
})
