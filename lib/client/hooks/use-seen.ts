'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { type ReadMarks, type RecordKey, isRead } from '../../core/annotation'

/** What this device knows of what its member has read. */
interface Seen extends ReadMarks {
  /** The notes of `until` that the account has not heard of. */
  readonly unsent: readonly string[]
}

const NOTHING: Seen = { since: Number.MAX_SAFE_INTEGER, until: {}, unsent: [] }
/** The wait after a note was read before the account is told, in ms: a reader goes on to the next. */
const TELL_AFTER_MS = 3_000
/** So many are told at once: what a page sends as it is left may have 64 kB. */
const TOLD_MAX = 500
const kept = new Map<string, Seen>()
const listeners = new Set<() => void>()

const parseSeen = (value: unknown): Seen | undefined => {
  if (typeof value !== 'object' || value === null || !('since' in value) || typeof value.since !== 'number') {
    return undefined
  }
  const entries = 'until' in value && typeof value.until === 'object' ? Object.entries(value.until ?? {}) : []
  const until = entries.flatMap(([key, at]: [string, unknown]) => (typeof at === 'number' ? [[key, at] as const] : []))
  // What an earlier release kept was never sent.
  const unsent = 'unsent' in value && Array.isArray(value.unsent) ? value.unsent.map(String) : until.map(([key]) => key)
  return { since: value.since, until: Object.fromEntries(until), unsent }
}

/** Reads the device's memory once; a browser that keeps nothing starts anew each time. */
const seenOf = (place: string): Seen => {
  const known = kept.get(place)
  if (known !== undefined) return known
  let seen: Seen | undefined
  try {
    seen = parseSeen(JSON.parse(localStorage.getItem(place) ?? 'null'))
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error
  }
  const fresh = seen ?? { since: Date.now(), until: {}, unsent: [] }
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

const change = (place: string, seen: Seen): void => {
  keep(place, seen)
  listeners.forEach((listener) => {
    listener()
  })
}

/** Tells the account what was read here, and takes over what was read elsewhere. What does not arrive is told the next time. */
const tell = async (place: string, reading: string): Promise<void> => {
  const { since, until, unsent } = seenOf(place)
  const told = unsent.slice(-TOLD_MAX)
  const news = Object.fromEntries(told.map((key) => [key, until[key] ?? 0]))
  let answer: Response
  try {
    answer = await fetch(`/api/read-marks/${reading}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ since, until: news }),
      keepalive: true,
    })
  } catch (error) {
    if (error instanceof TypeError) return
    throw error
  }
  const account = answer.ok ? parseSeen(await answer.json()) : undefined
  if (account === undefined) return
  const now = seenOf(place)
  // What was read while the answer was on its way.
  const later = now.unsent.filter((key) => !told.includes(key) || now.until[key] !== news[key])
  const own = Object.fromEntries(later.map((key) => [key, now.until[key] ?? 0]))
  change(place, { since: account.since, until: { ...account.until, ...own }, unsent: later })
}

/** Keeps the account and this device of one mind while the page is open. */
const agree = (place: string, reading: string): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = (): void => {
    clearTimeout(timer)
    timer = undefined
    void tell(place, reading)
  }
  const soon = (): void => {
    if (seenOf(place).unsent.length > 0) timer ??= setTimeout(now, TELL_AFTER_MS)
  }
  const onSight = (): void => {
    if (document.visibilityState === 'visible' || timer !== undefined) now()
  }
  now()
  listeners.add(soon)
  document.addEventListener('visibilitychange', onSight)
  return () => {
    if (timer !== undefined) now()
    listeners.delete(soon)
    document.removeEventListener('visibilitychange', onSight)
  }
}

const agreed = new Map<string, { count: number; readonly end: () => void }>()

/**
 * What of a reading this member has read, on this device and, as far as the
 * account has heard, on their others. `isUnread` takes the moment at which others
 * last said something in a thread; what was there before the first visit counts
 * as read.
 */
export const useSeen = (
  reading: string,
  member: string,
): {
  readonly isUnread: (thread: RecordKey, latest: number) => boolean
  readonly markRead: (thread: RecordKey, latest: number) => void
} => {
  const place = `scholion:seen:${reading}:${member}`
  const subscribe = useCallback(
    (listener: () => void) => {
      const shared = agreed.get(place) ?? { count: 0, end: agree(place, reading) }
      agreed.set(place, { ...shared, count: shared.count + 1 })
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        const { count, end } = agreed.get(place) ?? shared
        if (count > 1) agreed.set(place, { count: count - 1, end })
        else {
          agreed.delete(place)
          end()
        }
      }
    },
    [place, reading],
  )
  const seen = useSyncExternalStore(
    subscribe,
    () => seenOf(place),
    () => NOTHING,
  )
  const isUnread = useCallback((thread: RecordKey, latest: number) => !isRead(seen, thread, latest), [seen])
  const markRead = useCallback(
    (thread: RecordKey, latest: number) => {
      const now = seenOf(place)
      if (isRead(now, thread, latest)) return
      const unsent = [...now.unsent.filter((key) => key !== thread), thread]
      change(place, { ...now, until: { ...now.until, [thread]: latest }, unsent })
    },
    [place],
  )
  return { isUnread, markRead }
}
