import type { Browser, BrowserContext, Page } from '@playwright/test'
import { type RecordKey, type LayerRecord, recordKey, taggingKey } from '../../../lib/core/annotation'
import { offset } from '../../../lib/core/document'
import { LAYER_MARK } from '../../../lib/client/session/layer-link'
import { THREADS_MARK } from '../../../lib/client/session/open-room'
import { SAMPLE_SLUG, asSample } from '../../actors/people'
import { type BenchMember, openMember } from '../sync/member'
import { hoverCost } from './hover'
import { type Smoothness, longestTaskWhile, meterOf, scrollThrough, watch } from './probe'
import type { FilledLayer } from './seed'
import { CHANGES, CHANGE_EVERY_MS, type Run } from './side'

/** Who looks and who writes in a group's layer. */
export interface Cast {
  readonly reader: string
  readonly writer: string
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Our reading page in a real browser, on a running server. */
export interface Ours {
  run(): Promise<Run>
  /** Opens the thread with most comments and scrolls through it. */
  longThread(): Promise<Smoothness>
  /** Scrolls the page with all threads beside their passages. */
  placedMargin(): Promise<Smoothness>
  /** Scrolls through all notes, sorted by time, beside the text. */
  sortedMargin(): Promise<Smoothness>
  /** Scrolls through all notes in the sheet of a phone. */
  phoneList(): Promise<Smoothness>
  /** Uses tools for the first time on a page at rest: the longest task of each, in ms. */
  firstTools(): Promise<ReadonlyMap<string, number>>
}

const WIDE = { width: 1280, height: 900 } as const
const PHONE = { width: 390, height: 844 } as const

export const ours = async (browser: Browser, url: string, filled: FilledLayer, cast: Cast): Promise<Ours> => {
  const stateOf = async (name: string): Promise<StorageState> => {
    const context = await browser.newContext({ baseURL: url })
    await asSample(context, name)
    const state = await context.storageState()
    await context.close()
    return state
  }
  const reader = await stateOf(cast.reader)
  const cookie = (await stateOf(cast.writer)).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  let written = 0

  /** A window that has nothing of an earlier visit. */
  const withPage = async <Answer>(
    use: (page: Page) => Promise<Answer>,
    viewport: { readonly width: number; readonly height: number } = WIDE,
  ): Promise<Answer> => {
    const context = await browser.newContext({
      baseURL: url,
      storageState: reader,
      viewport,
      serviceWorkers: 'block',
    })
    // The compiler of the benchmarks names functions with a call that a page does not know.
    await context.addInitScript('globalThis.__name = (named) => named')
    await context.addInitScript(watch)
    const page = await context.newPage()
    try {
      return await use(page)
    } finally {
      await context.close()
    }
  }

  const open = async (page: Page) => {
    await page.goto(`/readings/${SAMPLE_SLUG}`)
    const times = await page.evaluate(
      async ({ mark, threadsMark, layer, count }) => {
        const paintedAt = await window.paintedWhen(() => document.querySelector('.paper .hl') !== null)
        const margin = window.paintedWhen(() => document.querySelector('.margin .th') !== null)
        const inSight = [...document.querySelectorAll<HTMLElement>('.paper .hl')].find((one) => {
          const { top, bottom } = one.getBoundingClientRect()
          return top > 100 && bottom < innerHeight - 100
        })
        ;(inSight ?? document.querySelector<HTMLElement>('.paper .hl'))?.click()
        const answeredAt = await window.paintedWhen(() => document.querySelector('.margin .th.open') !== null)
        const starts = document.getElementsByClassName('hl-start')
        const completeAt = await window.paintedWhen(() => starts.length >= count)
        const marginAt = await margin
        const momentOf = (name: string): number =>
          performance.getEntriesByName(name).find((entry) => entry instanceof PerformanceMark && entry.detail === layer)
            ?.startTime ?? Number.NaN
        const at = momentOf(threadsMark)
        return {
          wholeMs: paintedAt - momentOf(mark),
          paintedMs: paintedAt - at,
          answeredMs: answeredAt - at,
          marginMs: marginAt - at,
          completeMs: completeAt - at,
        }
      },
      { mark: LAYER_MARK, threadsMark: THREADS_MARK, layer: filled.layer, count: filled.notes.length },
    )
    await page.keyboard.press('Escape')
    await page.waitForLoadState('networkidle')
    return times
  }

  /** The next change of the writer: a new highlight, then a verdict on it, in turn, along the paper. */
  const change = (member: BenchMember): void => {
    const { index, version, members, tags } = filled.scene
    const [, author] = members
    const [tag] = tags
    const block = index.blocks.filter(({ start, end }) => end - start > 200)[Math.floor(written / 2) % 12]
    if (author === undefined || tag === undefined || block === undefined) throw new Error('an empty scene')
    const key = recordKey('annotation', author, `live${String(Math.floor(written / 2))}`)
    const start = block.start + 20
    const anchor = { start: offset(start), end: offset(start + 60), exact: index.text.slice(start, start + 60) }
    const at = Date.now()
    const [where, record]: readonly [RecordKey, LayerRecord] =
      written % 2 === 0
        ? [key, { v: 1, kind: 'annotation', author, at, anchor: { version, ...anchor, prefix: '', suffix: '' } }]
        : [taggingKey(author, key), { v: 1, kind: 'tagging', author, at, annotation: key, tag }]
    written += 1
    member.write(where, record)
  }

  const run = (): Promise<Run> =>
    withPage(async (page) => {
      const times = await open(page)
      const meter = await meterOf(await page.context().newCDPSession(page))
      const memory = await meter.memory()
      const writer = await openMember({
        kind: 'ours',
        url: url.replace('http', 'ws'),
        cookie,
        layer: filled.layer,
        onSeen: () => undefined,
        onAcknowledged: () => undefined,
      })
      const changes = async (): Promise<void> => {
        for (let nth = 0; nth < CHANGES; nth += 1) {
          change(writer)
          await new Promise((resolve) => setTimeout(resolve, CHANGE_EVERY_MS))
        }
      }
      const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, CHANGES * CHANGE_EVERY_MS))
      try {
        const top = (): Promise<void> =>
          page.evaluate(() => {
            scrollTo({ top: 0, behavior: 'instant' })
          })
        const still = await meter.busyMs(rest)
        const changed = await meter.busyMs(changes)
        const hoverMs = await hoverCost(page, meter, '.paper')
        await scrollThrough(page)
        await top()
        const scroll = await scrollThrough(page)
        await top()
        const [changing] = await Promise.all([scrollThrough(page), changes()])
        return {
          ...times,
          ...memory,
          scroll,
          changing,
          hoverMs,
          changeMs: (changed - still) / CHANGES,
        }
      } finally {
        writer.close()
      }
    })

  return {
    run,
    longThread: () =>
      withPage(async (page) => {
        await page.goto(`/readings/${SAMPLE_SLUG}#a=${encodeURIComponent(filled.notes[0]?.key ?? '')}`)
        await page.locator('.margin .th.open').waitFor()
        await page.waitForLoadState('networkidle')
        return scrollThrough(page)
      }),
    placedMargin: () =>
      withPage(async (page) => {
        await page.goto(`/readings/${SAMPLE_SLUG}`)
        await page.locator('.threads > li').first().waitFor()
        await page.waitForLoadState('networkidle')
        return scrollThrough(page)
      }),
    sortedMargin: () =>
      withPage(async (page) => {
        await page.goto(`/readings/${SAMPLE_SLUG}?sort=time`)
        await page.locator('.threads.listed > li').first().waitFor()
        await page.waitForLoadState('networkidle')
        return scrollThrough(page)
      }),
    phoneList: () =>
      withPage(async (page) => {
        await page.goto(`/readings/${SAMPLE_SLUG}`)
        await page.locator('.sheet-tab').click()
        await page.locator('.sheet-list > li').first().waitFor()
        await page.waitForLoadState('networkidle')
        return scrollThrough(page, '.sheet')
      }, PHONE),
    firstTools: () =>
      withPage(async (page) => {
        await page.goto(`/readings/${SAMPLE_SLUG}`)
        const starts = page.locator('.paper .hl-start')
        await starts.nth(filled.notes.length - 1).waitFor({ state: 'attached' })
        await page.waitForLoadState('networkidle')
        const words = page.getByRole('searchbox', { name: 'Words in the paper' })
        const tools: readonly (readonly [string, () => Promise<void>])[] = [
          ['the field for words opens', () => page.getByRole('button', { name: 'Find words in the paper' }).click()],
          ['the first letter is looked for', () => words.press('R')],
          ['a word is typed on', () => words.pressSequentially('ussia')],
          ['the field closes', () => page.keyboard.press('Escape')],
          ['the pen’s slip opens', () => page.getByRole('button', { name: 'Pen', exact: true }).click()],
          ['a pen is taken', () => page.getByRole('radio', { name: 'liberal' }).check()],
        ]
        const longest = new Map<string, number>()
        for (const [what, use] of tools) longest.set(what, await longestTaskWhile(page, use))
        return longest
      }),
  }
}
