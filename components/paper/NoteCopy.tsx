'use client'

import { useEffect, useRef } from 'react'
import type { PaperView } from '@/lib/client/editor/paper-view'

/**
 * The text of a note of the author away from its own place: what is selected in
 * it is selected in the note, and the note's highlights lie on it. `isInFront`
 * where the room is to look for the note's passages here.
 */
export const NoteCopy = ({
  paper,
  note,
  html,
  isInFront,
}: {
  /** `null` as long as nothing can be annotated. */
  readonly paper: PaperView | null
  /** The note's id. */
  readonly note: string
  readonly html: string
  readonly isInFront: boolean
}) => {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(
    () => (element.current === null ? undefined : paper?.addCopy(element.current, note, () => html, isInFront)),
    [paper, note, html, isInFront],
  )
  return (
    <span
      ref={element}
      className="note-copy"
      data-keeps-selection=""
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
