import { type Locator, type Page, devices, expect, test } from '@playwright/test'
import { type Person, arrive, asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'Moscow endorsed India'
const OTHER = 'trade, investment and interdependence are forces for peace'

const said = (page: Page, words: string | RegExp): Locator => page.getByRole('status').filter({ hasText: words })

const goOffline = async ({ page, context }: Person): Promise<void> => {
  await context.setOffline(true)
  await expect(page.locator('[data-save="offline"]')).toBeVisible()
}

/** Waits until this device could show the page without a network. */
const untilOnDevice = async ({ page }: Person): Promise<void> => {
  await expect
    .poll(() =>
      page.evaluate(async () => {
        if (!(await caches.has('scholion-pages-1'))) return false
        return (await (await caches.open('scholion-pages-1')).match(location.href, { ignoreVary: true })) !== undefined
      }),
    )
    .toBe(true)
}

test('a student on a phone loses the network in the middle of a note, and comes back', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Metro'), 1)
  const mei = await join(browser, classCode, fresh('Mei'))
  const { userAgent, deviceScaleFactor, isMobile, hasTouch, viewport } = devices['Pixel 7']
  const zara = await arrive(
    await browser.newContext({ userAgent, deviceScaleFactor, isMobile, hasTouch, viewport }),
    fresh('Zara'),
  )
  const { page, room } = zara
  await page.goto(`/join?code=${classCode}`)
  await page.getByLabel('Your name').fill(zara.name)
  await page.getByRole('button', { name: 'Join the seminar' }).tap()
  await page.getByRole('link', { name: 'Open the reading' }).tap()
  await room.untilOpen()
  await untilOnDevice(zara)
  await mei.room.open(slug)
  await mei.room.tag(CLAIM, 'realist')
  // Highlights stand in the blocks around the window only.
  const block = page.locator('.paper p').filter({ hasText: CLAIM })
  const mark = page.locator('.paper mark').filter({ hasText: CLAIM })
  const sheet = page.getByRole('region', { name: new RegExp(CLAIM) })
  const composer = page.getByRole('textbox', { name: 'Your note' })

  await test.step('the network goes while she writes; what she typed stays, also when the phone drops the page', async () => {
    await block.scrollIntoViewIfNeeded()
    await mark.tap()
    await sheet.getByRole('button', { name: 'Write a note…' }).tap()
    await composer.pressSequentially('A veto is cheap ')
    await goOffline(zara)
    await composer.pressSequentially('to promise.')
    await expect(composer).toHaveText('A veto is cheap to promise.')
    await page.reload()
    await expect(page.locator('.paper[data-open]')).toBeVisible()
    await block.scrollIntoViewIfNeeded()
    await expect(sheet.or(mark).first()).toBeVisible()
    if (!(await sheet.isVisible())) await mark.tap()
    await expect(sheet.or(composer).first()).toBeVisible()
    if (!(await composer.isVisible())) await sheet.getByRole('button', { name: 'Write a note…' }).tap()
    await expect(composer).toHaveText('A veto is cheap to promise.')
  })

  await test.step('she sends it without a network, and is told where it is', async () => {
    await sheet.getByRole('button', { name: 'Send' }).tap()
    await expect(said(page, '1 change kept on this device')).toBeAttached()
    await expect(sheet.getByText('A veto is cheap to promise.')).toBeVisible()
    await expect(page.locator('[data-save="saved"]')).toHaveCount(0)
  })

  await test.step('others go on meanwhile, and both notes are there once when the network is back', async () => {
    const slip = await mei.room.openThread(CLAIM)
    await slip.getByRole('button', { name: 'Write a note…' }).click()
    await mei.room.write('Was it a promise?')
    await zara.context.setOffline(false)
    await room.untilSaved()
    await expect(slip.getByText('A veto is cheap to promise.')).toHaveCount(1)
    await expect(sheet.getByText('Was it a promise?')).toHaveCount(1)
    await expect(sheet.getByText('A veto is cheap to promise.')).toHaveCount(1)
  })
})

