import { expect, test } from '@playwright/test'
import { SAMPLE_SLUG, asSample } from '../actors/people'

test('a figure leads to exactly its passages', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { page } = instructor
  const figures = `/readings/${SAMPLE_SLUG}/figures`
  const bar = page.locator('.multiples a.mark-link')

  await test.step('[LG10] it says when it was counted, as Britain writes it', async () => {
    await page.goto(figures)
    await expect(page.getByText(/counted at \d{1,2} \w{3,4} \d{4}, \d{2}:\d{2}:\d{2}/).first()).toBeVisible()
  })

  await test.step('by keyboard: a chart is one stop, arrows go from mark to mark', async () => {
    await page.goto(figures)
    await expect(page.getByText('Arrow keys go from mark to mark')).toBeVisible()
    const first = page.locator('.multiples svg').first()
    await expect(first.locator('a[tabindex="0"]')).toHaveCount(1)
    await bar.first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(bar.nth(1)).toBeFocused()
    await expect(bar.nth(1)).toHaveAccessibleName(/^liberal, \d+ verdicts: to the passages$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\?tag=[^&]+&group=[^&]+$/)
  })

  await test.step('the reading room has that filter', async () => {
    await expect(page.locator('.shown-count')).toContainText(/^[1-9]\d* of /)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await expect(page.getByRole('button', { name: 'liberal', exact: true, pressed: true })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Said by' })).toHaveValue(/^g:/)
  })

  await test.step('a sentence leads to the notes on it, and the room says so', async () => {
    await page.goto(figures)
    const cell = page.locator('.heat-strip a.mark-link').first()
    const href = (await cell.getAttribute('href')) ?? ''
    expect(href).toMatch(/\?in=\d+-\d+#p=\d+-\d+$/)
    await page.goto(href)
    await expect(page.locator('.shown-count')).toContainText(/^[1-9] of /)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await expect(page.getByText('1 place in the text')).toBeVisible()
    await page.getByRole('button', { name: 'Leave that out' }).click()
    await expect(page.locator('.shown-count')).toHaveCount(0)
  })

  await test.step('without a script the marks are links too, and every interval can be had', async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await instructor.context.storageState(),
    })
    const still = await plain.newPage()
    await still.goto(figures)
    await still.getByText('The same figures, and other coefficients, as a table').click()
    await still.getByRole('link', { name: 'Draw every interval' }).click()
    await expect(still.getByText('Intervals are drawn anew from units')).toBeVisible()
    await still.locator('.multiples a.mark-link').first().click()
    await still.waitForURL(/\?tag=[^&]+&group=[^&]+$/)
    await expect(still.getByRole('heading', { level: 1 })).toContainText('Pakistan-Russia Relations')
  })
})
