'use client'

import { useEffect, useRef } from 'react'
import { createCaret } from '@/lib/client/editor/caret'
import { START_ATTRIBUTE } from '@/lib/client/editor/highlights'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { offset } from '@/lib/core/document'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { shortcutOf } from '@/lib/client/hooks/use-shortcuts'
import { type PassageRange, useRoom } from '@/lib/client/hooks/use-room'

/** How far below the window's top the caret looks for its first line, in px. */
const BELOW_BAR = 80

/** The keyboard in the text: a caret that selects, and the way from highlight to highlight. */
export const KeyboardCaret = ({ paper, layer }: { readonly paper: PaperView; readonly layer: HTMLElement }) => {
  const passages = usePassages()
  const selection = useRoom((state) => state.selection)
  const last = useRef<PassageRange>(undefined)
  useEffect(() => {
    if (selection !== null) last.current = selection
  }, [selection])
  useEffect(() => {
    const { view } = paper
    const isInSight = ({ end }: PassageRange): boolean => {
      const line = passages.rectsOf({ start: offset(end - 1), end })[0]
      return line !== undefined && line.top >= BELOW_BAR && line.bottom <= innerHeight
    }
    // Where the last selection ended, if that can be seen: its note may have been written meanwhile. Else the first line in sight.
    const caret = createCaret(view, layer, () => {
      const box = view.dom.getBoundingClientRect()
      const left = last.current !== undefined && isInSight(last.current) ? last.current.end : undefined
      const at = left ?? passages.offsetAtPoint(box.left + 4, Math.max(box.top + 4, BELOW_BAR))
      if (at === undefined) return undefined
      const place = view.placeAt(at, left === undefined ? 'start' : 'end')
      const range = document.createRange()
      range.setStart(place.node, place.offset)
      return range
    })
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target
      if (!(target instanceof HTMLElement) || event.defaultPrevented) return
      const isStart = target.hasAttribute(START_ATTRIBUTE)
      if (target !== view.dom && !isStart) return
      if (event.key === 'Escape') caret.hide()
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
      const name = isPlain ? shortcutOf(event) : undefined
      const isWalk = name === 'next' || name === 'previous'
      // At the last highlight the key does nothing, rather than what it does elsewhere on the page.
      if (isWalk) walk(view.dom, target, name === 'next')
      // A start is no element of forms: what presses a button presses it here.
      const isPress = isStart && isPlain && (event.key === 'Enter' || event.key === ' ')
      if (isPress && !event.repeat) target.click()
      if (isWalk || isPress || caret.press(event)) event.preventDefault()
    }
    // A ring only where the focus came by the keyboard: a press that selects needs none, whatever key follows.
    const onFocus = (): void => {
      if (view.dom.matches(':focus-visible')) layer.dataset.ring = ''
    }
    const onBlur = (): void => {
      delete layer.dataset.ring
      caret.hide()
    }
    view.dom.addEventListener('keydown', onKey)
    view.dom.addEventListener('focus', onFocus)
    view.dom.addEventListener('blur', onBlur)
    return () => {
      view.dom.removeEventListener('keydown', onKey)
      view.dom.removeEventListener('focus', onFocus)
      view.dom.removeEventListener('blur', onBlur)
      caret.destroy()
    }
  }, [paper, passages, layer])
  return null
}

/** Puts the focus on the start of the next highlight, or of the one before; from the text, on the first in sight. */
const walk = (paper: HTMLElement, from: HTMLElement, isForward: boolean): void => {
  const starts = [...paper.querySelectorAll<HTMLElement>(`[${START_ATTRIBUTE}]`)]
  const at = starts.indexOf(from)
  const inSight = starts.findIndex((start) => start.getBoundingClientRect().top > BELOW_BAR)
  const next =
    at >= 0
      ? starts[at + (isForward ? 1 : -1)]
      : isForward
        ? starts[inSight]
        : starts[(inSight < 0 ? starts.length : inSight) - 1]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'center' })
}
