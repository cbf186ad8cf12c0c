import {
  type IndexedBlock,
  type NumberedParagraph,
  type Offset,
  type TextIndex,
  offset,
  paragraphAt,
  pos,
} from '../../core/document'
import type { PassageRange } from '../session/room'
import { lineBoxes } from './line-boxes'
import type { TextView } from './text-view'

/** Where passages stand on the page. Before the text is taken over it knows none: rects are empty, tops 0. */
export interface Passages {
  /** One box a line, in px of the window, from the top down. */
  rectsOf(range: PassageRange): readonly DOMRect[]
  /** px from the top of the column of the text to the top of the line that holds `at`. */
  topOf(at: Offset): number
  /** The offset at a point of the window; `undefined` where no text is. */
  offsetAtPoint(x: number, y: number): Offset | undefined
  /** Where `at` is read: at the marker of its note, where that hangs beside the text; else at `at`. */
  readsAt(at: Offset): Offset
  /** The number in the gutter at `at`, or of the paragraph before it; `null` in the front matter and the notes. */
  paragraphAt(at: Offset): number | null
  /** Brings the passage under the top bar's edge, a third down the window, and marks it for a moment. */
  scrollTo(range: PassageRange): void
  /** Calls `listener` when lines may stand elsewhere than before; the answer unsubscribes. */
  subscribeLayout(listener: () => void): () => void
  /** True once the text can be measured. */
  readonly isReady: boolean
}

/** The text on the page, as `PaperText` hands it to the passages. */
export interface DrawnText {
  readonly view: TextView
  /** Where a block is measured: a copy of its note that stands in front, else `view`. */
  readonly viewOf: (block: IndexedBlock) => TextView
  readonly index: TextIndex
  readonly paragraphs: readonly NumberedParagraph[]
  /** The element that `topOf` counts from. */
  readonly column: HTMLElement
}

/** The passages of one page, and the two ends that only the text itself uses. */
export interface PassagesOfPage extends Passages {
  attach(text: DrawnText): void
  detach(): void
  /** Tells the listeners, once a frame, that lines may have moved. */
  layoutChanged(): void
}

/** Where a place has no box of its own, its line is looked for so far around it. */
const NEAR_CHARS = 40

/** How far down the window a passage stands that was gone to. */
const ARRIVAL_SHARE = 0.3

/** Passages without a text; `attach` gives it. */
export const createPassages = (): PassagesOfPage => {
  let text: DrawnText | undefined
  let markers: ReadonlyMap<string, Offset> | undefined
  let frame = 0
  const listeners = new Set<() => void>()

  const rectsOf = (range: PassageRange): readonly DOMRect[] => {
    if (text === undefined || range.end <= range.start) return []
    const { viewOf, index } = text
    const rects: DOMRect[] = []
    for (const block of index.blocks) {
      if (block.end <= range.start || block.start >= range.end) continue
      const view = viewOf(block)
      // Block by block: a DOM range over whole blocks would also answer with the boxes of the blocks.
      const from = view.placeAt(offset(Math.max(block.start, range.start)), 'start')
      const to = view.placeAt(offset(Math.min(block.end, range.end)), 'end')
      const dom = document.createRange()
      dom.setStart(from.node, from.offset)
      dom.setEnd(to.node, to.offset)
      for (const line of lineBoxes([...dom.getClientRects()]))
        rects.push(new DOMRect(line.left, line.top, line.right - line.left, line.bottom - line.top))
    }
    return rects
  }

  const lineAt = (at: Offset): DOMRect | undefined => {
    if (text === undefined) return undefined
    const block = text.index.blockAt(offset(Math.min(at, text.index.text.length)))
    const start = Math.min(at, Math.max(block.start, block.end - 1))
    const line = (from: number, to: number): DOMRect | undefined => rectsOf({ start: offset(from), end: offset(to) })[0]
    // A space at the end of a line has no box: what follows it has, and at the end of a block what comes before.
    return (
      line(start, Math.min(start + 1, block.end)) ??
      line(start, Math.min(start + NEAR_CHARS, block.end)) ??
      line(Math.max(start - NEAR_CHARS, block.start), start)
    )
  }

  const readsAt = (at: Offset): Offset => {
    if (text === undefined || at < text.index.bodyEnd) return at
    const block = text.index.blockAt(at)
    if (block.footnote === null || text.viewOf(block) === text.view) return at
    markers ??= markersOf(text.index)
    return markers.get(block.footnote) ?? at
  }

  const layoutChanged = (): void => {
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      for (const listener of [...listeners]) listener()
    })
  }

  return {
    rectsOf,
    readsAt,
    layoutChanged,
    get isReady() {
      return text !== undefined
    },
    topOf: (at) => {
      const line = lineAt(at)
      if (text === undefined || line === undefined) return 0
      return line.top - text.column.getBoundingClientRect().top
    },
    offsetAtPoint: (x, y) => text?.view.offsetAtPoint(x, y),
    paragraphAt: (at) => (text === undefined ? null : paragraphAt(text.paragraphs, text.index, at)),
    scrollTo: (range) => {
      const line = lineAt(range.start)
      if (text === undefined || line === undefined) return
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
      scrollTo({ top: scrollY + line.top - innerHeight * ARRIVAL_SHARE, behavior: isCalm ? 'auto' : 'smooth' })
    },
    subscribeLayout: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    attach: (drawn) => {
      text = drawn
      markers = undefined
      layoutChanged()
    },
    detach: () => {
      text = undefined
    },
  }
}

/** Where each note of the author has its first marker, by the note's id. */
const markersOf = (index: TextIndex): ReadonlyMap<string, Offset> => {
  const markers = new Map<string, Offset>()
  for (const { node, pos: start } of index.blocks)
    node.forEach((child, at) => {
      const note = child.type.name === 'footnoteRef' ? String(child.attrs.footnote) : undefined
      if (note !== undefined && !markers.has(note)) markers.set(note, index.offsetAt(pos(start + at)))
    })
  return markers
}
