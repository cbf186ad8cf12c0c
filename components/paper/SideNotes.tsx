'use client'

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { type Document, renderHtml } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { NoteCopy } from './NoteCopy'
import { SIDE_NOTES_QUERY, authorNotes, sideNoteId } from './author-notes'
import { PAPER_LANGUAGE } from './paper-language'

/** The least space between two notes, in px. */
const BETWEEN = 14

const subscribeWidth = (listener: () => void): (() => void) => {
  const query = matchMedia(SIDE_NOTES_QUERY)
  query.addEventListener('change', listener)
  return () => {
    query.removeEventListener('change', listener)
  }
}

/**
 * The author's notes beside their lines, on a wide window. They can be selected
 * and annotated there. They repeat what stands in full at the end of the paper, so
 * assistive tools and the order of Tab leave them out.
 */
export const SideNotes = ({
  document,
  paper,
}: {
  readonly document: Document
  /** `null` until its text is taken over. */
  readonly paper: PaperView | null
}) => {
  const passages = usePassages()
  const isWide = useSyncExternalStore(
    subscribeWidth,
    () => matchMedia(SIDE_NOTES_QUERY).matches,
    () => false,
  )
  const notes = useMemo(
    () =>
      isWide
        ? authorNotes(document).map((note) => ({
            ...note,
            html: renderHtml(note.node).replaceAll('<a ', '<a tabindex="-1" '),
          }))
        : [],
    [document, isWide],
  )
  const column = useRef<HTMLDivElement>(null)
  const [tops, setTops] = useState<readonly number[]>([])

  useEffect(() => {
    const settle = (): void => {
      const box = column.current
      if (box === null || notes.length === 0) return
      const origin = box.getBoundingClientRect().top
      const elements = [...box.children]
      let floor = 0
      setTops(
        notes.map((note, at) => {
          const marker = window.document.getElementById(note.marker)?.getBoundingClientRect().top ?? origin
          const top = Math.max(Math.round(marker - origin - 4), floor)
          floor = top + (elements[at]?.clientHeight ?? 0) + BETWEEN
          return top
        }),
      )
    }
    settle()
    return passages.subscribeLayout(settle)
  }, [notes, passages])

  return (
    <div className="side-notes" ref={column} aria-hidden>
      {notes.map((note, at) => (
        <div
          key={note.id}
          id={sideNoteId(note.id)}
          className="side-note"
          style={{ top: tops[at] ?? 0, visibility: tops.length === 0 ? 'hidden' : undefined }}
        >
          <div {...PAPER_LANGUAGE}>
            <b>{note.label}</b>
            <NoteCopy paper={paper} note={note.id} html={note.html} isInFront />
          </div>
        </div>
      ))}
    </div>
  )
}
