import { type IndexedBlock, type TextIndex, offset } from '../../core/document'
import { type Emphasis, NO_EMPHASIS } from './emphasis'
import type { Cluster, Start, Stretch } from './highlights'
import { type BlockMarks, blockMarks } from './marks'
import { inSlices } from './slices'
import { placeStarts } from './starts'
import type { TextView } from './text-view'

/** How far beyond the window highlights are drawn, in heights of the window. */
const AHEAD = 0.75

/** The highlights on a paper. */
export interface Highlighter {
  /** Shows these clusters and no others: at once in and around the window, elsewhere before it can be seen. */
  show(clusters: readonly Cluster[]): void
  emphasise(emphasis: Emphasis): void
  /** The stretch of a highlight that holds `element`, if any. */
  stretchAt(element: Element): Stretch | undefined
  /** Takes everything away. */
  destroy(): void
}

/** What is known of one block on the page. */
interface Sheet {
  readonly block: IndexedBlock
  readonly marks: BlockMarks
  isNear: boolean
  areStartsPlaced: boolean
}

/**
 * Draws highlights into `view`. Marks stand only in the blocks in and around the
 * window, so that what they cost does not grow with the paper; on paper, all of
 * them. Starts stand in every block: those out of sight come in slices.
 */
export const highlighter = (view: TextView, index: TextIndex): Highlighter => {
  let clusters: readonly Cluster[] = []
  let emphasis = NO_EMPHASIS
  const sheets = index.blocks.map((block): Sheet => ({
    block,
    marks: blockMarks(view, block),
    isNear: false,
    areStartsPlaced: false,
  }))
  const sheetOf = new Map<Element, Sheet>(sheets.map((sheet) => [view.elementOf(sheet.block), sheet]))

  const drawMarks = (sheet: Sheet): void => {
    sheet.marks.show(sheet.isNear ? stretchesOf(sheet.block, clusters) : [], emphasis)
  }
  const drawStarts = (sheet: Sheet): void => {
    sheet.areStartsPlaced = true
    placeStarts(view, sheet.block, startsOf(sheet.block, clusters))
  }
  const laterStarts = inSlices(drawStarts)
  const laterMarks = inSlices(drawMarks)

  const drawNow = (sheet: Sheet): void => {
    laterStarts.drop(sheet)
    laterMarks.drop(sheet)
    drawMarks(sheet)
    drawStarts(sheet)
  }

  const { ownerDocument } = view.dom
  const page = ownerDocument.defaultView ?? window
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const sheet = sheetOf.get(target)
        if (sheet === undefined || sheet.isNear === isIntersecting) continue
        sheet.isNear = isIntersecting
        const isInSight = boundingClientRect.bottom > 0 && boundingClientRect.top < page.innerHeight
        if (isIntersecting && isInSight) drawNow(sheet)
        else laterMarks.add(sheet)
      }
    },
    { rootMargin: `${String(AHEAD * 100)}% 0px` },
  )
  for (const element of sheetOf.keys()) near.observe(element)

  // What is printed is not in the window.
  const onPrint = (): void => {
    near.disconnect()
    for (const sheet of sheets) {
      sheet.isNear = true
      drawMarks(sheet)
    }
  }
  const onPrinted = (): void => {
    for (const [element, sheet] of sheetOf) {
      sheet.isNear = false
      near.observe(element)
    }
  }
  page.addEventListener('beforeprint', onPrint)
  page.addEventListener('afterprint', onPrinted)

  return {
    show: (next) => {
      const changed = changedBetween(clusters, next)
      clusters = next
      for (const { start, end } of changed) {
        for (const sheet of sheetsBetween(sheets, start, end)) {
          if (sheet.isNear) drawNow(sheet)
          else laterStarts.add(sheet)
        }
      }
    },
    emphasise: (next) => {
      emphasis = next
      view.dom.toggleAttribute('data-lifted', next.lifted !== null)
      for (const sheet of sheets) sheet.marks.emphasise(next)
    },
    stretchAt: (element) => {
      for (let one: Element | null = element; one !== null && one !== view.dom; one = one.parentElement) {
        const block = one.closest('p, h1, h2, h3, h4, h5, h6')
        const found = block === null ? undefined : sheetOf.get(block)?.marks.stretchOf(one)
        if (found !== undefined) return found
      }
      return undefined
    },
    destroy: () => {
      page.removeEventListener('beforeprint', onPrint)
      page.removeEventListener('afterprint', onPrinted)
      near.disconnect()
      laterStarts.stop()
      laterMarks.stop()
      clusters = []
      for (const sheet of sheets) drawNow(sheet)
      view.dom.removeAttribute('data-lifted')
    },
  }
}

/** The clusters that are in only one of the two. */
const changedBetween = (before: readonly Cluster[], after: readonly Cluster[]): readonly Cluster[] => {
  const old = new Set(before)
  const fresh = after.filter((cluster) => !old.delete(cluster))
  return [...old, ...fresh]
}

const sheetsBetween = (sheets: readonly Sheet[], start: number, end: number): readonly Sheet[] =>
  sheets.filter(({ block }) => block.start < end && start < block.end)

/** Clusters ascend and do not touch: those that lie on the block. */
const clustersOn = (block: IndexedBlock, clusters: readonly Cluster[]): readonly Cluster[] => {
  let low = 0
  let high = clusters.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((clusters[middle]?.end ?? 0) <= block.start) low = middle + 1
    else high = middle
  }
  const end = clusters.findIndex((cluster, at) => at >= low && cluster.start >= block.end)
  return clusters.slice(low, end < 0 ? undefined : end)
}

/** The stretches on a block, cut at its ends. */
const stretchesOf = (block: IndexedBlock, clusters: readonly Cluster[]): readonly Stretch[] =>
  clustersOn(block, clusters).flatMap(({ stretches }) =>
    stretches.flatMap((stretch): Stretch[] => {
      if (stretch.end <= block.start || stretch.start >= block.end) return []
      if (stretch.start >= block.start && stretch.end <= block.end) return [stretch]
      return [
        {
          ...stretch,
          start: offset(Math.max(stretch.start, block.start)),
          end: offset(Math.min(stretch.end, block.end)),
        },
      ]
    }),
  )

const startsOf = (block: IndexedBlock, clusters: readonly Cluster[]): readonly Start[] =>
  clustersOn(block, clusters).flatMap(({ starts }) => starts.filter(({ at }) => at >= block.start && at <= block.end))
