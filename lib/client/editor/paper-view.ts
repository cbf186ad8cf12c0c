import { EditorState, Plugin } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'
import { type Document, TextIndex } from '../../core/document'
import { type Start, type Stretch, highlightPlugin, highlighter } from './highlights'
import { type NumberedParagraph, numberedParagraphs } from './paragraphs'

/** A paper that the editor's view holds. */
export interface PaperView {
  readonly view: EditorView
  /** Of the very document in the view. */
  readonly index: TextIndex
  readonly paragraphs: readonly NumberedParagraph[]
  /** Shows these highlights and no others. */
  showHighlights(stretches: readonly Stretch[], starts: readonly Start[]): void
  /** Lets go of the element and empties it. */
  destroy(): void
}

/** Refuses every change of the text, wherever it comes from. */
const readOnly = (): Plugin =>
  new Plugin({ filterTransaction: (transaction) => !transaction.docChanged, props: { editable: () => false } })

/**
 * Takes over `element`, which shows `document` as `renderHtml` makes it: the
 * same markup again, so nothing moves, and a selection made before stays. The
 * text can never be changed. `attributes` stand on the element.
 */
export const openPaper = (
  element: HTMLElement,
  document: Document,
  attributes: Readonly<Record<string, string>>,
): PaperView => {
  const restoreSelection = keepSelection(element)
  const view = new EditorView(
    { mount: element },
    {
      state: EditorState.create({ doc: document, plugins: [readOnly(), highlightPlugin()] }),
      attributes: { translate: 'yes', ...attributes },
    },
  )
  const index = new TextIndex(document)
  restoreSelection()
  return {
    view,
    index,
    paragraphs: numberedParagraphs(document, index),
    showHighlights: highlighter(view, index),
    destroy: () => {
      view.destroy()
    },
  }
}

/** Remembers the selection in `element` by characters of its text; the answer sets it again. */
const keepSelection = (element: HTMLElement): (() => void) => {
  const selection = element.ownerDocument.getSelection()
  if (selection === null || selection.isCollapsed) return () => undefined
  if (!element.contains(selection.anchorNode) || !element.contains(selection.focusNode)) return () => undefined
  const anchor = charactersBefore(element, selection.anchorNode, selection.anchorOffset)
  const focus = charactersBefore(element, selection.focusNode, selection.focusOffset)
  return () => {
    const from = placeAfter(element, anchor)
    const to = placeAfter(element, focus)
    if (from !== undefined && to !== undefined) selection.setBaseAndExtent(from.node, from.at, to.node, to.at)
  }
}

const charactersBefore = (element: HTMLElement, node: Node | null, at: number): number => {
  const before = element.ownerDocument.createRange()
  before.setStart(element, 0)
  before.setEnd(node ?? element, at)
  return before.toString().length
}

const placeAfter = (element: HTMLElement, characters: number): { node: Node; at: number } | undefined => {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = characters
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    if (left <= length) return { node, at: left }
    left -= length
  }
  return undefined
}
