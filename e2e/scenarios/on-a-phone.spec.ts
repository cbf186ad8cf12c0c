import { type Page, devices, expect, test } from '@playwright/test'
import { arrive, asSample, fresh, openSeminar } from '../actors/people'

const CLAIM = 'Moscow endorsed India'
const TAPPED = 'Yet another dimension'

/** What the phone's handles do, which no driver has: the selection stands, and the page hears of it. */
const selectByHandles = (page: Page, passage: string): Promise<void> =>
  page.evaluate((words) => {
    const walker = document.createTreeWalker(document.querySelector('.paper') ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(words) ?? -1
      if (at < 0) continue
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      document.getSelection()?.setBaseAndExtent(node, at, node, at + words.length)
      return
    }
    throw new Error(`the paper does not say “${words}”`)
  }, passage)

/** Two taps of a finger on the first letters of a passage. */
const tapTwice = async (page: Page, passage: string): Promise<void> => {
  const { x, y } = await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.querySelector('.paper') ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(words) ?? -1
      if (at < 0) continue
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' })
      const range = document.createRange()
      range.setStart(node, at + 1)
      range.setEnd(node, at + 2)
      const box = range.getBoundingClientRect()
      return { x: box.x, y: box.y + box.height / 2 }
    }
    throw new Error(`the paper does not say “${words}”`)
  }, passage)
  await page.touchscreen.tap(x, y)
  await page.touchscreen.tap(x, y)
}

test('a student on a phone taps, selects, tags and writes', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Phone'), 1)
  const { userAgent, deviceScaleFactor, isMobile, hasTouch } = devices['Pixel 7']
  const zara = await arrive(
    await browser.newContext({
      userAgent,
      deviceScaleFactor,
      isMobile,
      hasTouch,
      viewport: { width: 390, height: 844 },
    }),
    fresh('Zara'),
  )
  const { page, room } = zara

  await test.step('joins by the link on the board', async () => {
    await page.goto(`/join?code=${classCode}`)
    await page.getByLabel('Your name').fill(zara.name)
    await page.getByRole('button', { name: 'Join the seminar' }).tap()
    await page.getByRole('link', { name: 'Open the reading' }).tap()
    await room.untilOpen()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })

  await test.step('selects a passage and tags it', async () => {
    await selectByHandles(page, CLAIM)
    const sheet = page.getByRole('region', { name: 'Your selection' })
    await expect(sheet).toBeVisible()
    await sheet.getByRole('button', { name: 'realist' }).tap()
    await room.untilSaved()
    await expect(sheet).toBeHidden()
  })

  await test.step('taps the highlight and writes a note in the sheet', async () => {
    await page.locator('.paper mark').filter({ hasText: CLAIM }).tap()
    const sheet = page.getByRole('region', { name: new RegExp(CLAIM) })
    await expect(sheet.getByRole('button', { name: /^realist/ })).toHaveAttribute('aria-pressed', 'true')
    await sheet.getByRole('button', { name: 'Write a note…' }).tap()
    await page.getByRole('textbox', { name: 'Your note' }).pressSequentially('A veto is cheap to promise.')
    await expect(sheet.getByRole('button', { name: 'Send' })).toBeInViewport({ ratio: 1 })
    await sheet.getByRole('button', { name: 'Send' }).tap()
    await room.untilSaved()
    await expect(sheet.getByText('A veto is cheap to promise.')).toBeVisible()
    await sheet.getByRole('button', { name: /^constructivist/ }).tap()
    await room.untilSaved()
    await expect(sheet.getByRole('button', { name: /^constructivist/ })).toHaveAttribute('aria-pressed', 'true')
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await expect(page.getByRole('button', { name: '1 note', exact: true })).toBeVisible()
  })

  await test.step('takes a pen, taps one sentence twice, and takes it back', async () => {
    await page.getByRole('button', { name: 'Pen', exact: true }).tap()
    const slip = page.getByRole('dialog', { name: 'What each selection becomes' })
    await slip.getByRole('radio', { name: 'liberal' }).tap()
    await page.keyboard.press('Escape')
    await tapTwice(page, TAPPED)
    await room.untilSaved()
    const mark = page.locator('.paper mark').filter({ hasText: TAPPED })
    await expect(mark).toBeVisible()
    await expect(page.getByRole('button', { name: '2 notes', exact: true })).toBeVisible()
    // What a finger selects waits for a press, and one button has the pen's tag.
    await selectByHandles(page, CLAIM)
    const sheet = page.getByRole('region', { name: 'Your selection' })
    await expect(sheet.getByRole('button', { name: 'liberal' })).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'realist' })).toBeHidden()
    await page.evaluate(() => document.getSelection()?.collapseToStart())
    await page.getByRole('button', { name: 'Undo' }).tap()
    await expect(mark).toBeHidden()
    await room.untilSaved()
    await page.getByRole('button', { name: 'Put the pen down' }).tap()
    await expect(page.getByRole('button', { name: '1 note', exact: true })).toBeVisible()
  })

  await test.step('the list has its filter in sight, wherever the page is scrolled', async () => {
    await page.evaluate(() => {
      scrollTo({ top: 3000, behavior: 'instant' })
    })
    await page.getByRole('button', { name: '1 note', exact: true }).tap()
    const notes = page.getByRole('region', { name: 'The room’s notes' })
    await notes.getByRole('button', { name: 'Filter' }).tap()
    const filter = page.getByRole('dialog', { name: 'Which notes are shown' })
    await expect(filter.getByLabel('Words in the note or its passage')).toBeInViewport()
    await filter.getByRole('button', { name: 'Close' }).tap()
    await expect(filter).toBeHidden()
    await notes.getByRole('button', { name: 'Close' }).tap()
  })

  await test.step('finds words at 320 px, and reads the field that they are typed into', async () => {
    await page.setViewportSize({ width: 320, height: 568 })
    await page.getByRole('button', { name: 'Find words in the paper' }).tap()
    const words = page.getByRole('searchbox', { name: 'Words in the paper' })
    await words.fill('veto')
    await expect(page.getByText(/^\d+ of \d+$/)).toBeInViewport()
    expect((await words.boundingBox())?.width).toBeGreaterThan(200)
    await page.getByRole('search').getByRole('button', { name: 'Close' }).tap()
    await page.setViewportSize({ width: 390, height: 844 })
  })

  await test.step('others see it', async () => {
    await instructor.room.open(slug)
    const slip = await instructor.room.openThread(CLAIM)
    await expect(slip.getByText('1 constructivist')).toBeVisible()
    await expect(slip.getByText('A veto is cheap to promise.')).toBeVisible()
  })

  await test.step('a window that was narrow for a while shows its margin again', async () => {
    const { page, room } = instructor
    const wide = page.viewportSize()
    await page.setViewportSize({ width: 700, height: 800 })
    await expect(page.locator('.margin')).toHaveCount(0)
    await page.setViewportSize(wide ?? { width: 1440, height: 900 })
    const slip = await room.openThread(CLAIM)
    await expect(slip.getByText('A veto is cheap to promise.')).toBeVisible()
  })
})
