import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'
import { ReadingRoom } from '../pages/reading-room'

const PASSAGE = 'The development of these economic relations is taking place'
const selector = (exact: string) => [
  { source: 'https://example.org/', selector: [{ type: 'TextQuoteSelector', exact }] },
]
const HYPOTHESIS = {
  export_date: '2026-11-20T10:00:00.000Z',
  annotations: [
    {
      id: 'one',
      uri: 'https://example.org/',
      user: 'acct:amina@hypothes.is',
      created: '2026-11-02T09:00:00Z',
      updated: '2026-11-02T09:00:00Z',
      text: 'So he chose a side.',
      tags: [],
      target: selector(PASSAGE),
    },
    {
      id: 'lost',
      uri: 'https://example.org/',
      user: 'acct:amina@hypothes.is',
      created: '2026-11-02T09:00:00Z',
      updated: '2026-11-02T09:00:00Z',
      text: 'Where was this?',
      tags: [],
      target: selector('Penguins never saw a treaty of any kind at all.'),
    },
  ],
}

test('notes of another tool come in after a look, into a window that is open, and go home in a file', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { slug, classCode } = await openSeminar(instructor, fresh('Files'), 1)
  const sana = await join(browser, classCode, fresh('Sana'))
  const other = new ReadingRoom(await sana.context.newPage())
  await other.open(slug)

  const { page } = sana
  await page.goto(`/readings/${slug}/files`)
  await page.getByRole('button', { name: 'Look at it first' }).click()
  await expect(page.getByLabel('The file')).toHaveAccessibleDescription(/Choose the file that the other tool exported./)
  await page.getByLabel('The file').setInputFiles({
    name: 'hypothesis.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(HYPOTHESIS)),
  })
  await page.getByLabel('Into the layer').selectOption({ label: 'Group A' })
  await page.getByRole('button', { name: 'Look at it first' }).click()
  await expect(page.getByRole('heading', { name: 'What would come in' })).toBeFocused()
  await expect(page.getByText('One passage in its place, word for word.')).toBeVisible()
  await expect(page.locator('q', { hasText: 'Penguins never saw' })).toBeVisible()
  await expect(other.thread(PASSAGE)).toHaveCount(0)
  await page.getByRole('button', { name: 'Bring them in' }).click()
  await expect(page.getByRole('heading', { name: 'What came in' })).toBeFocused()
  await expect(other.thread(PASSAGE).first()).toBeVisible()

  await page.goto(`/readings/${slug}/files`)
  await page.getByRole('radio', { name: /Web page/ }).check()
  await page.getByLabel('Layer', { exact: true }).selectOption({ label: 'Group A' })
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Make the file' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/group-a\.html$/)

  const alone = await (await browser.newContext({ javaScriptEnabled: false, offline: true })).newPage()
  const asked: string[] = []
  alone.on('request', (request) => asked.push(request.url()))
  const home = test.info().outputPath('reading.html')
  await file.saveAs(home)
  await alone.goto(`file://${home}`)
  await expect(alone.getByText('So he chose a side.')).toBeVisible()
  await expect(alone.getByText('By amina, imported').first()).toBeVisible()
  expect(asked).toHaveLength(1)
})
