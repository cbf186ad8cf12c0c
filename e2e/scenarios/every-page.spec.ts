import { type Page, expect, test } from '@playwright/test'
import { lookAtFocus } from '../actors/keys'
import { asSample } from '../actors/people'
import { everyPage, nameOf } from '../pages/every-page'

/** A page has fewer stops than this, or its Tab runs in a ring. */
const STOPS_MAX = 400
const TOUCH_PX = 44
/** 1280 by 1024 at 400 %. */
const AT_400 = { width: 320, height: 256 }

/** Runs in the page: numbers what Tab should stop at, in the order of the document; gives how many there are. */
const numberStops = (): number => {
  let number = 0
  document.querySelectorAll<HTMLElement>('[data-stop]').forEach((one) => delete one.dataset.stop)
  const radios = new Set<string>()
  for (const element of document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex]',
  )) {
    const isOff = element.matches(':disabled, [type="hidden"], [tabindex="-1"], nextjs-portal *')
    if (isOff || element.getClientRects().length === 0 || !element.checkVisibility({ visibilityProperty: true }))
      continue
    // Of a set of radio buttons one is a stop: the chosen one, or the first.
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      const set = `${element.form?.getAttribute('aria-label') ?? ''} ${element.name}`
      const chosen = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')].some(
        (other) => other.name === element.name && other.form === element.form && other.checked,
      )
      if (chosen ? !element.checked : radios.has(set)) continue
      radios.add(set)
    }
    number += 1
    element.dataset.stop = String(number)
  }
  return number
}

/** Runs in the page: the number of the stop that has the focus, and what is wrong with how it shows. */
const stopNow = (): number => Number(document.activeElement?.closest<HTMLElement>('[data-stop]')?.dataset.stop ?? 0)

/** Goes through the page with Tab and gives what is wrong: a stop that is left out, that comes out of its turn, or that cannot be seen. */
const walk = async (page: Page): Promise<readonly string[]> => {
  // What a page's script adds (buttons for a picture) or takes away (the marks of a chart are one stop) is there first.
  let count = -1
  const isSettled = async () => {
    const before = count
    count = await page.evaluate(numberStops)
    return count === before
  }
  await expect.poll(isSettled, { intervals: [500] }).toBe(true)
  const wrong: string[] = []
  const seen = new Set<number>()
  let last = 0
  for (let presses = 0; presses < STOPS_MAX; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(stopNow)
    // A field for a moment has a stop for each of its parts.
    if (at !== 0 && at === last) continue
    if (seen.has(at)) break
    if (at === 0) {
      if (seen.size > 0) break
      continue
    }
    if (at < last) wrong.push(`stop ${at} comes after ${last}`)
    seen.add(at)
    last = at
    wrong.push(...(await page.evaluate(lookAtFocus)))
  }
  const missed = Array.from({ length: count }, (_, stop) => stop + 1).filter((stop) => !seen.has(stop))
  for (const stop of missed) {
    wrong.push(
      `never reached: ${await page.locator(`[data-stop="${stop}"]`).evaluate((one) => one.outerHTML.slice(0, 120))}`,
    )
  }
  return wrong
}

test('[FO2] each page is gone through with Tab: every control in its turn, and seen', async ({ browser }) => {
  test.setTimeout(300_000)
  const { page } = await asSample(browser, 'Samina Qureshi')
  for (const address of await everyPage(page)) {
    await page.goto(address)
    await expect(page.locator('#page')).toBeVisible()
    expect.soft([nameOf(address), ...(await walk(page))]).toEqual([nameOf(address)])
  }
})

/**
 * Runs in the page: what is smaller than a finger needs, each as a sentence. A link
 * in a sentence, and a box inside its label, need no size of their own; a mark of a
 * chart is as large as its number, and the table beside the chart leads where it does.
 */
const smallTargets = (least: number): readonly string[] =>
  [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type="hidden"]), select, textarea, summary'),
  ].flatMap((element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return []
    if (element.matches('.skip, :disabled, .mark-link')) return []
    const isInSentence =
      element.matches('a') &&
      getComputedStyle(element).display === 'inline' &&
      (element.parentElement?.textContent.trim().length ?? 0) > element.textContent.trim().length
    if (isInSentence) return []
    const label =
      element instanceof HTMLInputElement && /checkbox|radio/.test(element.type) ? element.labels?.[0] : undefined
    const { width, height } = (label ?? element).getBoundingClientRect()
    return width === 0 || (width >= least - 0.5 && height >= least - 0.5)
      ? []
      : [`${Math.round(width)} x ${Math.round(height)}: ${element.outerHTML.slice(0, 110)}`]
  })

/** Runs in the page: what sticks out at the side, though it is not in a part that scrolls by itself. */
const sticksOut = (): readonly string[] =>
  document.documentElement.scrollWidth <= innerWidth
    ? []
    : [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .slice(-1)
        .map((element) => `sticks out: ${element.outerHTML.slice(0, 110)}`)

test('[FO3] each page serves a finger, a window at 400 %, forced colours and who wants no motion', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const context = await browser.newContext({
    viewport: AT_400,
    hasTouch: true,
    isMobile: true,
    forcedColors: 'active',
    reducedMotion: 'reduce',
  })
  const { page } = await asSample(context, 'Samina Qureshi')
  for (const address of await everyPage(page)) {
    await page.goto(address)
    await expect(page.locator('#page')).toBeVisible()
    const wrong = [
      ...(await page.evaluate(sticksOut)),
      ...(await page.evaluate(smallTargets, TOUCH_PX)),
      ...(await page.evaluate(
        (height) =>
          [...document.querySelectorAll('body *')]
            .filter(
              (one) =>
                /fixed|sticky/.test(getComputedStyle(one).position) && one.getBoundingClientRect().height > height / 2,
            )
            .map((one) => `covers half of the window: ${one.outerHTML.slice(0, 110)}`),
        AT_400.height,
      )),
      // What moves by itself: anything that would take longer than an instant.
      ...(await page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 10)
          .map(
            (animation) =>
              `moves: ${String(animation.effect instanceof KeyframeEffect && animation.effect.target?.outerHTML.slice(0, 80))}`,
          ),
      )),
    ]
    expect.soft([nameOf(address), ...wrong]).toEqual([nameOf(address)])
  }
})
