'use client'

import { useCallback, useEffect, useEffectEvent, useRef } from 'react'
import '@/app/margin.css'
import { type RecordKey, latestAt } from '@/lib/core/annotation'
import { START_ATTRIBUTE } from '@/lib/client/editor/highlights'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { type RoomThread, useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { useSeen } from '@/lib/client/hooks/use-seen'
import { isTyping, shortcutOf } from '@/lib/client/hooks/use-shortcuts'
import { useShown } from '@/lib/client/hooks/use-shown'
import { Announcer } from './Announcer'
import { MarginColumn } from './MarginColumn'
import { Sheet } from './Sheet'
import { StrayDrafts } from './StrayDrafts'
import { compose } from './composing'
import { useIsWide } from './use-wide'

/** Puts the focus on `origin`, in the text, where the thread was opened from there; else on the shut thread, or its highlight. */
const focusOrigin = (key: RecordKey, origin: HTMLElement | null): void => {
  const start = document.querySelector<HTMLElement>(`[${START_ATTRIBUTE}~="${CSS.escape(key)}"]`)
  const shut = document.querySelector<HTMLElement>(`[data-thread="${CSS.escape(key)}"] .th-open`)
  const wanted = origin?.hasAttribute(START_ATTRIBUTE) === true ? start : origin
  ;(wanted ?? shut ?? start)?.focus({ preventScroll: true })
}

/** Where in the text the focus was when a thread opened; a composer that has it already came from the text as a whole. */
const textOrigin = (active: HTMLElement): HTMLElement | null => {
  if (active.closest('.composer') !== null) return document.querySelector<HTMLElement>('.paper')
  return active.closest('.paper') === null ? null : active
}

/**
 * The room's notes: beside the text where there is room, else in a sheet at the
 * lower edge. Keys, from the margin or the page: the next note and the one
 * before, the next unread one, the next claim; Escape closes; Ctrl and Z takes
 * the last thing back.
 */
export const Margin = () => {
  const isWide = useIsWide()
  const actions = useRoomActions()
  const { openThread, undo, redo } = actions
  const passages = usePassages()
  const setup = useRoomSetup()
  const threads = useRoom((state) => state.threads)
  const open = useRoom((state) => state.open)
  const muted = useMuted()
  const seen = useSeen(setup.reading.id, setup.me)
  const { ordered } = useShown()

  // Read when it is needed: each shut thread would be drawn anew with each change of any.
  const all = useRef(threads)
  useEffect(() => {
    all.current = threads
  }, [threads])
  const openAt = useCallback(
    (key: RecordKey | null) => {
      openThread(key)
      const thread = all.current.find((one) => one.key === key)
      if (thread === undefined) return
      const [line] = passages.rectsOf(thread.annotation.anchor)
      // Nothing moves under a reader who sees the passage already.
      if (line !== undefined && (line.top < 80 || line.bottom > innerHeight * (isWide === true ? 0.9 : 0.45))) {
        passages.scrollTo(thread.annotation.anchor)
      }
    },
    [openThread, passages, isWide],
  )

  const opened = open === null ? undefined : threads.find(({ key }) => key === open)
  const markRead = seen.markRead
  useEffect(() => {
    if (opened !== undefined) markRead(opened.key, latestAt(opened, setup.me))
  }, [opened, setup.me, markRead])
  useEffect(() => {
    // The open thread went away: another member's doing, or one's own undo.
    if (open !== null && opened === undefined && threads.length > 0) openThread(null)
  }, [open, opened, threads, openThread])

  const origin = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (open === null) return
    const active = document.activeElement
    origin.current = active instanceof HTMLElement ? textOrigin(active) : null
    // The shut thread took the focus away with it; a highlight opened by the keyboard leads into its notes.
    const isLost = active === null || active === document.body
    if (isLost || (active.hasAttribute(START_ATTRIBUTE) && active.matches(':focus-visible'))) {
      document.querySelector<HTMLElement>('.margin .th.open')?.focus({ preventScroll: true })
    }
  }, [open])

  /** Opens the next note that is so, from the open one on, and from the first again after the last. */
  const openNext = (isSo: (thread: RoomThread) => boolean): void => {
    const at = ordered.findIndex(({ key }) => key === open)
    const next = [...ordered.slice(at + 1), ...ordered.slice(0, at + 1)].find(isSo)
    if (next === undefined) return
    openAt(next.key)
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('.margin .th.open')?.focus({ preventScroll: true })
    })
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target)) return
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && !event.altKey && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      if (event.shiftKey) redo()
      else undo()
      return
    }
    if (isCommand && event.key.toLowerCase() === 'y') {
      event.preventDefault()
      redo()
      return
    }
    if (isCommand || event.altKey || event.shiftKey) return
    if (event.key === 'Escape' && open !== null) {
      event.preventDefault()
      compose(null)
      openThread(null)
      requestAnimationFrame(() => {
        focusOrigin(open, origin.current)
      })
      return
    }
    const name = shortcutOf(event)
    // j and k mean the same to who comes from other lists of this kind.
    const isNext = name === 'next' || (name === undefined && event.key === 'j')
    if (isNext || name === 'previous' || (name === undefined && event.key === 'k')) stepFocus(isNext)
    else if (name === 'unread') openNext((thread) => seen.isUnread(thread.key, latestAt(thread, setup.me, muted)))
    else if (name === 'claim') openNext((thread) => thread.verdicts.length > 0)
    else return
    event.preventDefault()
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

  return (
    <>
      <Announcer />
      <StrayDrafts />
      {isWide === false ? (
        <Sheet onOpen={openAt} isUnread={seen.isUnread} />
      ) : (
        <MarginColumn onOpen={openAt} isUnread={seen.isUnread} />
      )}
    </>
  )
}

/** Moves the focus to the next or previous note of the margin; from elsewhere, to the open one, else the first in sight. */
const stepFocus = (isNext: boolean): void => {
  const notes = [...document.querySelectorAll<HTMLElement>('.margin .th-open, .margin .th.open')]
  const here = notes.findIndex((note) => note.contains(document.activeElement))
  const open = notes.findIndex((note) => note.matches('.open'))
  const inSight = notes.findIndex((note) => note.getBoundingClientRect().bottom > 80)
  const next = notes[here >= 0 ? here + (isNext ? 1 : -1) : open >= 0 ? open : inSight]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}
