import { expect, test } from '@playwright/test'
import { arrive, asSample, fresh, join, openSeminar } from '../actors/people'

test('[LK2] [LK5] what a reader chose on one device is there on their next, and is not another’s', async ({
  browser,
}) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Looks'), 1)
  const ada = await join(browser, classCode, fresh('Ada'))
  await ada.page.goto(`/readings/${slug}`)
  const root = ada.page.locator('html')

  await test.step('a choice reaches the account', async () => {
    const kept = ada.page.waitForResponse((answer) => answer.url().endsWith('/api/choices') && answer.status() === 204)
    await ada.page.locator('.look-button').click()
    await ada.page.getByRole('radio', { name: 'Sepia' }).check()
    await kept
    const bigger = ada.page.waitForResponse((answer) => answer.url().endsWith('/api/choices'))
    await ada.page.getByRole('button', { name: 'Larger text' }).click()
    await bigger
    await expect(root).toHaveAttribute('data-theme', 'sepia')
  })

  await test.step('another device of theirs shows it, before any file has run', async () => {
    const state = await ada.page.context().storageState()
    const other = await browser.newContext({ storageState: { cookies: state.cookies, origins: [] } })
    const page = await other.newPage()
    // Only the script in the page itself may run.
    await page.route('**/_next/**', (route) => route.abort())
    await page.goto(`/readings/${slug}`)
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'sepia')
    await expect(page.locator('html')).toHaveAttribute('data-size', /\d+/)
    await other.close()
  })

  await test.step('a guest’s choice stays on their device', async () => {
    const guest = await arrive(await browser.newContext({ colorScheme: 'light' }), 'nobody')
    await guest.page.goto('/sign-in')
    await expect(guest.page.locator('html')).toHaveAttribute('data-theme', 'light')
    const refused = await guest.page.request.post('/api/choices', { data: { theme: 'dark' } })
    expect(refused.status()).toBe(401)
    const odd = await ada.page.request.post('/api/choices', { data: { theme: 'blue' } })
    expect(odd.status()).toBe(400)
  })
})
