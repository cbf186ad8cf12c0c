import { chromium } from '@playwright/test'
import { BROWSER_FLAGS, ensureBrowser } from '../../lib/server/launch/browser.mjs'
import { speaker } from '../../lib/server/launch/say.mjs'
import { SAMPLE_SLUG, asSample } from '../actors/people'
import { openServer } from '../actors/server'
import { type Report, atMost, reportOf } from './report'

/** Two of one group of the sample. */
const WRITER = 'Leila Haddad'
const READER = 'Hana Suzuki'
const CLAIM = 'Being a veto power at the UN its significant international influence at the world stage is evident'
/** One after the other, so that each click changes the verdict. */
const TAGS = [/^realist/, /^liberal/] as const
const CHANGES = 40
const SEEN_MAX_MS = 200
/** After so long the benchmark gives up. */
const CHANGE_MAX_MS = 10_000

/**
 * From the click with which one member changes their verdict to the moment that another member's open window shows it, the commit between them
 * included: two real browser windows and the server on one machine.
 */
export const bench = async (): Promise<Report> => {
  const executablePath = await ensureBrowser(speaker(process.stderr))
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  const server = await openServer().catch(async (error: unknown) => {
    await browser.close()
    throw error
  })
  try {
    const open = async (name: string) => {
      const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1280, height: 900 } })
      // The compiler of the benchmarks names functions with a call that a page does not know.
      await context.addInitScript('globalThis.__name = (named) => named')
      const member = await asSample(context, name)
      await member.room.open(SAMPLE_SLUG)
      return member
    }
    const writer = await open(WRITER)
    const reader = await open(READER)
    await writer.room.tag(CLAIM, 'liberal')
    const slip = await writer.room.openThread(CLAIM)
    const seen = await reader.room.openThread(CLAIM)
    const times: number[] = []
    for (let change = 0; change < CHANGES; change += 1) {
      // Both windows must be listening before the click.
      const clicked = await slip.evaluateHandle(nextClick)
      const changed = await seen.evaluateHandle(nextChange, CHANGE_MAX_MS)
      await slip.getByRole('button', { name: TAGS[change % TAGS.length] }).click()
      const [at, shownAt] = await Promise.all([clicked.evaluate(timeOf), changed.evaluate(timeOf)])
      times.push(shownAt - at)
      await writer.room.untilSaved()
    }
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
    return reportOf(
      'windows',
      [
        { name: 'click to the other window, p50', value: at(0.5), unit: 'ms' },
        { name: 'click to the other window, p95', value: at(0.95), unit: 'ms' },
        { name: 'click to the other window, slowest', value: at(1), unit: 'ms' },
      ],
      [atMost('click to the other window, p95, ms', at(0.95), SEEN_MAX_MS)],
    )
  } finally {
    await browser.close()
    await server.close()
  }
}

/** A moment to come, in milliseconds since 1970; both windows have the machine's clock. In an object, so that nobody waits for it yet. */
interface Coming {
  readonly at: Promise<number>
}

const timeOf = ({ at }: Coming): Promise<number> => at

/** Runs in the page: when something in it is clicked next. */
const nextClick = (element: Element): Coming => ({
  at: new Promise((resolve) => {
    element.ownerDocument.addEventListener(
      'click',
      () => {
        resolve(performance.timeOrigin + performance.now())
      },
      { capture: true, once: true },
    )
  }),
})

/** Runs in the page: when the element next changes its text and has been painted with it. */
const nextChange = (element: Element, limitMs: number): Coming => ({
  at: new Promise((resolve, reject) => {
    const before = element.textContent
    setTimeout(() => {
      reject(new Error('the other window showed no change'))
    }, limitMs)
    const observer = new MutationObserver(() => {
      if (element.textContent === before) return
      observer.disconnect()
      requestAnimationFrame(() => {
        resolve(performance.timeOrigin + performance.now())
      })
    })
    observer.observe(element, { subtree: true, childList: true, characterData: true })
  }),
})
