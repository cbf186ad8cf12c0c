/** How long a slice of work may hold the page up, in ms. */
const SLICE_MS = 6

/** Work that is done piece by piece while the page has nothing better to do. */
export interface Slices<Item> {
  /** Adds an item to the work, once. */
  add(item: Item): void
  drop(item: Item): void
  /** Does all that is left now. */
  finish(): void
  stop(): void
}

/** Calls `work` for each item, in the order of adding, in slices of a few milliseconds. `done` is called when nothing is left. */
export const inSlices = <Item>(work: (item: Item) => void, done: () => void = () => undefined): Slices<Item> => {
  const waiting = new Set<Item>()
  let cancel: (() => void) | undefined
  const run = (untilMs: number): void => {
    for (const item of waiting) {
      waiting.delete(item)
      work(item)
      if (performance.now() >= untilMs) break
    }
  }
  const slice = (): void => {
    cancel = undefined
    run(performance.now() + SLICE_MS)
    if (waiting.size > 0) plan()
    else done()
  }
  const plan = (): void => {
    cancel ??= whenIdle(slice)
  }
  return {
    add: (item) => {
      waiting.add(item)
      plan()
    },
    drop: (item) => {
      waiting.delete(item)
    },
    finish: () => {
      run(Infinity)
      cancel?.()
      cancel = undefined
      done()
    },
    stop: () => {
      waiting.clear()
      cancel?.()
      cancel = undefined
    },
  }
}

/** The page must look at the work at least so often, in ms, however busy it is. */
const PATIENCE_MS = 200

const whenIdle = (run: () => void): (() => void) => {
  // Safari has no idle callbacks.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run)
    return () => {
      clearTimeout(timer)
    }
  }
  const idle = requestIdleCallback(run, { timeout: PATIENCE_MS })
  return () => {
    cancelIdleCallback(idle)
  }
}
