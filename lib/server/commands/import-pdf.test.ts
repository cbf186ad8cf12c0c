import { createHash } from 'node:crypto'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seminarId, userId } from '../../core/base'
import { extractPdf } from '../extract/extract'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { openPress } from '../press/press'
import { readBack } from '../press/read-back'
import { makeSeminar, setTestEnv } from '../realtime/testing'
import { addReading } from './add-reading'
import { exportReading } from './export-reading'
import { importPdf } from './import-pdf'
import { keepRetention } from './keep-retention'
import { keepUpload } from './keep-upload'
import { setReading } from './set-reading'
import { takeUpload } from './take-upload'

const ADMINISTRATOR = { kind: 'administrator' } as const

const document = async (title: string): Promise<PDFDocument> => {
  const made = await PDFDocument.create()
  const font = await made.embedFont(StandardFonts.TimesRoman)
  const page = made.addPage([400, 400])
  page.drawText(title, { x: 40, y: 350, size: 18, font })
  const lines = [
    'Rivers run to the sea, and nobody has asked them why they do it.',
    'It is a question that this short paper leaves open.',
  ]
  lines.forEach((text, nth) => {
    page.drawText(text, { x: 40, y: 310 - nth * 14, size: 11, font })
  })
  return made
}

describe('a paper that comes as a PDF', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await openTestDatabase()
    setTestEnv(test)
  })
  afterAll(() => test.close())

  it('is kept with its bytes, once for each file, and its reading can be taken home on its own pages', async () => {
    const bytes = await (await document('On the Rivers')).save()
    const seminar = await makeSeminar(test.db, 'pdf')
    const id = seminarId(seminar.id)
    const slug = await addReading(test.db, ADMINISTRATOR, { seminar: id, pdf: bytes })
    const again = await importPdf(test.db, { bytes, createdBy: null })
    expect(again).toMatchObject({ ok: true, value: { title: 'On the Rivers', isNew: false } })
    const originals = await test.db.original.findMany({ select: { hash: true, versionId: true } })
    expect(originals.map(({ hash }) => hash)).toEqual([createHash('sha256').update(bytes).digest('hex')])
    if (!again.ok) throw new Error(again.reason.sentence)
    const second = await setReading(test.db, ADMINISTRATOR, { seminar: id, version: again.value.version })
    expect(second).not.toBe(slug)
    const press = openPress()
    try {
      for (const reading of [slug, second]) {
        const made = await exportReading(test.db, ADMINISTRATOR, { reading, format: 'original' }, { press })
        if (!made.ok || made.value.kind !== 'whole') throw new Error('there is no file')
        expect(made.value).toMatchObject({ fileName: `${reading}-original.pdf`, unplaced: 0 })
        expect(Buffer.from(made.value.bytes.subarray(0, bytes.length)).equals(Buffer.from(bytes))).toBe(true)
        expect((await readBack(made.value.bytes)).pages).toBe(1)
      }
      const none = await exportReading(
        test.db,
        ADMINISTRATOR,
        { reading: 'on-states-pdf', format: 'original' },
        { press },
      )
      expect(none).toEqual({ ok: false, reason: 'no-original' })
    } finally {
      await press.close()
    }
    const deeds = await test.db.auditEntry.findMany({ where: { seminarId: seminar.id, deed: 'exported' } })
    expect(deeds.map(({ detail }) => detail)).toEqual(['original', 'original'])
  })

  it('is kept once where it comes twice at one moment', async () => {
    const bytes = await (await document('On Twins')).save()
    const twice = await Promise.all([1, 2].map(() => importPdf(test.db, { bytes, createdBy: null })))
    expect(twice.map(({ ok }) => ok)).toEqual([true, true])
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect(await test.db.original.count({ where: { hash } })).toBe(1)
  })

  it('[PR34] is told of before it is set where notes cannot be written on its pages', async () => {
    const warned = async (bytes: Uint8Array): Promise<readonly string[]> => {
      const read = await extractPdf(bytes)
      if (!read.ok) throw new Error(read.reason.sentence)
      return read.value.warnings.map(({ message }) => message)
    }
    expect(await warned(await (await document('On the Sound')).save())).toEqual([])
    // A page without a number of its own can be read, and not be written anew.
    const damaged = await document('On the Broken')
    const kids = damaged.catalog.Pages().Kids()
    kids.set(0, damaged.getPage(0).node)
    expect(await warned(await damaged.save({ useObjectStreams: false }))).toEqual([
      expect.stringMatching(/^The PDF is damaged: notes cannot be written on its own pages/),
    ])
  })

  it('waits for its setting while its preview is looked at, and is still there where it could not be set', async () => {
    const bytes = await (await document('On Waiting Rooms')).save()
    const seminar = await makeSeminar(test.db, 'waiting')
    const [id, other] = [seminarId(seminar.id), seminarId('no-such-seminar')]
    const memberships = [{ member: seminar.teacher.id, seminar: id, role: 'instructor', group: null }] as const
    const teacher = { kind: 'user', user: userId(seminar.teacher.user), teaches: true, memberships } as const
    const upload = await keepUpload(test.db, teacher, id, bytes)
    await expect(takeUpload(test.db, teacher, other, upload)).rejects.toMatchObject({ code: 'not-found' })
    expect(await takeUpload(test.db, { ...teacher, user: userId(seminar.ada.user) }, id, upload)).toBe(false)
    expect(await takeUpload(test.db, teacher, id, upload)).toBe(true)
    expect(await takeUpload(test.db, teacher, id, upload)).toBe(false)
    const late = await keepUpload(test.db, teacher, id, bytes)
    await keepRetention(test.db, Date.now() + 59 * 60_000)
    expect(await test.db.upload.count({ where: { id: late } })).toBe(1)
    await keepRetention(test.db, Date.now() + 61 * 60_000)
    expect(await test.db.upload.count({ where: { id: late } })).toBe(0)
  })

  it('is refused with a sentence where it is none', async () => {
    const sentenceOf = async (bytes: Uint8Array, limits = {}): Promise<string> => {
      const read = await extractPdf(bytes, limits)
      return read.ok ? 'read' : read.reason.sentence
    }
    const locked = await document('On Locks')
    locked.encrypt({ userPassword: 'secret', ownerPassword: 'secret' })
    expect(await sentenceOf(await locked.save({ useObjectStreams: false }))).toMatch(/is locked/)
    const unlocked = await document('On Locks')
    unlocked.encrypt({ ownerPassword: 'secret', permissions: { modifying: false } })
    expect(await sentenceOf(await unlocked.save({ useObjectStreams: false }))).toMatch(/is locked/)
    const scan = await PDFDocument.create()
    scan.addPage()
    expect(await sentenceOf(await scan.save())).toMatch(/has no text/)
    expect(await sentenceOf(new TextEncoder().encode('%PDF-1.7\nand nothing else'))).toMatch(/no PDF that can be read/)
    expect(await sentenceOf(new Uint8Array(30_000_001))).toMatch(/more than 30 MB/)
    const long = await PDFDocument.create()
    for (let page = 0; page <= 400; page += 1) long.addPage([10, 10])
    expect(await sentenceOf(await long.save())).toMatch(/more than 400 pages/)
    const good = await (await document('On Time')).save()
    expect(await sentenceOf(good, { timeoutMs: 1 })).toMatch(/too heavy/)
    expect(await sentenceOf(good)).toBe('read')
  })

  it('is read one at a time, and ten may wait; whoever comes after them is asked to come again', async () => {
    const bytes = await (await document('On Waiting')).save()
    const read = await Promise.all(Array.from({ length: 12 }, () => extractPdf(bytes, { timeoutMs: 1 })))
    const sentences = read.map((one) => (one.ok ? 'read' : one.reason.sentence))
    expect(sentences.filter((sentence) => sentence.includes('Many PDFs'))).toHaveLength(1)
    expect(sentences.at(-1)).toContain('Many PDFs')
  })
})
