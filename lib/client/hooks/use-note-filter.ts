'use client'

import { useSyncExternalStore } from 'react'
import { EVERY_NOTE, type NoteFilter, type NoteSort, parseFilter, serializeFilter } from '../../core/annotation'
import { COLOURS, type ColourBy } from './colouring'

/** Which notes are shown, and in what order. */
export interface NoteView {
  readonly filter: NoteFilter
  readonly sort: NoteSort
  /** By what the text is coloured. */
  readonly colour: ColourBy
  /** When the choice was made, in ms since 1970: what the member writes after it is shown, whatever it is. */
  readonly since: number
}

const EVERY: NoteView = { filter: EVERY_NOTE, sort: 'place', colour: 'verdict', since: 0 }
const NAMES: ReadonlySet<string> = new Set(['tag', 'by', 'group', 'round', 'in', 'when', 'is', 'q', 'sort', 'colour'])

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
    const parameters = new URLSearchParams(search)
    const colour = COLOURS.find((one) => one === parameters.get('colour')) ?? 'verdict'
    view = { ...parseFilter(parameters), colour, since: Date.now() }
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
  const colour = view.colour === 'verdict' ? [] : [['colour', view.colour] as const]
  const parts = [...rest, ...serializeFilter(view.filter, view.sort), ...colour]
  const query = new URLSearchParams(parts.map(([name, value]) => [name, value]))
  const text = query.toString()
  search = text === '' ? '' : `?${text}`
  history.replaceState(history.state, '', `${location.pathname}${search}${location.hash}`)
}

/** Shows other notes, or in other colours; the address follows, so that it can be sent. */
export const showNotes = (next: Partial<Pick<NoteView, 'filter' | 'sort' | 'colour'>>): void => {
  view = { ...read(), ...next, since: Date.now() }
  clearTimeout(timer)
  timer = setTimeout(write, ADDRESS_MS)
  tell()
}

/** The filter and the order of this page, as its address has them. */
export const useNoteView = (): NoteView => useSyncExternalStore(subscribe, read, () => EVERY)
