'use client'

import { useEffect } from 'react'
import { createCaret } from '@/lib/client/editor/caret'
import { START_ATTRIBUTE } from '@/lib/client/editor/highlights'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { usePassages } from '@/lib/client/hooks/use-passages'

/** How far below the window's top the caret looks for its first line, in px. */
const BELOW_BAR = 80

/** The keyboard in the text: a caret that selects, and the way from highlight to highlight. */
export const KeyboardCaret = ({ paper, layer }: { readonly paper: PaperView; readonly layer: HTMLElement }) => {
  const passages = usePassages()
  useEffect(() => {
    const { view, index } = paper
    const caret = createCaret(view, layer, () => {
      const box = view.dom.getBoundingClientRect()
      const at = passages.offsetAtPoint(box.left + 4, Math.max(box.top + 4, BELOW_BAR)) ?? null
      if (at === null) return undefined
      const place = view.domAtPos(index.posAt(at, 'start'), 1)
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
      const isWalk = isPlain && (event.key === 'n' || event.key === 'p')
      if (isWalk ? walk(view.dom, target, event.key === 'n') : caret.press(event)) event.preventDefault()
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
const walk = (paper: HTMLElement, from: HTMLElement, isForward: boolean): boolean => {
  const starts = [...paper.querySelectorAll<HTMLElement>(`[${START_ATTRIBUTE}]`)]
  const at = starts.indexOf(from)
  const inSight = starts.findIndex((start) => start.getBoundingClientRect().top > BELOW_BAR)
  const next =
    at >= 0
      ? starts[at + (isForward ? 1 : -1)]
      : isForward
        ? starts[inSight]
        : starts[(inSight < 0 ? starts.length : inSight) - 1]
  if (next === undefined) return false
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'center' })
  return true
}
