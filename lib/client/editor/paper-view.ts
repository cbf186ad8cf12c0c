import { type Document, type NumberedParagraph, TextIndex, numberedParagraphs } from '../../core/document'
import { type Highlighter, highlighter } from './highlighter'
import { type TextView, viewText } from './text-view'

/** A paper whose text on the page can be measured, selected and highlighted. */
export interface PaperView {
  readonly view: TextView
  /** Of the very document in the view. */
  readonly index: TextIndex
  readonly paragraphs: readonly NumberedParagraph[]
  readonly highlights: Highlighter
  /** Takes the highlights away. */
  destroy(): void
}

/** Opens the paper in `element`, which shows `document` as `renderHtml` makes it. Its text stays as it is; a selection in it stays. */
export const openPaper = (element: HTMLElement, document: Document): PaperView => {
  const index = new TextIndex(document)
  const view = viewText(element, document, index)
  const highlights = highlighter(view, index)
  return {
    view,
    index,
    paragraphs: numberedParagraphs(document, index),
    highlights,
    destroy: () => {
      highlights.destroy()
    },
  }
}
