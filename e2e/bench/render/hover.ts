import type { Page } from '@playwright/test'
import type { Meter } from './probe'
import { HOVERS } from './side'

/** Moves the pointer over the text and beside it, equally often; the difference is what a highlight under it costs. */
export const hoverCost = async (page: Page, meter: Meter, paper: string): Promise<number> => {
  const box = await page.locator(paper).evaluate((element) => {
    const { left, width } = element.getBoundingClientRect()
    return { left, width }
  })
  const moves = async (x: (at: number) => number): Promise<void> => {
    for (let at = 0; at < HOVERS; at += 1) {
      await page.mouse.move(x(at), 150 + at * 25)
      await page.evaluate(() => window.painted())
    }
  }
  const beside = await meter.busyMs(() => moves(() => box.left / 4))
  const over = await meter.busyMs(() => moves((at) => box.left + box.width * (0.2 + (0.6 * (at % 5)) / 5)))
  await page.mouse.move(2, 2)
  return Math.max(0, (over - beside) / HOVERS)
}
