import { readFile } from 'node:fs/promises'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { expect, test } from '@playwright/test'
import { bareText, readBack } from '../../lib/server/press/read-back'
import { asSample, fresh, join } from '../actors/people'

const SENTENCE = 'Small states seek alliances to keep what they have, and they leave them when the price is too high.'
const NOTE = 'A treaty that nobody keeps is no treaty.'
/** So that no paper is known already: a run's own words. */
const TITLE = fresh('On Alliances')

const COLUMNS = [
  [
    'The first column of this paper says what everybody knows already. It is here so that there is something to be read before the sentence that matters to a seminar.',
    SENTENCE,
    'After it the column goes on for some lines more, as columns do, and it ends where it ends.',
  ],
  [
    'The second column stands beside the first one and is read after it. Nothing of it may come between two lines of the other.',
    'What it says of trade is short: those who trade with each other have something to lose.^ That is all.',
  ],
] as const

/** A paper of two columns with a note below, as a journal prints one. */
const printed = async (): Promise<Buffer> => {
  const document = await PDFDocument.create()
  document.setTitle(TITLE)
  const font = await document.embedFont(StandardFonts.TimesRoman)
  const page = document.addPage([595, 842])
  page.drawText(TITLE, { x: 60, y: 770, size: 20, font })
  COLUMNS.forEach((paragraphs, column) => {
    let y = 720
    const write = (line: string, isFirst: boolean): void => {
      const x = 60 + column * 250 + (isFirst ? 12 : 0)
      const [before = '', after] = line.split('^')
      page.drawText(before, { x, y, size: 10, font })
      if (after !== undefined) {
        const end = x + font.widthOfTextAtSize(before, 10)
        page.drawText('1', { x: end, y: y + 3.5, size: 6, font })
        page.drawText(after, { x: end + 3, y, size: 10, font })
      }
      y -= 13
    }
    for (const paragraph of paragraphs) {
      let line = ''
      let isFirst = true
      for (const word of paragraph.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`
        if (font.widthOfTextAtSize(longer, 10) < (isFirst ? 213 : 225)) {
          line = longer
          continue
        }
        write(line, isFirst)
        isFirst = false
        line = word
      }
      write(line, isFirst)
    }
  })
  page.drawText(`1 ${NOTE}`, { x: 310, y: 90, size: 7.5, font })
  return Buffer.from(await document.save())
}

test('a paper comes as a PDF, is read together, and goes home on its own pages', async ({ browser }) => {
  const bytes = await printed()
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { page } = instructor

  await page.goto('/seminars/new')
  await page.getByLabel('Name of the seminar').fill(fresh('From a PDF'))
  await page.getByRole('radio', { name: /Theories of International Relations/ }).check()
  await page.getByRole('button', { name: 'Open the seminar' }).click()
  const classCode = (await page.locator('.code > b').innerText()).replace(/\s/g, '')

  const slug = await test.step('the instructor brings it, sees what was read, and sets it', async () => {
    await page.getByRole('link', { name: 'Add a reading' }).click()
    await page.getByLabel('A file').setInputFiles({ name: 'alliances.pdf', mimeType: 'application/pdf', buffer: bytes })
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
    await expect(page.getByText('One footnote.')).toBeVisible()
    await page.getByRole('button', { name: 'Set this reading' }).click()
    const link = page.getByRole('link', { name: 'Open the reading' }).first()
    await expect(link).toBeVisible()
    return ((await link.getAttribute('href')) ?? '').replace('/readings/', '')
  })

  const student = await join(browser, classCode, fresh('Leila'))
  await test.step('a student reads it in one column, and tags a sentence', async () => {
    await student.room.open(slug)
    await expect(student.room.paper).toContainText(SENTENCE)
    await student.room.tag(SENTENCE, 'realist')
    await student.room.comment('those who trade with each other have something to lose', 'And if one can do without?')
  })

  await test.step('the instructor takes the original home, with the notes on its pages', async () => {
    await instructor.room.open(slug)
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: 'Annotated PDF' }).click()
    const dialog = page.getByRole('dialog', { name: 'Annotated PDF' })
    await dialog.getByRole('radio', { name: 'Those of the original PDF' }).check()
    const coming = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Make the PDF' }).click()
    const home = await readFile(await (await coming).path())
    await expect(dialog.getByText('The PDF is in your downloads.')).toBeVisible()

    expect(home.subarray(0, bytes.length).equals(bytes)).toBe(true)
    const { annotations, pages } = await readBack(home)
    expect(pages).toBe(1)
    const highlights = annotations.filter(({ subtype }) => subtype === 'Highlight')
    expect(highlights.map(({ author, text }) => [author, bareText(text)])).toEqual([
      [student.name, bareText(SENTENCE)],
      [student.name, bareText('those who trade with each other have something to lose')],
    ])
    const [tagged, said] = highlights
    expect(tagged?.words).toContain('realist')
    expect(tagged?.quads).toHaveLength(2)
    expect(annotations.filter(({ inReplyTo }) => inReplyTo === said?.id).map(({ words }) => words)).toEqual([
      'And if one can do without?',
    ])
  })
})
