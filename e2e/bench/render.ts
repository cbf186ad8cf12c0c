import { type Browser, chromium } from '@playwright/test'
import { BROWSER_FLAGS, ensureBrowser } from '../../lib/server/launch/browser.mjs'
import { speaker } from '../../lib/server/launch/say.mjs'
import { openServer } from '../actors/server'
import { type Cast, ours } from './render/ours'
import { recogito } from './render/recogito'
import { RENDERERS } from './render/recogito-passage'
import { type Filled, type FilledLayer, LONG_THREAD, fillGroups } from './render/seed'
import type { Smoothness } from './render/probe'
import type { Run } from './render/side'
import { type Figure, type Limit, type Report, atLeast, atMost, reportOf } from './report'

/** One group of the sample for each count. */
const COUNTS = [100, 1_000, 10_000] as const
/** Two of each group: who looks, and who writes from elsewhere. */
const CASTS = [
  { reader: 'Amina Rahman', writer: 'Jonas Weber' },
  { reader: 'Leila Haddad', writer: 'Hana Suzuki' },
  { reader: 'Daniel Okafor', writer: 'Zara Malik' },
] as const
/** The same for long threads and lists. */
const LONG_COUNTS = [5_000, 1_000, 10_000] as const
/** In which of them one thread is very long. */
const LONG_THREAD_IN = 1
const REPEATS = 3

const PAINTED_MAX_MS = 500
const CHANGE_MAX_MS = 8
const TASK_MAX_MS = 50
/** What is used for the first time has its look worked out over the whole page, once. */
const TOOL_TASK_MAX_MS = 100
const FASTER_MIN = 3

// Standard output is the table's.
const say = speaker(process.stderr)

/** What a part may use: a running server, a browser, and the groups' layers, filled. */
interface Stage {
  readonly browser: Browser
  readonly url: string
  readonly filled: Filled
}

interface Found {
  readonly figures: readonly Figure[]
  readonly limits: readonly Limit[]
}

/**
 * The reading page with many notes, in a real browser on a running server,
 * beside `@recogito/text-annotator` with the same passages on the same text in a
 * bare page, by both of its renderers; the better one stands in the table. Theirs
 * paints one colour a passage and nothing else; ours has the room around it.
 * Medians of three, the sides in turn. `chosen` names the parts to run, each of a
 * few minutes; all of them where it is empty.
 */
export const bench = async (chosen: readonly string[] = []): Promise<Report> => {
  const unknown = chosen.find((name) => !PARTS.has(name))
  if (unknown !== undefined) throw new Error(`"${unknown}" is no part of render: ${[...PARTS.keys()].join(', ')}`)
  const executablePath = await ensureBrowser(say)
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })
  try {
    const figures: Figure[] = []
    const limits: Limit[] = []
    for (const [name, { counts, measure }] of PARTS) {
      if (chosen.length > 0 && !chosen.includes(name)) continue
      const server = await openServer()
      try {
        const filled = await fillGroups(server.dataDir, counts, LONG_THREAD_IN)
        const found = await measure({ browser, url: server.url, filled })
        figures.push(...found.figures)
        limits.push(...found.limits)
      } finally {
        await server.close()
      }
    }
    return reportOf(['render', ...chosen].join('-'), figures, limits)
  } finally {
    await browser.close()
  }
}

/** Both sides at the count of one group. */
const sideBySide =
  (at: 0 | 1 | 2) =>
  async ({ browser, url, filled }: Stage): Promise<Found> => {
    const [layer, cast] = groupOf(filled, at)
    const our = await ours(browser, url, layer, cast)
    const their = await recogito(browser, filled.document, layer)
    const sides = [
      { name: 'ours', run: () => our.run() },
      ...RENDERERS.map((renderer) => ({ name: renderer, run: () => their(renderer) })),
    ]
    const runs = new Map<string, Run[]>(sides.map(({ name }) => [name, []]))
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      for (const { name, run } of repeat % 2 === 0 ? sides : sides.toReversed()) {
        const one = await run()
        runs.get(name)?.push(one)
        say.line(`${String(COUNTS[at])} ${name}: ${JSON.stringify(one)}`)
      }
    }
    return { figures: figuresOf(COUNTS[at], runs), limits: COUNTS[at] === COUNTS.at(-1) ? limitsOf(runs) : [] }
  }

/** A thread of very many replies, a margin of very many threads, and all notes of the fullest layer in a list. */
const long = async ({ browser, url, filled }: Stage): Promise<Found> => {
  const withThread = await ours(browser, url, ...groupOf(filled, LONG_THREAD_IN))
  const withMargin = await ours(browser, url, ...groupOf(filled, 0))
  const withMost = await ours(browser, url, ...groupOf(filled, 2))
  const lists: readonly (readonly [string, () => Promise<Smoothness>])[] = [
    [`a thread of ${String(LONG_THREAD)} replies`, () => withThread.longThread()],
    [`a margin of ${String(LONG_COUNTS[0])} threads`, () => withMargin.placedMargin()],
    [`${String(LONG_COUNTS[2])} notes sorted by time`, () => withMost.sortedMargin()],
    [`${String(LONG_COUNTS[2])} notes in the sheet of a phone`, () => withMost.phoneList()],
  ]
  const figures: Figure[] = []
  const limits: Limit[] = []
  for (const [what, scroll] of lists) {
    const scrolls: Smoothness[] = []
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const one = await scroll()
      scrolls.push(one)
      say.line(`${what}: ${JSON.stringify(one)}`)
    }
    const middle = (of: (one: Smoothness) => number): number => median(scrolls.map(of))
    const longestTaskMs = middle((one) => one.longestTaskMs)
    const name = `${what}, scroll`
    figures.push(
      { name: `${name}: frames dropped of 180`, value: middle(({ dropped }) => dropped), unit: 'frames' },
      { name: `${name}: longest task`, value: longestTaskMs, unit: 'ms' },
    )
    limits.push(atMost(`${name}: longest task, ms`, longestTaskMs, TASK_MAX_MS))
  }
  return { figures, limits }
}

