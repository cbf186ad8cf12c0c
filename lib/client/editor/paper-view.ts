import {
  type Document,
  type IndexedBlock,
  type NumberedParagraph,
  type Offset,
  TextIndex,
  numberedParagraphs,
  renderHtml,
} from '../../core/document'
import { type Emphasis, NO_EMPHASIS } from './emphasis'
import { type Highlighter, highlighter } from './highlighter'
import type { Painted } from './highlights'
import { type TextView, viewText } from './text-view'

/** A paper whose text on the page can be measured, selected and highlighted. */
export interface PaperView {
  readonly view: TextView
  /** Of the very document in the view. */
  readonly index: TextIndex
  readonly paragraphs: readonly NumberedParagraph[]
  /** On the paper and on every copy of a note. */
  readonly highlights: Highlighter
  /**
   * Takes `element` for a copy of a note: its text can be selected there, and what
   * lies on it is shown there too. Where the copy `isInFront`, the note's passages
   * are measured in it. The answer lets go of it. `html` is the note's own text.
   */
  addCopy(element: HTMLElement, note: string, html: () => string, isInFront: boolean): () => void
  /** Every view in which the text can be selected and pressed: the paper, then the copies. */
  views(): readonly TextView[]
  /** Calls `listener` when copies came or went; the answer unsubscribes. */
  subscribeViews(listener: () => void): () => void
  /** The view in which passages of a block are measured. */
  readonly viewOf: (block: IndexedBlock) => TextView
  /** Takes the highlights away. */
  destroy(): void
}

interface Copy {
  readonly note: string
  readonly view: TextView
  readonly highlights: Highlighter
  readonly isInFront: boolean
}

/** Opens the paper in `element`, which shows `document` as `renderHtml` makes it. Its text stays as it is; a selection in it stays. */
export const openPaper = (element: HTMLElement, document: Document): PaperView => {
  const index = new TextIndex(document)
  const view = viewText(element, () => renderHtml(document), index)
  const own = highlighter(view, index)
  let copies: readonly Copy[] = []
  let painted: readonly Painted[] = []
  let emphasis: Emphasis = NO_EMPHASIS
  const listeners = new Set<() => void>()
  const setCopies = (next: readonly Copy[]): void => {
    copies = next
    for (const listener of [...listeners]) listener()
  }
  return {
    view,
    index,
    paragraphs: numberedParagraphs(document, index),
    highlights: {
      show: (next) => {
        painted = next
        own.show(next)
        for (const copy of copies) copy.highlights.show(next)
      },
      emphasise: (next) => {
        emphasis = next
        own.emphasise(next)
        for (const copy of copies) copy.highlights.emphasise(next)
      },
      stretchAt: (at) => {
        const copy = copies.find((one) => one.view.dom.contains(at))
        return (copy?.highlights ?? own).stretchAt(at)
      },
      destroy: () => {
        own.destroy()
      },
    },
    addCopy: (place, note, html, isInFront) => {
      const blocks = index.blocks.filter(({ footnote }) => footnote === note)
      const shown = { text: index.text, blocks, blockAt: (at: Offset) => blockAt(blocks, at) }
      const copied = viewText(place, html, shown)
      const copy: Copy = { note, view: copied, highlights: highlighter(copied, shown, false), isInFront }
      setCopies([...copies, copy])
      copy.highlights.show(painted)
      copy.highlights.emphasise(emphasis)
      return () => {
        setCopies(copies.filter((one) => one !== copy))
        copy.highlights.destroy()
      }
    },
    views: () => [view, ...copies.map((copy) => copy.view)],
    subscribeViews: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    viewOf: ({ footnote }) =>
      (footnote === null ? undefined : copies.find((copy) => copy.isInFront && copy.note === footnote))?.view ?? view,
    destroy: () => {
      own.destroy()
    },
  }
}

/** The last of `blocks` that does not begin after `at`, else the first. */
const blockAt = (blocks: readonly IndexedBlock[], at: Offset): IndexedBlock => {
  const block = blocks.findLast(({ start }) => start <= at) ?? blocks[0]
  if (block === undefined) throw new Error('a note without text')
  return block
}
