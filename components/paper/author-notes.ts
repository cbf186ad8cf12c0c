import type { Node } from 'prosemirror-model'
import { type Document, footnoteRefId } from '@/lib/core/document'

/** A footnote of the paper. */
export interface AuthorNote {
  /** Its id in the document and in the page. */
  readonly id: string
  /** What the paper prints: `12` or `*`. */
  readonly label: string
  readonly node: Node
  /** The page's id of its first marker. */
  readonly marker: string
}

/** The footnotes of a paper, in its order. */
export const authorNotes = (document: Document): readonly AuthorNote[] => {
  const notes: AuthorNote[] = []
  document.descendants((node) => {
    if (node.type.name !== 'footnote') return !node.isTextblock
    const id = String(node.attrs.id)
    notes.push({ id, label: String(node.attrs.label), node, marker: footnoteRefId(id, 1) })
    return false
  })
  return notes
}

/** When the author's notes hang beside the text: as `paper.css` has it. */
export const SIDE_NOTES_QUERY = '(min-width: 1541px)'

/** The page's id of a note that hangs beside the text. */
export const sideNoteId = (note: string): string => `side-${note}`

/** True where the note hangs beside the text and can be seen there. */
export const showsBeside = (note: string): boolean => {
  const beside = document.getElementById(sideNoteId(note))
  if (beside === null || !matchMedia(SIDE_NOTES_QUERY).matches) return false
  const box = beside.getBoundingClientRect()
  return box.bottom > 0 && box.top < innerHeight
}