test('a round that closes while a student writes offline leaves both notes to copy and to move', async ({
  browser,
}) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode, slug } = await openSeminar(instructor, fresh('Closed'), 1)
  const leila = await join(browser, classCode, fresh('Leila'))
  const { page, room } = leila
  await room.open(slug)
  await room.tag(OTHER, 'liberal')
  await goOffline(leila)
  const composer = page.locator('.composer').getByRole('textbox')

  await test.step('without a network she sends one note and is in the middle of another', async () => {
    await room.select(CLAIM)
    await room.bar.getByRole('button', { name: 'Comment' }).click()
    await composer.click()
    await page.keyboard.insertText('Endorsed is not the same as supported.')
    await page.keyboard.press('Control+Enter')
    await expect(composer).toBeHidden()
    const slip = await room.openThread(OTHER)
    await slip.getByRole('button', { name: 'Write a note…' }).click()
    await composer.click()
    await page.keyboard.insertText('Peace, or only quiet')
  })

  await test.step('the instructor closes the round', async () => {
    await instructor.page.goto(path)
    const close = instructor.page.getByRole('button', { name: 'Close now', exact: true })
    await close.click()
    await expect(close).toHaveCount(0)
  })

  await test.step('back in the room she is told which rule refused the note, and has its words', async () => {
    await leila.context.setOffline(false)
    await expect(page.locator('[data-save="refused"]')).toBeVisible()
    await expect(said(page, 'This round is closed.')).toBeAttached()
    await page.locator('[data-save="refused"] button').click()
    const slip = page.getByRole('dialog', { name: 'Is it saved?' })
    await expect(slip.getByRole('textbox')).toHaveValue(/Endorsed is not the same as supported\./)
    await page.keyboard.press('Escape')
    // Nobody else has it, and she is not shown a note that is not there.
    await expect(room.thread(CLAIM)).toHaveCount(0)
    await instructor.room.open(slug)
    await expect(instructor.room.thread(OTHER)).toBeVisible()
    await expect(instructor.room.thread(CLAIM)).toHaveCount(0)
  })

  const stray = page.getByRole('region', { name: 'Your unfinished note is kept' })
  await test.step('the unfinished one is kept beside the paper, after a reload too, and so are the refused words', async () => {
    await expect(stray).toContainText('Peace, or only quiet')
    await page.reload()
    await expect(page.locator('.paper[data-open]')).toBeVisible()
    await expect(stray).toContainText('Peace, or only quiet')
    await expect(stray.getByRole('button', { name: 'Copy it' })).toBeVisible()
    await page.locator('[data-save="refused"] button').click()
    const slip = page.getByRole('dialog', { name: 'Is it saved?' })
    await expect(slip.getByRole('textbox')).toHaveValue(/Endorsed is not the same as supported\./)
    await slip.getByRole('button', { name: 'Let it go' }).click()
    await page.keyboard.press('Escape')
  })

  await test.step('when the next round opens she goes on with it there', async () => {
    await instructor.page.goto(path)
    await instructor.page.getByLabel('Kind of round').selectOption('plenary')
    await instructor.page
      .getByRole('form', { name: 'Add a round' })
      .getByRole('button', { name: 'Add a round' })
      .click()
    await instructor.page.getByRole('button', { name: 'Open round 2', exact: true }).click()
    // Until it is open, only her private notes would take it.
    await stray.getByRole('button', { name: 'Go on in Whole seminar' }).click()
    await expect(composer).toHaveText('Peace, or only quiet')
    await expect(stray).toHaveCount(0)
    await composer.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('?')
    await page.keyboard.press('Control+Enter')
    await expect(composer).toBeHidden()
    await room.untilSaved()
    await expect(room.margin.getByText('Peace, or only quiet?')).toHaveCount(1)
    await instructor.page.goto(`/readings/${slug}?sort=time`)
    await instructor.room.untilOpen()
    await expect(instructor.room.margin.getByText('Peace, or only quiet?')).toHaveCount(1)
  })
})
