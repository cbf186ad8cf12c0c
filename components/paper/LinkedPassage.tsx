'use client'

import { useEffect } from 'react'
import { linkedRange } from '@/components/margin/passage-link'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { showPassages } from '@/lib/client/editor/shown-passages'
import { usePassages } from '@/lib/client/hooks/use-passages'

/** The name of the passage that the address leads to (see paper.css). */
const LINKED = 'found-passage'

/** Goes to the passage that the page's address names and keeps it marked until the next press. */
export const LinkedPassage = ({ paper }: { readonly paper: PaperView }) => {
  const passages = usePassages()
  useEffect(() => {
    let hide = (): void => undefined
    const clear = (): void => {
      hide()
    }
    const go = (): void => {
      const range = linkedRange(location.hash, paper.index.text.length)
      if (range === undefined) return
      clear()
      hide = showPassages(paper.view, LINKED, [range])
      passages.scrollTo(range)
    }
    go()
    addEventListener('hashchange', go)
    addEventListener('pointerdown', clear)
    return () => {
      removeEventListener('hashchange', go)
      removeEventListener('pointerdown', clear)
      clear()
    }
  }, [paper, passages])
  return null
}
