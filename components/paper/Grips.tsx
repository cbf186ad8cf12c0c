'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import type { RecordKey } from '@/lib/core/annotation'
import { type Offset, type TextIndex, offset } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { trimPassage } from '@/lib/client/editor/selection'
import { showPassages } from '@/lib/client/editor/shown-passages'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { type PassageRange, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'

type End = 'start' | 'end'

/** The name of the passage as it would be (see paper.css). */
const RESIZED = 'resized-passage'
/** So much of the text is said as where a grip stands, in characters. */
const SAID_CHARS = 40

/**
 * Two grips at the ends of the member's own highlight while it is open: drag
 * one, or move it with the arrow keys (by words; with Shift by characters) and
 * press Enter. Escape leaves the passage as it was.
 */
export const Grips = ({ paper, layer }: { readonly paper: PaperView; readonly layer: HTMLElement }) => {
  const { me } = useRoomSetup()
  const own = useRoom((state) => {
    if (state.open === null) return null
    const thread = state.threads.find(({ key }) => key === state.open)
    const isWritable = state.layers.some(({ id, access }) => id === thread?.layer && access === 'write')
    return thread !== undefined && isWritable && isOwn(thread.annotation, me) ? thread : null
  })
  if (own === null) return null
  const { start, end } = own.annotation.anchor
  return createPortal(
    <GripPair
      key={`${own.key} ${String(start)} ${String(end)}`}
      name={own.key}
      passage={{ start, end }}
      paper={paper}
      layer={layer}
    />,
    layer,
  )
}

const isOwn = (annotation: { readonly author: string; readonly removedAt?: number | undefined }, me: string): boolean =>
  annotation.author === me && annotation.removedAt === undefined

const GripPair = ({
  name,
  passage,
  paper,
  layer,
}: {
  readonly name: RecordKey
  readonly passage: PassageRange
  readonly paper: PaperView
  readonly layer: HTMLElement
}) => {
  const t = useTranslations('paper')
  const passages = usePassages()
  const { move } = useRoomActions()
  const [range, setRange] = useState(passage)
  const [places, setPlaces] = useState<Readonly<Record<End, DOMRect>>>()
  const isMoved = range.start !== passage.start || range.end !== passage.end

  const measure = useEffectEvent(() => {
    const origin = layer.getBoundingClientRect()
    const boxes = passages.rectsOf(range)
    const [first, last] = [boxes[0], boxes.at(-1)]
    if (first === undefined || last === undefined) return
    setPlaces({
      start: new DOMRect(first.left - origin.left, first.top - origin.top, 0, first.height),
      end: new DOMRect(last.right - origin.left, last.top - origin.top, 0, last.height),
    })
  })
  useEffect(() => {
    measure()
    return passages.subscribeLayout(() => {
      measure()
    })
  }, [passages, range])
  useEffect(() => (isMoved ? showPassages(paper.view, RESIZED, [range]) : undefined), [isMoved, range, paper])

  const pull = (end: End, to: Offset): void => {
    const next = end === 'start' ? { ...range, start: to } : { ...range, end: to }
    // An end does not pass the other.
    if (next.start < next.end && trimPassage(paper.index, next.start, next.end) !== undefined) setRange(next)
  }
  const settle = (): void => {
    const trimmed = trimPassage(paper.index, range.start, range.end)
    if (isMoved && trimmed !== undefined) move(name, trimmed)
    else setRange(passage)
  }

  return (['start', 'end'] as const).map((end) => {
    const place = places?.[end]
    if (place === undefined) return null
    return (
      <span
        key={end}
        className={`grip grip-${end}`}
        role="slider"
        tabIndex={0}
        aria-label={t(end === 'start' ? 'gripStart' : 'gripEnd')}
        aria-valuemin={0}
        aria-valuemax={paper.index.text.length}
        aria-valuenow={range[end]}
        aria-valuetext={wordsAt(paper.index, range, end)}
        data-keeps-selection=""
        style={{ left: place.left, top: place.top, height: place.height }}
        onPointerDown={(event: PointerEvent<HTMLElement>) => {
          event.preventDefault()
          event.currentTarget.setPointerCapture(event.pointerId)
          event.currentTarget.focus({ preventScroll: true })
        }}
        // Else the browser draws a selection along.
        onMouseDown={(event) => {
          event.preventDefault()
        }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
          const at = passages.offsetAtPoint(event.clientX, event.clientY)
          if (at !== undefined) pull(end, at)
        }}
        onPointerUp={settle}
        onPointerCancel={() => {
          setRange(passage)
        }}
        onKeyDown={(event: KeyboardEvent) => {
          const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
          if (step !== 0) {
            const { text } = paper.index
            pull(end, event.shiftKey ? offset(clamp(range[end] + step, text.length)) : byWord(text, range[end], step))
          } else if (event.key === 'Enter') settle()
          else if (event.key === 'Escape' && isMoved) setRange(passage)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
        onBlur={() => {
          setRange(passage)
        }}
      />
    )
  })
}

const clamp = (at: number, most: number): number => Math.max(0, Math.min(most, at))

/** The edge of the next word in a direction. */
const byWord = (text: string, from: number, step: number): Offset => {
  const isSpace = (at: number): boolean => /\s/u.test(text.charAt(at))
  let at = from
  if (step > 0) {
    while (at < text.length && isSpace(at)) at += 1
    while (at < text.length && !isSpace(at)) at += 1
  } else {
    while (at > 0 && isSpace(at - 1)) at -= 1
    while (at > 0 && !isSpace(at - 1)) at -= 1
  }
  return offset(at)
}

/** The first or last words of a passage, for who cannot see where its end stands. */
const wordsAt = (index: TextIndex, { start, end }: PassageRange, which: End): string =>
  which === 'start'
    ? index.text.slice(start, Math.min(end, start + SAID_CHARS))
    : index.text.slice(Math.max(start, end - SAID_CHARS), end)
