'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { type Sentence, offset } from '@/lib/core/document'
import { CHOICE_EVENT } from '@/lib/core/base'
import { usePassages } from '@/lib/client/hooks/use-passages'

/** How far beyond the window numbers are drawn, in heights of it. */
const REACH = 1

interface Numbered {
  readonly start: number
  readonly number: number
  readonly left: number
  readonly top: number
}

const subscribe = (listener: () => void): (() => void) => {
  addEventListener(CHOICE_EVENT, listener)
  addEventListener('storage', listener)
  return () => {
    removeEventListener(CHOICE_EVENT, listener)
    removeEventListener('storage', listener)
  }
}

/**
 * The number of each sentence in its paragraph, small above its first letter,
 * for who asked for them: "¶ 9, sentence 3". Those near the window alone are
 * drawn. Readers of the page by ear have the paragraph; the numbers are hidden from them.
 */
export const SentenceNumbers = ({
  sentences,
  layer,
}: {
  readonly sentences: readonly Sentence[]
  readonly layer: HTMLElement
}) => {
  const isAsked = useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset.numbering === 'sentences',
    () => false,
  )
  return isAsked ? <Numbers sentences={sentences} layer={layer} /> : null
}

const Numbers = ({ sentences, layer }: { readonly sentences: readonly Sentence[]; readonly layer: HTMLElement }) => {
  const passages = usePassages()
  const [shown, setShown] = useState<readonly Numbered[]>([])
  useEffect(() => {
    let frame = 0
    const measure = (): void => {
      frame = 0
      const origin = layer.getBoundingClientRect()
      setShown(
        numbered(sentences, (at) => passages.paragraphAt(offset(at))).flatMap(({ start, number }): Numbered[] => {
          const box = passages.rectsOf({ start: offset(start), end: offset(start + 1) })[0]
          if (box === undefined || Math.abs(box.top - innerHeight / 2) > innerHeight * (0.5 + REACH)) return []
          return [{ start, number, left: box.left - origin.left, top: box.top - origin.top }]
        }),
      )
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure)
    }
    soon()
    addEventListener('scrollend', soon)
    const unsubscribe = passages.subscribeLayout(soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scrollend', soon)
      unsubscribe()
    }
  }, [sentences, layer, passages])
  return createPortal(
    shown.map(({ start, number, left, top }) => (
      <span key={start} className="sentence-number num" aria-hidden style={{ left, top }}>
        {number}
      </span>
    )),
    layer,
  )
}

/** Sentences of numbered paragraphs, each with its place in its own, from 1. */
const numbered = (
  sentences: readonly Sentence[],
  paragraphOf: (at: number) => number | null,
): readonly { readonly start: number; readonly number: number }[] => {
  let last: number | null = null
  let number = 0
  return sentences.flatMap(({ start }) => {
    const paragraph = paragraphOf(start)
    number = paragraph === last ? number + 1 : 1
    last = paragraph
    return paragraph === null ? [] : [{ start, number }]
  })
}
