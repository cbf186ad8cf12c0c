'use client'

import { useCallback, useSyncExternalStore } from 'react'
import type { RecordKey } from '../../core/annotation'

interface Seen {
  /** What is older counts as read: the moment of the first visit, in ms since 1970. */
  readonly since: number
  /** Until when each thread has been read. */
  readonly until: Readonly<Record<string, number>>
}

const NOTHING: Seen = { since: Number.MAX_SAFE_INTEGER, until: {} }
const kept = new Map<string, Seen>()
const listeners = new Set<() => void>()

const parseSeen = (text: string | null): Seen | undefined => {
  if (text === null) return undefined
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || !('since' in value) || typeof value.since !== 'number') {
    return undefined
  }
  const entries = 'until' in value && typeof value.until === 'object' ? Object.entries(value.until ?? {}) : []
  const until = entries.flatMap(([key, at]: [string, unknown]) => (typeof at === 'number' ? [[key, at] as const] : []))
  return { since: value.since, until: Object.fromEntries(until) }
}

/** Reads the device's memory once; a browser that keeps nothing starts anew each time. */
const seenOf = (place: string): Seen => {
  const known = kept.get(place)
  if (known !== undefined) return known
  let seen: Seen | undefined
  try {
    seen = parseSeen(localStorage.getItem(place))
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error
  }
  const fresh = seen ?? { since: Date.now(), until: {} }
  keep(place, fresh)
  return fresh
}

const keep = (place: string, seen: Seen): void => {
  kept.set(place, seen)
  try {
    localStorage.setItem(place, JSON.stringify(seen))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

/**
 * What of a reading this member has read on this device. `isUnread` takes the
 * moment at which others last said something in a thread; what was there before
 * the first visit counts as read.
 */
export const useSeen = (
  reading: string,
  member: string,
): {
  readonly isUnread: (thread: RecordKey, latest: number) => boolean
  readonly markRead: (thread: RecordKey, latest: number) => void
} => {
  const place = `scholion:seen:${reading}:${member}`
  const subscribe = useCallback((listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, [])
  const seen = useSyncExternalStore(
    subscribe,
    () => seenOf(place),
    () => NOTHING,
  )
  const isUnread = useCallback(
    (thread: RecordKey, latest: number) => latest > Math.max(seen.since, seen.until[thread] ?? 0),
    [seen],
  )
  const markRead = useCallback(
    (thread: RecordKey, latest: number) => {
      const now = seenOf(place)
      if (latest <= Math.max(now.since, now.until[thread] ?? 0)) return
      keep(place, { ...now, until: { ...now.until, [thread]: latest } })
      listeners.forEach((listener) => {
        listener()
      })
    },
    [place],
  )
  return { isUnread, markRead }
}
