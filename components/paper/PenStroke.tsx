'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { type Offset, type Sentence, offset } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { penMoves, takePen, usePen } from '@/lib/client/hooks/use-pen'
import { type PassageRange, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { THIRD_PRESS_MS, usePenTaps } from './use-pen-taps'

/**
 * The pen on the text: what a mouse selects becomes a highlight or a verdict at
 * once; a double press takes the sentence, a triple one the paragraph, and so do
 * two and three taps of a finger. The pen's line stands under the word below the
 * pointer.
 */
export const PenStroke = ({
  paper,
  layer,
  sentences,
}: {
  readonly paper: PaperView
  /** What floats over the text: the pen's line is drawn there. */
  readonly layer: HTMLElement
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

  usePenLine(paper, layer, pen === null || pen === 'highlight' ? undefined : tags.find(({ id }) => id === pen)?.pigment)
  return null
}

/** Draws the pen's line under the word below the pointer. */
const usePenLine = (paper: PaperView, layer: HTMLElement, pigment: string | undefined): void => {
  const passages = usePassages()
  useEffect(() => {
    if (pigment === undefined) return undefined
    const { dom } = paper.view
    let frame = 0
    let lines: readonly HTMLElement[] = []
    const draw = (boxes: readonly DOMRect[]): void => {
      const origin = layer.getBoundingClientRect()
      for (const line of lines) line.remove()
      lines = boxes.map((box) => {
        const line = document.createElement('i')
        line.className = 'pen-line'
        line.dataset.pigment = pigment
        line.style.translate = `${String(box.left - origin.left)}px ${String(box.top - origin.top)}px`
        line.style.width = `${String(box.width)}px`
        line.style.height = `${String(box.height)}px`
        return line
      })
      layer.append(...lines)
    }
    const onMove = (event: PointerEvent): void => {
      if (frame !== 0 || event.pointerType !== 'mouse') return
      frame = requestAnimationFrame(() => {
        frame = 0
        const at = passages.offsetAtPoint(event.clientX, event.clientY)
        const word = at === undefined ? undefined : wordAt(paper.index.text, at)
        draw(word === undefined ? [] : passages.rectsOf(word))
      })
    }
    const onLeave = (): void => {
      cancelAnimationFrame(frame)
      frame = 0
      draw([])
    }
    // Lines that moved have another word under the pointer, if any.
    const unsubscribe = passages.subscribeLayout(onLeave)
    dom.addEventListener('pointermove', onMove)
    dom.addEventListener('pointerleave', onLeave)
    return () => {
      unsubscribe()
      onLeave()
      dom.removeEventListener('pointermove', onMove)
      dom.removeEventListener('pointerleave', onLeave)
    }
  }, [paper, layer, passages, pigment])
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
