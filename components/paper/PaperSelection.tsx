'use client'

import { useEffect, useEffectEvent } from 'react'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { followSelection, rangeOfPassage } from '@/lib/client/editor/selection'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'

/** The name under which a selection stays visible while the focus is elsewhere (see paper.css). */
const KEPT = 'kept-selection'

/** The reader's selection as a passage of the room, kept in sight while the bar or a field has the focus. */
export const PaperSelection = ({ paper }: { readonly paper: PaperView }) => {
  const { select } = useRoomActions()
  const passages = usePassages()
  const selection = useRoom((state) => state.selection)
  const tell = useEffectEvent(select)

  useEffect(
    () =>
      followSelection(paper.view, paper.index, (range) => {
        tell(range ?? null)
      }),
    [paper],
  )

  useEffect(() => {
    if (selection === null) return undefined
    const show = (): void => {
      CSS.highlights.set(KEPT, new Highlight(rangeOfPassage(selection, paper.view)))
    }
    show()
    // The text's nodes may have been drawn afresh.
    const unsubscribe = passages.subscribeLayout(show)
    return () => {
      unsubscribe()
      CSS.highlights.delete(KEPT)
    }
  }, [selection, paper, passages])

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
