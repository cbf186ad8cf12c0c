'use client'

import { useEffect, useEffectEvent } from 'react'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { followSelection } from '@/lib/client/editor/selection'
import { showPassages } from '@/lib/client/editor/shown-passages'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'

/** The name under which a selection stays visible while the focus is elsewhere (see paper.css). */
const KEPT = 'kept-selection'

/** The reader's selection as a passage of the room, kept in sight while the bar or a field has the focus. */
export const PaperSelection = ({ paper }: { readonly paper: PaperView }) => {
  const { select } = useRoomActions()
  const selection = useRoom((state) => state.selection)
  const tell = useEffectEvent(select)

  useEffect(
    () =>
      followSelection(paper, (range) => {
        tell(range ?? null)
      }),
    [paper],
  )

  useEffect(() => (selection === null ? undefined : showPassages(paper.view, KEPT, [selection])), [selection, paper])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || selection === null || event.defaultPrevented) return
      document.getSelection()?.removeAllRanges()
      select(null)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [selection, select])

  return null
}
