import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { highlightsOf } from '../actors/pdf'
import { asSample, fresh, join, openSeminar } from '../actors/people'
import { twoColumns } from '../actors/two-columns'

const TITLE = 'The Weight of Distant Neighbours'
const CLAIM = 'A treaty without a budget is a wish that two ministers once held in common.'
const NOTE = 'Minutes of the joint commission, second session, page 14.'
const ANSWER = 'And a budget without a treaty?'

/** Enough sentences for two pages of two columns, no two of them alike. */
const paragraphs = Array.from({ length: 22 }, (_, nth) => {
  const said = [
    `In year ${nth + 1901} the two capitals exchanged letters about the ${nth + 3} open questions of the border trade.`,
    nth === 4 ? CLAIM : `The envoy of that year, the ${nth + 11}th in the series, reported that little had moved.`,
    `What moved was the price of grain, which rose by ${nth + 2} parts in the hundred before the harvest came in.`,
    'Historians read such letters as signs of patience, and economists read them as signs of the lack of money.',
    nth % 5 === 2
      ? `The archives keep the drafts of the letters.{${(nth - 2) / 5 + 1}}`
      : 'Both may be right about it.',
  ]
  return said.join(' ')
})
const notes = [NOTE, 'Letter of the envoy, undated.', 'The draft is lost.', 'Kept in the annex.']

test('a paper that came as a PDF is read together and goes home on its own pages', async ({ browser }) => {
  test.setTimeout(180_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, path } = await openSeminar(instructor, fresh('Originals'), 1)
  const original = await twoColumns({ title: TITLE, paragraphs, notes })
  const { page } = instructor

  const slug = await test.step('the instructor sees what was read of it, and sets it', async () => {
    await page.goto(path)
    await page.getByRole('link', { name: 'Add a reading' }).click()
    await page.getByLabel('A file').setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer: original })
    await page.getByRole('button', { name: 'Read it' }).click()
    const preview = page.locator('.preview')
    await expect(preview.getByRole('heading', { name: TITLE })).toBeVisible()
    await expect(preview).toContainText('4 footnotes.')
    await page.getByRole('button', { name: 'Set this reading' }).click()
    const link = page.getByRole('listitem').filter({ hasText: TITLE }).getByRole('link', { name: 'Open the reading' })
    await expect(link).toBeVisible()
    return ((await link.getAttribute('href')) ?? '').replace('/readings/', '')
  })

  const hina = await join(browser, classCode, fresh('Hina'))
  await test.step('a student marks and tags a sentence of it', async () => {
    await hina.room.open(slug)
    await expect(hina.room.paper.getByText(NOTE)).toHaveCount(1)
    await hina.room.tag(CLAIM, 'realist')
    await hina.room.comment(CLAIM, ANSWER)
  })

  await test.step('the instructor takes the original home', async () => {
    await page.goto(`/readings/${slug}/files`)
    await page.getByRole('radio', { name: /The original PDF/ }).check()
    await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'Group A' })
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Make the file' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toMatch(/-original\.pdf$/)
    const bytes = await readFile(await file.path())
    expect(bytes.subarray(0, original.length).equals(original)).toBe(true)
    const highlights = await highlightsOf(bytes)
    expect(highlights.map(({ text, author }) => ({ text, author }))).toEqual([{ text: CLAIM, author: hina.name }])
    expect(highlights[0]?.contents).toContain('realist')
    expect(highlights[0]?.replies.map(({ contents }) => contents)).toEqual([ANSWER])
  })
})
