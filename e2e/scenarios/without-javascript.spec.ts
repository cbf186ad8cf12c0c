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

test('figures can be read, narrowed and taken home without JavaScript', async ({ browser }) => {
  const samina = await asSample(browser, 'Samina Qureshi')
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await samina.context.storageState(),
  })
  const page = await plain.newPage()
  await page.goto(`/readings/${SAMPLE_SLUG}/figures`)
  await expect(page.locator('.lead')).toContainText(/Krippendorff’s alpha is −?0\.\d\d \(95% interval/)
  const agreement = page.getByRole('region', { name: 'Agreement', exact: true })
  await expect(agreement.getByRole('img', { name: /^Group A: alpha/ })).toBeVisible()
  await agreement.locator('summary').click()
  await expect(agreement.getByRole('row', { name: /^Gwet’s AC1, over sentences/ })).toBeVisible()

  await page.locator('summary', { hasText: 'All groups' }).click()
  await page.getByRole('checkbox', { name: 'Group B' }).check()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/\?group=/)
  await expect(page.locator('.lead')).toContainText('4 of 4 members')
  await expect(agreement.getByRole('img', { name: /^Group A/ })).toHaveCount(0)

  const file = await agreement.getByRole('link', { name: 'Agreement as CSV' }).getAttribute('href')
  const taken = await plain.request.get(file ?? '')
  expect(taken.headers()['content-disposition']).toContain(`${SAMPLE_SLUG}-agreement.csv`)
  const csv = await taken.text()
  expect(csv).toContain('\nGroup B,sentences,alpha,0.')
  expect(csv).not.toContain('Group A')
})
