import { expect, test } from '@playwright/test'
import { SCRIPTS_MAX_KB, estimateScriptsKb } from '../../lib/server/launch/size.mjs'
import { SAMPLE_SLUG, asSample } from '../actors/people'
import { countSent } from '../pages/sent'

/** How far the estimate of `npm run check` may be from what a browser is sent, in kB. */
const ESTIMATE_OFF_KB = 8

test('the reading page keeps to its budget of scripts', async ({ browser }) => {
  // The worker keeps files: with it, some would not be counted.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  await asSample(context, 'Leila Haddad')
  const page = await context.newPage()
  const sent = await countSent(await context.newCDPSession(page))
  await page.goto(`/readings/${SAMPLE_SLUG}`)
  await expect(page.locator('.paper[data-open]')).toBeVisible()
  await expect(page.locator('[data-save="saved"]')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const { scriptKb } = sent()
  const estimated = await estimateScriptsKb()
  expect(scriptKb).toBeLessThanOrEqual(SCRIPTS_MAX_KB)
  expect(Math.abs(scriptKb - estimated)).toBeLessThanOrEqual(ESTIMATE_OFF_KB)
  await context.close()
})
