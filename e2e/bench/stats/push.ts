import { performance } from 'node:perf_hooks'
import { seminarId } from '../../../lib/core/base'
import { EVERYTHING } from '../../../lib/core/statistics'
import { readingFigures } from '../../../lib/server/queries/figures'
import { type Heard, listenTo } from '../../../lib/server/realtime/stream-testing'
import {
  type TestSeminar,
  type TestServer,
  annotationOf,
  makeMember,
  makeSeminar,
  openTestServer,
  openWindow,
  taggingOf,
  until,
  write,
} from '../../../lib/server/realtime/testing'
import type { RootDatabase } from '../../../lib/server/store/database'
import { type Found, atMost } from '../report'

const PAGES = 12
const PAGES_PER_PERSON = 6
const TAGGINGS = 40
const MOVES_WITHIN_MS = 1_000
/** As many as the page lists. */
const CONTESTED = 40

const ascending = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b)
const median = (values: readonly number[]): number => ascending(values)[Math.floor(values.length / 2)] ?? Number.NaN
const worst = (values: readonly number[]): number => ascending(values).at(-1) ?? Number.NaN

/**
 * How long a verdict takes from a member's window to the open pages of figures,
 * at two servers, each of which hears of the other's commits on the bus: to the
 * event on each page's stream, and to the new figures that a page then asks for.
 * From the moment when the window sends it, so that the commit is in it.
 */
export const benchPush = async (db: RootDatabase, databaseUrl: string): Promise<Found> => {
  const seminar = await makeSeminar(db, 'push')
  const servers = [await openTestServer({ db, databaseUrl }), await openTestServer({ db, databaseUrl })]
  const window = openWindow(servers[0]?.url ?? '', seminar.ada.cookie)
  const pages: Heard[] = []
  try {
    pages.push(...(await openPages(db, seminar, servers)))
    const layer = window.open(seminar.layers.one)
    await layer.synced()
    const toEvent: number[] = []
    const toFigures: number[] = []
    for (let turn = 0; turn < TAGGINGS; turn += 1) {
      const claim = annotationOf(seminar, seminar.ada.id, `claim${turn}`, 3 + turn)
      write(layer.document, claim)
      await layer.saved()
      await quiet(pages)
      const heard = pages.map(({ told }) => told.length)
      const started = performance.now()
      write(layer.document, taggingOf(seminar.ada.id, claim[0], seminar.tag))
      await until('every page', () => pages.every(({ told }, at) => told.length > (heard[at] ?? 0)))
      pages.forEach(({ at }, page) => toEvent.push((at[heard[page] ?? 0] ?? Number.NaN) - started))
      const found = await readingFigures(db, { kind: 'administrator' }, seminar.reading, EVERYTHING, CONTESTED)
      toFigures.push(performance.now() - started)
      if (!found.ok || found.value.totals.verdicts !== turn + 1)
        throw new Error('the figures are not those of the verdict')
    }
    const figure = (name: string, value: number) => ({ name, value, unit: 'ms' })
    return {
      figures: [
        figure(`a verdict to ${PAGES} open pages at 2 servers, median`, median(toEvent)),
        figure(`a verdict to ${PAGES} open pages at 2 servers, worst`, worst(toEvent)),
        figure('a verdict to the new figures of the last page, median', median(toFigures)),
      ],
      limits: [atMost('a verdict to the new figures of the last page, worst, ms', worst(toFigures), MOVES_WITHIN_MS)],
    }
  } finally {
    for (const page of pages) page.close()
    window.close()
    for (const server of servers) await server.close()
  }
}

/** Waits until all have heard the same last stamp: what was said before is told. */
const quiet = (pages: readonly Heard[]): Promise<void> => {
  let last = performance.now()
  let told = 0
  return until('quiet', () => {
    const now = pages.reduce((sum, page) => sum + page.told.length, 0)
    if (now !== told) last = performance.now()
    told = now
    // Longer than commits are gathered before they are told.
    return new Set(pages.map((page) => page.told.at(-1))).size === 1 && performance.now() - last > 400
  })
}

const openPages = async (
  db: RootDatabase,
  { id, reading }: TestSeminar,
  servers: readonly TestServer[],
): Promise<readonly Heard[]> => {
  const pages: Heard[] = []
  for (let person = 0; person * PAGES_PER_PERSON < PAGES; person += 1) {
    const common = { seminar: seminarId(id), reading, role: 'instructor', group: null, colour: 3 } as const
    const { cookie } = await makeMember(db, { ...common, name: `Instructor ${person}` })
    for (let page = 0; page < PAGES_PER_PERSON; page += 1) {
      const server = servers[page % servers.length]
      if (server !== undefined) pages.push(await listenTo(server, reading, { cookie }))
    }
  }
  await until('the first stamps', () => pages.every(({ told }) => told.length > 0))
  return pages
}
