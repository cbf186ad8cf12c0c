'use client'

import { createContext, createElement, type ReactNode, useContext, useDeferredValue, useMemo } from 'react'
import { latestAt, noteMatcher, showsEveryNote, sortNotes } from '../../core/annotation'
import { type NoteView, useNoteView } from './use-note-filter'
import { type RoomThread, useRoom, useRoomSetup } from './use-room'
import { useMuted } from './use-manners'
import { useSeen } from './use-seen'

/** The notes that the filter lets through. */
export interface Shown extends Pick<NoteView, 'filter' | 'sort'> {
  /** In the order of the text. The room's own array where nothing is left out. */
  readonly threads: readonly RoomThread[]
  /** The same for what stands beside the text: where very many come at once it follows when the text is painted. */
  readonly beside: readonly RoomThread[]
  /** The same, in the chosen order. */
  readonly ordered: readonly RoomThread[]
  /** How many there are in the visible layers. */
  readonly total: number
  /** True where the filter leaves something out, or could. */
  readonly isFiltered: boolean
}

/** So many notes more than before come first where they are read, and then where they are listed. */
const FLOOD = 1_000

/** A function that gives the list that it is called with, or while `isHeld` that of the last call without. */
const createHold = (): ((threads: readonly RoomThread[], isHeld: boolean) => readonly RoomThread[]) => {
  let last: readonly RoomThread[] = []
  return (threads, isHeld) => {
    if (!isHeld) last = threads
    return last
  }
}

const ShownContext = createContext<Shown | null>(null)

/** Filters the room's threads once for everything below: text, margin, contents, map. */
export const ShownProvider = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const all = useRoom((state) => state.threads)
  const open = useRoom((state) => state.open)
  const setup = useRoomSetup()
  const { filter, sort, since } = useNoteView()
  const muted = useMuted()
  const { isUnread } = useSeen(setup.reading.id, setup.me)
  const isFiltered = !showsEveryNote(filter)
  // The open note stays while it is read, and reading changes nothing but a filter for what is unread.
  const unread = filter.marks.includes('unread') ? isUnread : undefined
  const kept = isFiltered ? open : null
  const threads = useMemo(() => {
    if (!isFiltered) return all
    // A layer says its round where it is an earlier one.
    const rounds = new Map(setup.layers.map(({ id, round }) => [id, round ?? setup.round?.number ?? 1]))
    const groups = new Map(setup.members.map(({ id, group }) => [id, group]))
    const isShown = noteMatcher<RoomThread>(filter, {
      me: setup.me,
      groupOf: (member) => groups.get(member) ?? null,
      isUnread: (thread) => unread?.(thread.key, latestAt(thread, setup.me, muted)) === true,
      roundOf: ({ layer }) => rounds.get(layer),
      muted,
    })
    const isFresh = ({ annotation }: RoomThread): boolean => annotation.author === setup.me && annotation.at >= since
    return all.filter((thread) => thread.key === kept || isFresh(thread) || isShown(thread))
  }, [all, filter, isFiltered, since, setup, unread, kept, muted])
  // How many there are, roughly, is deferred and not the list: else each change were rendered twice.
  const floods = Math.floor(threads.length / FLOOD)
  const isFlood = floods > useDeferredValue(floods)
  const hold = useMemo(createHold, [])
  // An open note is in every list.
  const beside = hold(threads, open === null && isFlood)
  const ordered = useMemo(() => sortNotes(beside, sort), [beside, sort])
  const value = useMemo(
    () => ({ filter, sort, threads, beside, ordered, total: all.length, isFiltered }),
    [filter, sort, threads, beside, ordered, all, isFiltered],
  )
  return createElement(ShownContext.Provider, { value }, children)
}

/** The notes that are shown, and by what choice. */
export const useShown = (): Shown => {
  const shown = useContext(ShownContext)
  if (shown === null) throw new Error('outside a ShownProvider')
  return shown
}
