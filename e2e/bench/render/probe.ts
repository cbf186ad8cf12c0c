import type { CDPSession, Page } from '@playwright/test'

/** What the page itself writes down while something is measured. */
interface Watched {
  readonly longTasks: { readonly at: number; readonly ms: number }[]
  readonly frames: number[]
}

declare global {
  interface Window {
    watched: Watched
    /** Resolves when what stands in the DOM now has been painted; the moment of it, as `performance.now` has it. */
    painted: () => Promise<number>
    /** Resolves with the moment when `is` was first true and painted; asked at each frame. */
    paintedWhen: (is: () => boolean) => Promise<number>
  }
}

/** Runs in the page before its scripts. */
export const watch = (): void => {
  const watched: Watched = { longTasks: [], frames: [] }
  window.watched = watched
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.longTasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  window.painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          resolve(performance.now())
        }
        channel.port2.postMessage(0)
      })
    })
  window.paintedWhen = async (is) => {
    for (;;) {
      const at = await window.painted()
      if (is()) return at
    }
  }
}

/** How smooth a scroll was. */
export interface Smoothness {
  /** Frames that the page could have shown and did not, of `frames`. */
  readonly dropped: number
  readonly frames: number
  readonly longestTaskMs: number
  readonly longestGapMs: number
}

/** Pixels a frame: a reader who looks for something. */
const SCROLL_PX = 40
const SCROLL_FRAMES = 180

/** Scrolls the page, or the first element of `selector`, at a steady pace and watches. */
export const scrollThrough = async (page: Page, selector?: string): Promise<Smoothness> =>
  page.evaluate(
    async ({ px, frames, selector }) => {
      const box = selector === undefined ? undefined : document.querySelector(selector)
      const began = performance.now()
      const times: number[] = []
      await new Promise<void>((resolve) => {
        const step = (now: number): void => {
          times.push(now)
          if (times.length > frames) resolve()
          else {
            if (box === undefined || box === null) scrollBy({ top: px, behavior: 'instant' })
            else box.scrollTop += px
            requestAnimationFrame(step)
          }
        }
        requestAnimationFrame(step)
      })
      await window.painted()
      const gaps = times.slice(1).map((time, at) => time - (times[at] ?? time))
      const frame = 1000 / 60
      return {
        dropped: gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0),
        frames,
        longestGapMs: Math.max(...gaps),
        longestTaskMs: Math.max(
          0,
          ...window.watched.longTasks.filter(({ at, ms }) => at + ms >= began).map(({ ms }) => ms),
        ),
      }
    },
    { px: SCROLL_PX, frames: SCROLL_FRAMES, selector },
  )

/** The longest task of the page, in ms, while `act` is done and what it showed is painted; 0 where none took 50. */
export const longestTaskWhile = async (page: Page, act: () => Promise<void>): Promise<number> => {
  const began = await page.evaluate(() => performance.now())
  await act()
  // A task is told of after it: the frame after the next has all of them.
  await page.evaluate(async () => {
    await window.painted()
    await window.painted()
  })
  return page.evaluate(
    (at) => Math.max(0, ...window.watched.longTasks.filter((task) => task.at + task.ms >= at).map(({ ms }) => ms)),
    began,
  )
}

/** Main-thread time (of the processor) and memory, from the browser. */
export interface Meter {
  /** What the page's main thread worked, in ms, while `act` ran. */
  busyMs(act: () => Promise<void>): Promise<number>
  /** What scripts hold after a collection, in MB (2^20 bytes), and how many DOM nodes there are. */
  memory(): Promise<{ readonly heapMb: number; readonly nodes: number }>
}

export const meterOf = async (session: CDPSession): Promise<Meter> => {
  // Time of the thread, not of the clock: what else the machine does is not the page's.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async (name: string): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  }
  return {
    busyMs: async (act) => {
      const before = await read('TaskDuration')
      await act()
      return ((await read('TaskDuration')) - before) * 1000
    },
    memory: async () => {
      await session.send('HeapProfiler.collectGarbage')
      return { heapMb: (await read('JSHeapUsedSize')) / 2 ** 20, nodes: await read('Nodes') }
    },
  }
}
