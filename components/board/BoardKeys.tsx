'use client'

import { useEffect, useEffectEvent, useTransition } from 'react'
import { EMPTY_FORM } from '@/lib/core/base'
import type { FormAction } from '@/components/ui/form-action'
import { type KeyedPlace, stepFrom } from './face'

const FORWARD = new Set(['ArrowRight', 'ArrowDown', 'PageDown'])
const BACK = new Set(['ArrowLeft', 'ArrowUp', 'PageUp'])

/** Fills the screen with the page, or gives it back; where a browser refuses, nothing happens. */
export const toggleFullScreen = async (): Promise<void> => {
  try {
    if (document.fullscreenElement === null) await document.documentElement.requestFullscreen()
    else await document.exitFullscreen()
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error
  }
}

/**
 * The keys of the window on the wall: F fills the screen; for the instructor the arrows, or the
 * two buttons of a clicker, throw the next passage or the one before, and Escape clears the board.
 */
export const BoardKeys = ({
  places,
  thrown,
  act,
}: {
  readonly places: readonly KeyedPlace[]
  readonly thrown: KeyedPlace | undefined
  /** Absent for those who only watch. */
  readonly act: FormAction | undefined
}) => {
  const [isActing, startActing] = useTransition()
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.key.toLowerCase() === 'f') {
      event.preventDefault()
      void toggleFullScreen()
      return
    }
    const by = FORWARD.has(event.key) ? 1 : BACK.has(event.key) ? -1 : undefined
    if (act === undefined || isActing) return
    const data = new FormData()
    if (by !== undefined) {
      event.preventDefault()
      const next = stepFrom(places, thrown, by)
      if (next === undefined) return
      data.set('act', 'throw')
      data.set('layer', next.layer)
      data.set('annotation', next.annotation)
    } else if (event.key === 'Escape' && thrown !== undefined) data.set('act', 'clear')
    else return
    startActing(async () => {
      await act(EMPTY_FORM, data)
    })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      onKey(event)
    }
    window.addEventListener('keydown', listen)
    return () => {
      window.removeEventListener('keydown', listen)
    }
  }, [])
  return null
}
