import type { IndexedBlock } from '../../core/document'
import { type Emphasis, NO_EMPHASIS, emphasisedBetween } from './emphasis'
import type { Painted, Stretch } from './highlights'
import { keepFocus, keepSelection } from './kept-selection'
import { type BlockMarks, blockMarks } from './marks'
import { inSlices } from './slices'
import { type BlockStarts, blockStarts } from './starts'
import type { ShownText, TextView } from './text-view'

/** How far beyond the window highlights are drawn, in heights of the window. */
const AHEAD = 0.5

/** Where so many blocks change at once, those in sight are drawn first. */
const MANY_SHEETS = 4

/** So many elements of highlights change their look at once, without a transition. */
const MANY_MARKS = 300

/** The highlights on a paper. */
export interface Highlighter {
  /** Shows what lies on these blocks and nothing else: at once in and around the window, elsewhere before it can be seen. */
  show(painted: readonly Painted[]): void
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
  readonly starts: BlockStarts
  isNear: boolean
}

/**
 * Draws highlights into `view`. Marks stand only in the blocks in and around the
 * window, so that what they cost does not grow with the paper; on paper, all of
 * them. Starts stand in every block: those out of sight come in slices. In a copy
 * of a note (`hasStarts` false) none do: assistive tools have them in the note itself.
 */
export const highlighter = (view: TextView, index: ShownText, hasStarts = true): Highlighter => {
  let painted: readonly Painted[] = []
  let byStart = new Map<number, Painted>()
  let emphasis = NO_EMPHASIS
  const sheets = index.blocks.map((block): Sheet => ({
    block,
    marks: blockMarks(view, block),
    starts: blockStarts(view, block),
    isNear: false,
  }))
  const sheetOf = new Map<Element, Sheet>(sheets.map((sheet) => [view.elementOf(sheet.block), sheet]))

  const drawMarks = (some: readonly Sheet[]): void => {
    const elements = some.map(({ block }) => view.elementOf(block))
    const restoreSelection = keepSelection(view, elements)
    const restoreFocus = keepFocus(elements)
    let isDrawn = false
    for (const { marks, isNear, block } of some)
      isDrawn = marks.show(isNear ? (byStart.get(block.start)?.stretches ?? []) : [], emphasis) || isDrawn
    if (!isDrawn) return
    restoreSelection()
    restoreFocus()
  }
  const drawStarts = (sheet: Sheet): void => {
    if (hasStarts) sheet.starts.show(byStart.get(sheet.block.start)?.starts ?? [])
  }
  const laterStarts = inSlices(drawStarts)
  const laterMarks = inSlices<Sheet>((sheet) => {
    drawMarks([sheet])
  })

  const drawNow = (some: readonly Sheet[]): void => {
    for (const sheet of some) {
      laterStarts.drop(sheet)
      laterMarks.drop(sheet)
    }
    drawMarks(some)
    some.forEach(drawStarts)
  }

  /** Of many, those in the window; all measured before anything is drawn. */
  const seenFirst = (near: readonly Sheet[]): ReadonlySet<Sheet> =>
    new Set(
      near.length < MANY_SHEETS
        ? near
        : near.filter(({ block }) => {
            const { top, bottom } = view.elementOf(block).getBoundingClientRect()
            return bottom > 0 && top < page.innerHeight
          }),
    )

  const drawn = view.dom.getElementsByClassName('hl')
  const { ownerDocument } = view.dom
  const page = ownerDocument.defaultView ?? window
  const near = new IntersectionObserver(
    (entries) => {
      const seen: Sheet[] = []
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const sheet = sheetOf.get(target)
        if (sheet === undefined || sheet.isNear === isIntersecting) continue
        sheet.isNear = isIntersecting
        const isInSight = boundingClientRect.bottom > 0 && boundingClientRect.top < page.innerHeight
        if (isIntersecting && isInSight) seen.push(sheet)
        else laterMarks.add(sheet)
      }
      drawNow(seen)
    },
    { rootMargin: `${String(AHEAD * 100)}% 0px` },
  )
  for (const element of sheetOf.keys()) near.observe(element)

  // What is printed is not in the window.
  const onPrint = (): void => {
    near.disconnect()
    for (const sheet of sheets) {
      sheet.isNear = true
    }
    drawMarks(sheets)
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
      const changed = new Set(changedBetween(painted, next).map(({ start }) => start))
      painted = next
      byStart = new Map(next.map((one) => [one.start, one]))
      const fresh = sheets.filter(({ block }) => changed.has(block.start))
      const inSight = seenFirst(fresh.filter(({ isNear }) => isNear))
      drawNow([...inSight])
      for (const sheet of fresh) {
        if (inSight.has(sheet)) continue
        if (sheet.isNear) laterMarks.add(sheet)
        // Of few at once, in one drawing: each drawing costs the page more than they do.
        if (fresh.length < MANY_SHEETS) drawStarts(sheet)
        else laterStarts.add(sheet)
      }
    },
    emphasise: (next) => {
      const changed = emphasisedBetween(emphasis, next)
      emphasis = next
      if (changed.size === 0) return
      // Of very many, each step of a transition would take longer than a frame.
      view.dom.toggleAttribute('data-many', drawn.length > MANY_MARKS)
      view.dom.toggleAttribute('data-lifted', next.lifted !== null)
      for (const sheet of sheets) sheet.marks.emphasise(next, changed)
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
      painted = []
      byStart = new Map()
      drawNow(sheets)
      view.dom.removeAttribute('data-lifted')
    },
  }
}

/** Those that are in only one of the two. */
const changedBetween = (before: readonly Painted[], after: readonly Painted[]): readonly Painted[] => {
  const old = new Set(before)
  const fresh = after.filter((one) => !old.delete(one))
  return [...old, ...fresh]
}
