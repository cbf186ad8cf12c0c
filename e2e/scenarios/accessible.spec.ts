import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Person, SAMPLE_SLUG, arrive, asSample } from '../actors/people'

const violations = async ({ page }: Person): Promise<string[]> => {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return found.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)
}

for (const theme of ['light', 'sepia', 'dark', 'high-contrast']) {
  test(`axe finds nothing in ${theme}`, async ({ browser }) => {
    test.setTimeout(240_000)
    const guest = await arrive(browser, 'nobody')
    const instructor = await asSample(browser, 'Samina Qureshi')
    for (const { page } of [guest, instructor]) {
      await page.addInitScript((wanted) => {
        localStorage.setItem('scholion-theme', wanted)
      }, theme)
    }
    for (const address of ['/', '/sign-in', '/join']) {
      await guest.page.goto(address)
      await expect(guest.page.locator('html')).toHaveAttribute('data-theme', theme)
      expect([address, ...(await violations(guest))]).toEqual([address])
    }
    await instructor.page.goto('/')
    const seminar =
      (await instructor.page.getByRole('link', { name: 'South Asian Security' }).first().getAttribute('href')) ?? ''
    for (const address of ['/', '/seminars/new', seminar, `/readings/${SAMPLE_SLUG}/figures`]) {
      await instructor.page.goto(address)
      expect([address, ...(await violations(instructor))]).toEqual([address])
    }
  })
}
