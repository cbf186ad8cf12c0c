import { join } from 'node:path'
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { versionId } from '../../core/base'
import { type AnnotatedPaper, PDF_LAYOUT } from '../../core/export'
import { sampleNotes, samplePage, testPaper } from '../../core/export/testing'
import { fileWords } from '../formats/words'
import { PaperCompiler } from './compiler'
import { faultsOf } from './conformance-testing'
import { jobOf } from './job'
import { runJob } from './run-job'
import { PaperSetter } from './set-paper'

let setter: PaperSetter
beforeAll(() => {
  setter = new PaperSetter(new PaperCompiler(join(process.cwd(), 'lib/server/press/fonts')))
})

const paper = testPaper(samplePage(), sampleNotes, {
  data: { version: versionId('v1'), address: 'https://example.org/readings/x' },
})
const people = {
  members: [...paper.names].map(([id, name]) => ({ id, name, role: 'student' as const, group: null })),
  groups: [],
}
const set = async (given: Partial<AnnotatedPaper>): Promise<PDFDocument> =>
  PDFDocument.load(await runJob(setter, jobOf({ ...paper, people, ...given })))

describe('what PDF/UA-1 asks and a program can judge', () => {
  it.each([
    ['one column', {}],
    ['notes in the margin', { layout: { ...PDF_LAYOUT, marginNotes: true } }],
    ['two columns on Letter', { layout: { paper: 'letter', columns: 2, marginNotes: true, names: true } }],
    ['Urdu sheets', { words: fileWords('ur'), layout: { ...PDF_LAYOUT, marginNotes: true } }],
  ] satisfies readonly (readonly [string, Partial<AnnotatedPaper>])[])('[PR23] holds for %s', async (_, given) => {
    expect(faultsOf(await set(given))).toEqual([])
  })

  it('[PR23] is seen where it does not hold', async () => {
    const document = await set({})
    const page = document.getPages()[1]
    const annotation = document.context.lookup(page?.node.Annots()?.get(0), PDFDict)
    annotation.delete(PDFName.of('StructParent'))
    annotation.delete(PDFName.of('Contents'))
    page?.node.delete(PDFName.of('Tabs'))
    page?.drawText('unmarked')
    document.catalog.delete(PDFName.of('MarkInfo'))
    const faults = faultsOf(await PDFDocument.load(await document.save())).join('\n')
    for (const fault of ['has no Contents', 'is in no element', '28-009', '01-005 Tj', 'not marked']) {
      expect(faults).toContain(fault)
    }
  })
})