/** The tools over the fullest layer, used for the first time. */
const tools = async ({ browser, url, filled }: Stage): Promise<Found> => {
  const page = await ours(browser, url, ...groupOf(filled, 2))
  const runs: ReadonlyMap<string, number>[] = []
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const one = await page.firstTools()
    runs.push(one)
    say.line(`tools: ${JSON.stringify([...one])}`)
  }
  const figures = [...(runs[0]?.keys() ?? [])].map((what) => ({
    name: `${String(COUNTS[2])} notes, ${what}: longest task`,
    value: median(runs.map((run) => run.get(what) ?? Number.NaN)),
    unit: 'ms',
  }))
  return { figures, limits: figures.map(({ name, value }) => atMost(`${name}, ms`, value, TOOL_TASK_MAX_MS)) }
}

interface Part {
  /** How many notes each group's layer has. */
  readonly counts: readonly number[]
  readonly measure: (stage: Stage) => Promise<Found>
}

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['100', { counts: COUNTS, measure: sideBySide(0) }],
  ['1000', { counts: COUNTS, measure: sideBySide(1) }],
  ['10000', { counts: COUNTS, measure: sideBySide(2) }],
  ['long', { counts: LONG_COUNTS, measure: long }],
  ['tools', { counts: COUNTS, measure: tools }],
])

const groupOf = ({ layers }: Filled, at: 0 | 1 | 2): readonly [FilledLayer, Cast] => {
  const layer = layers[at]
  if (layer === undefined) throw new Error('the sample has too few groups')
  return [layer, CASTS[at]]
}

const MEASURES: readonly { readonly name: string; readonly unit: string; readonly of: (run: Run) => number }[] = [
  { name: 'painted in the window', unit: 'ms', of: ({ paintedMs }) => paintedMs },
  { name: 'painted in the window, from the layer synced', unit: 'ms', of: ({ wholeMs }) => wholeMs },
  { name: 'margin drawn', unit: 'ms', of: ({ marginMs }) => marginMs },
  { name: 'complete', unit: 'ms', of: ({ completeMs }) => completeMs },
  { name: 'first press answered', unit: 'ms', of: ({ answeredMs }) => answeredMs },
  { name: 'one remote change', unit: 'ms of main thread', of: ({ changeMs }) => changeMs },
  { name: 'one move of the pointer', unit: 'ms of main thread', of: ({ hoverMs }) => hoverMs },
  { name: 'scroll: frames dropped of 180', unit: 'frames', of: ({ scroll }) => scroll.dropped },
  { name: 'scroll: longest task', unit: 'ms', of: ({ scroll }) => scroll.longestTaskMs },
  { name: 'scroll: longest gap between frames', unit: 'ms', of: ({ scroll }) => scroll.longestGapMs },
  {
    name: 'scroll with remote changes: frames dropped of 180',
    unit: 'frames',
    of: ({ changing }) => changing.dropped,
  },
  { name: 'scroll with remote changes: longest task', unit: 'ms', of: ({ changing }) => changing.longestTaskMs },
  { name: 'memory of scripts', unit: 'MB', of: ({ heapMb }) => heapMb },
  { name: 'DOM nodes', unit: 'nodes', of: ({ nodes }) => nodes },
]

type Runs = ReadonlyMap<string, readonly Run[]>

/** The median of ours, and of the better of their renderers. */
const pairOf = (runs: Runs, of: (run: Run) => number): { ours: number; theirs: number; what: string } => {
  const medianOf = (name: string): number => median((runs.get(name) ?? []).map(of))
  const best = RENDERERS.map((what) => ({ what, value: medianOf(what) })).toSorted((a, b) => a.value - b.value)[0]
  return { ours: medianOf('ours'), theirs: best?.value ?? Number.NaN, what: best?.what ?? '' }
}

const figuresOf = (count: number, runs: Runs): readonly Figure[] =>
  MEASURES.map(({ name, unit, of }): Figure => {
    const { ours, theirs, what } = pairOf(runs, of)
    return {
      name: `${String(count)} notes, ${name}`,
      value: ours,
      unit,
      against: { what: `Recogito ${what}`, value: theirs, ratio: ours / theirs },
    }
  })

const limitsOf = (runs: Runs): readonly Limit[] => {
  const whole = pairOf(runs, ({ wholeMs }) => wholeMs)
  const painted = pairOf(runs, ({ paintedMs }) => paintedMs)
  const change = pairOf(runs, ({ changeMs }) => changeMs)
  const task = pairOf(runs, ({ scroll }) => scroll.longestTaskMs)
  return [
    atMost('10,000 notes, painted, from the layer synced, ms', whole.ours, PAINTED_MAX_MS),
    atLeast('10,000 notes, painted: times faster than Recogito, at least', painted.theirs / painted.ours, FASTER_MIN),
    atMost('10,000 notes, one remote change, ms', change.ours, CHANGE_MAX_MS),
    atLeast(
      '10,000 notes, one remote change: times faster than Recogito, at least',
      change.theirs / change.ours,
      FASTER_MIN,
    ),
    atMost('10,000 notes, longest task of a scroll, ms', task.ours, TASK_MAX_MS),
  ]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
