import { type Locator, type Page, expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

/** Draws a selection over the first line of `element`, as a hand does. */
const dragFirstLine = async (page: Page, element: Locator): Promise<void> => {
  await element.scrollIntoViewIfNeeded()
  const line = await element.evaluate((copy) => {
    const range = document.createRange()
    range.selectNodeContents(copy)
    // The boxes of paragraphs are among them; a line is the lowest of height.
    const boxes = [...range.getClientRects()]
    const least = Math.min(...boxes.map(({ height }) => height))
    const { left, right, top, bottom } =
      boxes.find(({ height }) => height < least * 1.5) ?? copy.getBoundingClientRect()
    return { left, right, middle: (top + bottom) / 2 }
  })
  await page.mouse.move(line.left + 1, line.middle)
  await page.mouse.down()
  await page.mouse.move((line.left + line.right) / 2, line.middle, { steps: 4 })
  await page.mouse.move(line.right - 2, line.middle, { steps: 4 })
  await page.mouse.up()
}

test('[PV11] a footnote is annotated where it hangs beside the text, and in its slip', async ({ browser }) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Notes'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const { page, room } = hana
  await page.setViewportSize({ width: 1700, height: 950 })
  await room.open(slug)
  const beside = page.locator('.side-note').nth(4)

  await test.step('beside the text: what is selected in it gets a verdict, in the note itself too', async () => {
    await dragFirstLine(page, beside.locator('.note-copy'))
    await expect(room.bar).toBeVisible()
    const [bar, note] = [await room.bar.boundingBox(), await beside.boundingBox()]
    expect(Math.abs((bar?.y ?? 0) - (note?.y ?? 0))).toBeLessThan(200)
    await room.bar.getByRole('button', { name: 'realist' }).click()
    await expect(beside.locator('.hl')).not.toHaveCount(0)
    const words = await beside.locator('.hl').allInnerTexts()
    const id = (await beside.getAttribute('id'))?.replace('side-', '') ?? ''
    await expect(page.locator(`[id="${id}"] .hl-start`)).toHaveCount(1)
    expect(words.join('').length).toBeGreaterThan(10)
    await room.untilSaved()
  })

  await test.step('its thread stands beside it, and opens by a press on it', async () => {
    const thread = page.locator('.margin .th')
    await expect(thread).toHaveCount(1)
    const [row, note] = [await thread.boundingBox(), await beside.boundingBox()]
    expect(Math.abs((row?.y ?? 0) - (note?.y ?? 0))).toBeLessThan(120)
    await beside.locator('.hl').first().click()
    await expect(page.locator('.margin .th.open')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('in the slip of its marker, on a narrower window', async () => {
    await page.setViewportSize({ width: 1200, height: 900 })
    await page.locator('.paper .ref a').nth(6).click()
    const slip = page.locator('.note-slip')
    await dragFirstLine(page, slip.locator('.note-copy'))
    await expect(room.bar).toBeVisible()
    await room.bar.getByRole('button', { name: 'liberal' }).click()
    await expect(slip.locator('.hl')).not.toHaveCount(0)
    await expect(slip).toBeVisible()
    await room.untilSaved()
  })

  await test.step('[MA18] in the list at the end, where its slip reaches below the text: so does the page', async () => {
    await page.locator('.note-slip').press('Escape')
    await page.setViewportSize({ width: 1440, height: 700 })
    await dragFirstLine(page, page.locator('.paper .footnotes p').last())
    await room.bar.getByRole('button', { name: 'Comment' }).click()
    const slip = page.locator('.margin .th.open')
    await expect(slip).toBeVisible()
    await expect
      .poll(() =>
        page.evaluate(() => {
          scrollTo(0, document.documentElement.scrollHeight)
          return document.documentElement.scrollHeight - document.body.getBoundingClientRect().height
        }),
      )
      .toBeLessThanOrEqual(1)
    await expect(page.locator('header').first()).toBeInViewport()
    await expect(slip).toBeInViewport()
    await page.keyboard.press('Escape')
  })

  await test.step('somebody else has all three', async () => {
    await instructor.room.open(slug)
    await expect(instructor.page.locator('.paper .footnotes .hl-start')).toHaveCount(3)
  })
})
