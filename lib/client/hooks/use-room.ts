'use client'

import {
  createContext,
  createElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { TextIndex } from '../../core/document'
import { initialState } from '../session/initial-state'
import type { Room, RoomActions, RoomSetup, RoomState } from '../session/room'
export { type Said, catalogueKeyOf } from '../session/refusals'

export type {
  PassageRange,
  Presence,
  Room,
  RoomActions,
  RoomLayer,
  RoomMember,
  RoomSetup,
  RoomState,
  RoomThread,
  SaveState,
} from '../session/room'

interface Place {
  readonly subscribe: (listener: () => void) => () => void
  readonly getState: () => RoomState
  readonly getSetup: () => RoomSetup
  readonly actions: RoomActions
}

const RoomContext = createContext<Place | null>(null)

/** Until the room's code is here nothing can be written; the text can be read. */
const INERT: RoomActions = {
  annotate: () => undefined,
  tag: () => undefined,
  untag: () => undefined,
  move: () => undefined,
  react: () => undefined,
  resolve: () => undefined,
  comment: () => undefined,
  edit: () => undefined,
  remove: () => undefined,
  undo: () => undefined,
  redo: () => undefined,
  show: () => undefined,
  writeTo: () => undefined,
  openThread: () => undefined,
  lift: () => undefined,
  select: () => undefined,
  readAt: () => undefined,
  callTo: () => undefined,
  reconnect: () => undefined,
  dismissRefusal: () => undefined,
}

const placeOf = (room: Room): Place => ({
  subscribe: (listener) => room.subscribe(listener),
  getState: () => room.getState(),
  getSetup: () => room.setup,
  actions: room,
})

const emptyPlace = (setup: RoomSetup): Place => {
  const state = initialState(setup)
  return { subscribe: () => () => undefined, getState: () => state, getSetup: () => setup, actions: INERT }
}

/**
 * Opens the room of a reading for everything below it, and closes it with the
 * page. `setup` is read once; `index` is of the version that `setup` names. The
 * code that talks to the server loads after the first paint: until then, and on
 * the server, the state is that of a room that is still loading.
 */
export const RoomProvider = ({
  setup,
  index,
  children,
}: {
  readonly setup: RoomSetup
  readonly index: TextIndex
  readonly children: ReactNode
}): ReactNode => {
  const [first] = useState({ setup, index })
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    let isGone = false
    let opened: Room | undefined
    void import('../session/enter-room').then(({ enterRoom }) => {
      if (isGone) return
      opened = enterRoom(first.setup, first.index)
      setRoom(opened)
    })
    return () => {
      isGone = true
      opened?.destroy()
      setRoom(null)
    }
  }, [first])
  const place = useMemo(() => (room === null ? emptyPlace(first.setup) : placeOf(room)), [first, room])
  return createElement(RoomContext.Provider, { value: place }, children)
}

const usePlace = (): Place => {
  const place = useContext(RoomContext)
  if (place === null) throw new Error('outside a RoomProvider')
  return place
}

/**
 * What `selector` reads off the room's state, fresh after each change. The
 * component renders again only when the answer changes by `isEqual`, so a
 * selector that builds an array or object needs an `isEqual` of its own (see
 * `sameItems`).
 */
export const useRoom = <Selected>(
  selector: (state: RoomState) => Selected,
  isEqual: (before: Selected, after: Selected) => boolean = Object.is,
): Selected => {
  const place = usePlace()
  const last = useRef<{ readonly state: RoomState; readonly selector: unknown; readonly selected: Selected }>(undefined)
  const getSelected = useCallback((): Selected => {
    const state = place.getState()
    const before = last.current
    if (before?.state === state && before.selector === selector) return before.selected
    const fresh = selector(state)
    const selected = before !== undefined && isEqual(before.selected, fresh) ? before.selected : fresh
    last.current = { state, selector, selected }
    return selected
  }, [place, selector, isEqual])
  return useSyncExternalStore(place.subscribe, getSelected, getSelected)
}

/** An `isEqual` for `useRoom`: the same items in the same order. */
export const sameItems = <Item>(before: readonly Item[], after: readonly Item[]): boolean =>
  before.length === after.length && before.every((item, at) => Object.is(item, after[at]))

/** What the member can do. The same object as long as the room is the same. */
export const useRoomActions = (): RoomActions => usePlace().actions

/** Members, tags, version and layers as the server last told them. */
export const useRoomSetup = (): RoomSetup => {
  const place = usePlace()
  return useSyncExternalStore(place.subscribe, place.getSetup, place.getSetup)
}
