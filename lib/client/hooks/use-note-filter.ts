'use client'

import { useSyncExternalStore } from 'react'
import { EVERY_NOTE, type NoteFilter, type NoteSort, parseFilter, serializeFilter } from '../../core/annotation'

/** Which notes are shown, and in what order. */
export interface NoteView {
  readonly filter: NoteFilter
  readonly sort: NoteSort
  /** When the choice was made, in ms since 1970: what the member writes after it is shown, whatever it is. */
  readonly since: number
}

const EVERY: NoteView = { filter: EVERY_NOTE, sort: 'place', since: 0 }
const NAMES: ReadonlySet<string> = new Set(['tag', 'by', 'group', 'is', 'q', 'sort'])

/** How long the address waits for the next change, in ms: browsers refuse more than some hundred a minute. */
const ADDRESS_MS = 300

let view = EVERY
let search: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

const tell = (): void => {
  listeners.forEach((listener) => {
    listener()
  })
}

const read = (): NoteView => {
  if (search !== location.search && timer === undefined) {
    search = location.search
    view = { ...parseFilter(new URLSearchParams(search)), since: Date.now() }
  }
  return view
}

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) addEventListener('popstate', tell)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tell)
  }
}

const write = (): void => {
  timer = undefined
  const rest = [...new URLSearchParams(location.search)].filter(([name]) => !NAMES.has(name))
  const query = new URLSearchParams([...rest, ...serializeFilter(view.filter, view.sort)].map(([n, v]) => [n, v]))
  const text = query.toString()
  search = text === '' ? '' : `?${text}`
  history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`)
}

/** Shows other notes; the address follows, so that it can be sent. */
export const showNotes = (next: Pick<NoteView, 'filter' | 'sort'>): void => {
  view = { ...next, since: Date.now() }
  clearTimeout(timer)
  timer = setTimeout(write, ADDRESS_MS)
  tell()
}

/** The filter and the order of this page, as its address has them. */
export const useNoteView = (): NoteView => useSyncExternalStore(subscribe, read, () => EVERY)
