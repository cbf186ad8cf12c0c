import { expect, test } from '@playwright/test'
import { SAMPLE_SLUG, asSample } from '../actors/people'

test('the paper can be read without JavaScript', async ({ browser }) => {
  const leila = await asSample(browser, 'Leila Haddad')
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await leila.context.storageState() })
  const page = await plain.newPage()
  await page.goto(`/readings/${SAMPLE_SLUG}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pakistan-Russia Relations')
  await expect(page.getByText('In the Cold War period relations between Pakistan and the then USSR')).toBeVisible()
  await expect(page.locator('.footnote')).toHaveCount(97)
  await page.locator('#ref-fn-2 a').click()
  await expect(page.locator('#fn-2')).toBeInViewport()
  await page.locator('#fn-2 a.footnote-label').click()
  await expect(page.locator('#ref-fn-2')).toBeInViewport()
})

test('the room takes over the same markup without a jump', async ({ browser }) => {
  const leila = await asSample(browser, 'Leila Haddad')
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await leila.context.storageState() })
  const before = await plain.newPage()
  await before.goto(`/readings/${SAMPLE_SLUG}`)
  const places = (paper: Element) => ({
    html: paper.innerHTML,
    tops: [...paper.querySelectorAll('p, h1, h2, h3, li')].map((block) =>
      Math.round(block.getBoundingClientRect().top),
    ),
  })
  const served = await before.locator('.paper').evaluate(places)

  const reading = `/readings/${SAMPLE_SLUG}`
  await leila.page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
        document.documentElement.dataset.shift = String(Number(document.documentElement.dataset.shift ?? 0) + shift)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await leila.page.goto(reading)
  await leila.room.untilOpen()
  const taken = await leila.page.locator('.paper').evaluate(places)
  expect(taken.tops).toEqual(served.tops)
  expect(Number((await leila.page.locator('html').getAttribute('data-shift')) ?? 0)).toBeLessThan(0.02)
})
