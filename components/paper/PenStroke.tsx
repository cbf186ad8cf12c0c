'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { type Offset, type Sentence, offset } from '@/lib/core/document'
import { giveLook } from '@/lib/client/editor/passage-looks'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { rangeOfPassage } from '@/lib/client/editor/selection'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { penMoves, takePen, usePen } from '@/lib/client/hooks/use-pen'
import { type PassageRange, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { THIRD_PRESS_MS, usePenTaps } from './use-pen-taps'

/** The name of the line under the pointer's word (see passage-looks.ts). */
const LINE = 'pen-line'

/**
 * The pen on the text: what a mouse selects becomes a highlight or a verdict at
 * once; a double press takes the sentence, a triple one the paragraph, and so do
 * two and three taps of a finger. The pen's line stands under the word below the
 * pointer.
 */
export const PenStroke = ({
  paper,
  sentences,
}: {
  readonly paper: PaperView
  readonly sentences: readonly Sentence[]
}) => {
  const { pen, isMouse } = usePen()
  const { tags, me } = useRoomSetup()
  const { annotate, tag: giveTag, select } = useRoomActions()
  const selection = useRoom((state) => state.selection)
  const threads = useRoom((state) => state.threads)
  const canWrite = useRoom((state) => state.writeLayer !== null)
  const presses = useRef(1)

  const mark = (range: PassageRange): void => {
    const key = annotate(range)
    if (key !== undefined && pen !== null && pen !== 'highlight') {
      const mine = threads.find((thread) => thread.key === key)?.verdicts.find(({ author }) => author === me)
      // A second stroke over a claim leaves the verdict: only the bar takes one back.
      if (mine?.tag !== pen) giveTag(key, pen)
    }
    document.getSelection()?.removeAllRanges()
    select(null)
  }
  const stroke = useEffectEvent(mark)

  const isDrawn = pen !== null && isMouse && selection !== null
  useLayoutEffect(() => {
    if (!isDrawn) return undefined
    if (presses.current < 2) {
      stroke(selection)
      return undefined
    }
    const timer = setTimeout(() => {
      stroke(presses.current === 2 ? sentenceAt(sentences, selection.start) : blockOf(paper, selection.start))
    }, THIRD_PRESS_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [isDrawn, selection, paper, sentences])

  useEffect(() => {
    const { dom } = paper.view
    const listeners = new AbortController()
    const { signal } = listeners
    dom.addEventListener(
      'mousedown',
      (event) => {
        presses.current = event.detail
      },
      { signal, capture: true },
    )
    dom.addEventListener(
      'pointerdown',
      (event) => {
        penMoves(event.pointerType === 'mouse')
      },
      { signal, capture: true },
    )
    dom.addEventListener(
      'keydown',
      () => {
        penMoves(false)
      },
      { signal, capture: true },
    )
    return () => {
      listeners.abort()
    }
  }, [paper])

  usePenTaps(paper, pen !== null && canWrite, (count, at) => {
    mark(count === 2 ? sentenceAt(sentences, at) : blockOf(paper, at))
  })

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || pen === null) return
    const isInPaper = event.target instanceof Node && paper.view.dom.contains(event.target)
    if (event.key === 'Escape' && selection === null && isInPaper) {
      event.preventDefault()
      takePen(null)
    } else if (event.key === 'Enter' && selection !== null && event.target === paper.view.dom) {
      event.preventDefault()
      stroke(selection)
    }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      onKey(event)
    }
    document.addEventListener('keydown', listen)
    return () => {
      document.removeEventListener('keydown', listen)
    }
  }, [])

  usePenLine(paper, pen === null || pen === 'highlight' ? undefined : tags.find(({ id }) => id === pen)?.pigment)
  return null
}

/** Draws the pen's line under the word below the pointer. */
const usePenLine = (paper: PaperView, pigment: string | undefined): void => {
  const passages = usePassages()
  useEffect(() => {
    if (pigment === undefined) return undefined
    const { dom } = paper.view
    giveLook(LINE)
    dom.style.setProperty('--pen-line', `var(--${pigment}-line)`)
    let frame = 0
    const onMove = (event: PointerEvent): void => {
      if (frame !== 0 || event.pointerType !== 'mouse') return
      frame = requestAnimationFrame(() => {
        frame = 0
        const at = passages.offsetAtPoint(event.clientX, event.clientY)
        const word = at === undefined ? undefined : wordAt(paper.index.text, at)
        if (word === undefined) CSS.highlights.delete(LINE)
        else CSS.highlights.set(LINE, new Highlight(rangeOfPassage(word, paper.view)))
      })
    }
    const onLeave = (): void => {
      CSS.highlights.delete(LINE)
    }
    dom.addEventListener('pointermove', onMove)
    dom.addEventListener('pointerleave', onLeave)
    return () => {
      cancelAnimationFrame(frame)
      dom.removeEventListener('pointermove', onMove)
      dom.removeEventListener('pointerleave', onLeave)
      dom.style.removeProperty('--pen-line')
      CSS.highlights.delete(LINE)
    }
  }, [paper, passages, pigment])
}

const WORD = /[\p{L}\p{N}\p{M}’'-]/u

/** The word around an offset; `undefined` on what is none. */
const wordAt = (text: string, at: Offset): PassageRange | undefined => {
  let start: number = at
  let end: number = at
  while (start > 0 && WORD.test(text.charAt(start - 1))) start -= 1
  while (end < text.length && WORD.test(text.charAt(end))) end += 1
  return start === end ? undefined : { start: offset(start), end: offset(end) }
}

/** The sentence that an offset lies in; the last one before it where it lies in none. */
const sentenceAt = (sentences: readonly Sentence[], at: Offset): PassageRange =>
  sentences.findLast((sentence) => sentence.start <= at) ?? { start: at, end: at }

/** The whole of the paragraph that an offset lies in. */
const blockOf = (paper: PaperView, at: Offset): PassageRange => {
  const { start, end } = paper.index.blockAt(at)
  return { start, end }
}
