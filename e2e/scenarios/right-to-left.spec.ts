import { readFileSync, readdirSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import auth from '../../app/messages/ur/auth.json' with { type: 'json' }
import words from '../../app/messages/ur/file.json' with { type: 'json' }
import margin from '../../app/messages/ur/margin.json' with { type: 'json' }
import { arrive, asSample, fresh, openSeminar } from '../actors/people'
import { everyPage, nameOf } from '../pages/every-page'
import { ReadingRoom } from '../pages/reading-room'

const CLAIM = 'Moscow endorsed India'
const NOTE = 'یہ دعویٰ realist ہے، مگر دلیل کمزور ہے۔'

/** Every page in a right-to-left language: it says so, nothing sticks out at any width, and axe finds nothing. */
const expectMirrored = async (page: Page): Promise<void> => {
  await expect(page.locator('html')).toHaveAttribute('lang', 'ur')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
  const axe = new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
  expect((await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
}

/** The left edge of a part of the page, in px. */
const leftOf = async (page: Page, part: string): Promise<number> =>
  page
    .locator(part)
    .first()
    .evaluate((element) => element.getBoundingClientRect().left)

test('[LG1] [LG6] a seminar is read and annotated in Urdu, beside one who reads in English', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('اردو'), 1)
  await instructor.room.open(slug)
  const zara = await arrive(await browser.newContext({ locale: 'ur-PK' }), fresh('Zara'))
  const { page } = zara
  const room = new ReadingRoom(page, { bar: margin.bar.label, margin: margin.label })

  await test.step('the way in and the seminar speak what the browser asks for', async () => {
    await page.goto('/sign-in')
    await expect(page.getByRole('heading', { level: 1, name: auth.signIn.heading })).toBeVisible()
    await expectMirrored(page)
    await page.goto(`/join?code=${classCode}`)
    await page.getByLabel(auth.joinPage.name).fill(zara.name)
    await page.getByRole('button', { name: auth.join }).click()
    await expect(page.locator('.account-button')).toBeVisible()
    await expectMirrored(page)
  })

  await test.step('in the reading room the margin stands left of the text, the contents right', async () => {
    await room.open(slug)
    await expectMirrored(page)
    await page.setViewportSize({ width: 1400, height: 900 })
    const lefts = [await leftOf(page, '.margin-column'), await leftOf(page, '.paper'), await leftOf(page, '.contents')]
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b))
    await expect(room.paper).toHaveCSS('direction', 'ltr')
    await expect(room.paper).toHaveAttribute('lang', 'en')
  })

  await test.step('a verdict and a note are given there', async () => {
    await room.tag(CLAIM, 'realist')
    const slip = await room.openThread(CLAIM)
    await slip.getByRole('button', { name: margin.writeNote }).click()
    await room.write(NOTE)
    await expect(slip.locator('.say', { hasText: NOTE })).toHaveCSS('direction', 'rtl')
    await expectMirrored(page)
  })

  await test.step('a file speaks Urdu too, and leaves the paper its own language', async () => {
    const file = await page.request.get(`/readings/${slug}/export?format=html`, {
      headers: { 'Accept-Language': 'ur-PK' },
    })
    const html = await file.text()
    expect(html).toContain('<html lang="ur" dir="rtl">')
    expect(html).toContain(words.places.skip)
    expect(html).toContain(NOTE)
    expect(html).toContain('<div lang="en" dir="ltr">')
  })

  await test.step('the note runs from right to left on an English page too, and the page does not', async () => {
    const slip = await instructor.room.openThread(CLAIM)
    await expect(slip.locator('.say', { hasText: NOTE })).toHaveCSS('direction', 'rtl')
    await expect(slip.locator('.say', { hasText: NOTE })).toHaveCSS('font-family', /Nastaliq/)
    await expect(slip).toHaveCSS('direction', 'ltr')
  })
})

test('[LG2] [LG7] the language is chosen without JavaScript, and an English page loads no face of Urdu', async ({
  browser,
}) => {
  const { page } = await arrive(await browser.newContext({ javaScriptEnabled: false }), 'nobody')
  const faces: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'font') faces.push(request.url())
  })
  await page.goto('/sign-in?next=/seminars/new', { waitUntil: 'networkidle' })
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  expect(faces.filter((face) => !face.includes('noto'))).not.toEqual([])
  expect(faces.filter((face) => face.includes('noto'))).toEqual([])

  await page.getByRole('button', { name: 'اردو' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByText(auth.signIn.teachSub)).toBeVisible()
  await expect.poll(() => faces.filter((face) => face.includes('noto')).length).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
})

/** Every sentence of a catalogue, by its place in it. */
const sentencesOf = (language: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  const add = (place: string, value: unknown): void => {
    if (typeof value === 'string') found.set(place, value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) add(`${place}.${key}`, inner)
  }
  for (const file of readdirSync(`app/messages/${language}`)) {
    add(file, JSON.parse(readFileSync(`app/messages/${language}/${file}`, 'utf8')))
  }
  return found
}

test('[LG1] every page is mirrored in Urdu, and nothing that the app says there is English', async ({ browser }) => {
  test.setTimeout(300_000)
  const urdu = sentencesOf('ur')
  const english = [...sentencesOf('en')].filter(([place, words]) => words.length > 3 && urdu.get(place) !== words)
  const { page } = await asSample(await browser.newContext({ locale: 'ur-PK' }), 'Samina Qureshi')
  for (const address of await everyPage(page)) {
    await page.goto(address)
    await expect(page.locator('#page')).toBeVisible()
    const said = await page.evaluate(() => {
      const words = new Set<string>()
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, style, noscript, bdi, [lang="en"]') == null)
          words.add(node.textContent?.trim() ?? '')
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'placeholder']) words.add(element.getAttribute(name) ?? '')
      }
      return [...words]
    })
    const left = english.filter(([, words]) => said.includes(words)).map(([place]) => place)
    expect.soft([nameOf(address), ...left]).toEqual([nameOf(address)])
    await expectMirrored(page)
  }
})
