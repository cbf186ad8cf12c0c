import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { SAMPLE_SLUG, arrive, asSample } from '../actors/people'

const THEMES = ['light', 'sepia', 'dark', 'high-contrast'] as const
type Theme = (typeof THEMES)[number]

/** Everything that axe knows of WCAG 2.2 AA, or the one rule that another theme can break. */
const rulesFor = (theme: Theme, axe: AxeBuilder): AxeBuilder =>
  theme === 'light' ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']) : axe.withRules(['color-contrast'])

/** Puts on a theme as the reader's own choice does, without loading the page again. */
const wear = async (page: Page, theme: Theme): Promise<void> => {
  await page.evaluate((wanted) => {
    localStorage.setItem('scholion-theme', wanted)
    dispatchEvent(new Event('scholion-look'))
  }, theme)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

/** What axe finds on the page as it stands, in each theme. */
const violations = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const theme of THEMES) {
    await wear(page, theme)
    // No page of ours has frames, for which axe would open a window of its own each time.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
    const { violations: here } = await rulesFor(theme, axe).analyze()
    found.push(...here.map(({ id, nodes }) => `${theme}, ${id}: ${nodes[0]?.html ?? ''}`))
  }
  return found
}

test('axe finds nothing on the pages of a guest, in any theme', async ({ browser }) => {
  const { page } = await arrive(browser, 'nobody')
  for (const address of ['/', '/sign-in', '/join']) {
    await page.goto(address)
    expect([address, ...(await violations(page))]).toEqual([address])
  }
})

test('axe finds nothing on the pages of an instructor, in any theme', async ({ browser }) => {
  test.setTimeout(240_000)
  const { page } = await asSample(browser, 'Samina Qureshi')
  await page.goto('/')
  const seminar = (await page.getByRole('link', { name: 'South Asian Security' }).first().getAttribute('href')) ?? ''
  for (const address of [
    '/',
    '/seminars/new',
    seminar,
    `${seminar}/readings/new`,
    ...['roster', 'codebook', 'conduct', 'log', 'keep', 'me'].map((part) => `${seminar}/${part}`),
    ...['figures', 'board', 'board/remote', 'participation', 'files'].map((part) => `/readings/${SAMPLE_SLUG}/${part}`),
    '/notices',
  ]) {
    await page.goto(address)
    expect([address, ...(await violations(page))]).toEqual([address])
  }
})

test('axe finds nothing on the reading page with an open thread and a selection, in any theme', async ({ browser }) => {
  const { page, room } = await asSample(browser, 'Leila Haddad')
  await room.open(SAMPLE_SLUG)
  await room.openThread('This has given us nothing as the only result')
  await room.select('period of economic transition in Russia')
  await expect(room.margin.getByRole('article')).toBeVisible()
  expect(await violations(page)).toEqual([])
  // Each tool over the page: the filter, the pen, the look, the field for words, the keys.
  await page.keyboard.press('Escape')
  for (const name of ['Filter', 'Pen', 'Text size, face and theme']) {
    await page.getByRole('button', { name, exact: true }).click()
    expect([name, ...(await violations(page))]).toEqual([name])
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'Find words in the paper' }).click()
  await page.getByRole('searchbox', { name: 'Words in the paper' }).fill('Russia')
  expect(['find', ...(await violations(page))]).toEqual(['find'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(['keys', ...(await violations(page))]).toEqual(['keys'])
})
