import { parseRecordKey } from '../../core/annotation'
import { type LayerId, memberId } from '../../core/base'
import type { TextIndex } from '../../core/document'
import type { Change } from '../../core/layer'
import { watchConnection } from './connection'
import { type Device, openDevice } from './device'
import type { Held } from './held'
import { fetchState } from './first-state'
import { history } from './history'
import { initialState } from './initial-state'
import { openLink } from './layer-link'
import { layerThreads } from './layer-threads'
import { onDevice } from './on-device'
import { dropPages } from './page-copy'
import { presenceLayers } from './people'
import { type Refetched, refetchSetup, setupAsker } from './refetch'
import { askRelease, watchRelease } from './release'
import type { Room, RoomLayer, RoomSetup, RoomState, ShutReason } from './room'
import { saidByServer } from './refusals'
import { roomFocus } from './room-focus'
import { roomPresence } from './room-presence'
import { roomWriting } from './room-writing'
import { saveState } from './save-state'
import { openSockets } from './sockets'
import type { Transport } from './transport'
import { layerViews, threadMerger, waitingKeys } from './view'
import { watchPage } from './watch-page'
import { randomLocal } from './writes'

/** Where a room finds its server, and what tests put in place of the browser. */
export interface RoomOptions {
  /** What the address of each layer's socket begins with, `wss://host/collab`. */
  readonly url: string
  /** Of the version that the setup names: makes anchors. */
  readonly index: TextIndex
  readonly transport?: Transport
  readonly device?: Promise<Device>
  /** A layer as of its last snapshot (V2 encoding), asked for where the layer is large and the device has no copy. */
  readonly fetchState?: (layer: LayerId) => Promise<Uint8Array | undefined>
  readonly askRelease?: () => Promise<string | undefined>
  /** Whether the page is a copy of an earlier visit: then `setup` may be old. */
  readonly isOldPage?: Promise<boolean>
  readonly refetch?: (slug: string) => Promise<Refetched>
  readonly now?: () => number
}

/** The user timing mark of the moment when a layer's threads are first made; its detail is the layer. */
export const THREADS_MARK = 'scholion threads'

/** Within this time a window asks for its setup after it heard that it is another, in ms. */
const LOOK_WITHIN_MS = 800

/** Opens a reading's room: sockets, layers and the state that the page shows. `destroy` closes it. */
export const openRoom = (first: RoomSetup, options: RoomOptions): Room => {
  const now = options.now ?? Date.now
  const refetch = options.refetch ?? refetchSetup
  const transport = options.transport ?? openSockets(options.url)
  const { index } = options
  let setup = first
  let state: RoomState = initialState(setup)
  const listeners = new Set<() => void>()
  const held = new Map<LayerId, Held>()
  const past = history()
  const me = memberId(setup.me)

  let writeLayer = setup.writeLayer
  let shut: ShutReason | undefined
  let looking: ReturnType<typeof setTimeout> | undefined
  let isDestroyed = false
  const unknownMembers = new Set<string>()
  const merge = threadMerger()

  // --- the state that the page sees ---

  const isWritable = (id: LayerId | null): boolean => id !== null && held.get(id)?.layer.access === 'write'

  const refresh = (): void => {
    if (isDestroyed) return
    const all = [...held.values()]
    kept.keep(all)
    const unsaved = waitingKeys(
      state.unsaved,
      all.flatMap((one) => one.link.waiting()),
    )
    const isSynced = all.every((one) => one.wasSynced || !one.isVisible)
    const save = saveState({
      wasSynced: isSynced,
      isLost: connection.isLost(),
      nextTryAt: transport.state().nextTryAt,
      waiting: unsaved.size + kept.homeless(),
      isOnlyHere: kept.isOnlyHere(),
      refusals: kept.refusals(),
      shut,
      heldUp: all.map(({ link }) => link.heldUp()).find((said) => said !== undefined),
      canWrite: isWritable(writeLayer),
    })
    state = {
      isSynced,
      isStale: release.isStale(),
      isCopy: all.some((one) => one.isVisible && one.isCopy),
      layers: layerViews(state.layers, setup.layers, ({ id }) => {
        const one = held.get(id)
        return {
          isVisible: one?.isVisible ?? false,
          isSynced: one?.wasSynced ?? false,
          noteCount: one?.threads.threads().length ?? 0,
        }
      }),
      writeLayer,
      unsaved,
      threads: merge(all.filter((one) => one.isVisible).map((one) => one.threads.threads())),
      people: presence.people(),
      save: JSON.stringify(save) === JSON.stringify(state.save) ? state.save : save,
      ...focus.state(),
      canUndo: past.canUndo(),
      canRedo: past.canRedo(),
    }
    listeners.forEach((listener) => {
      listener()
    })
  }

  // --- layers ---

  const meetAuthors = (changes: readonly Change[]): void => {
    const known = new Set<string>(setup.members.map(({ id }) => id))
    for (const change of changes) {
      if (change.kind === 'delete' || known.has(change.record.author) || unknownMembers.has(change.record.author))
        continue
      unknownMembers.add(change.record.author)
      asker.ask()
    }
  }

  /** A record of this member that they did not delete here was taken out: how many were is in the setup. */
  const askAfterRemoved = (layer: LayerId, changes: readonly Change[]): void => {
    const own = changes.filter(({ kind, key }) => kind === 'delete' && parseRecordKey(key)?.owner === me)
    if (own.length === 0) return
    const waiting = new Set((held.get(layer)?.link.waiting() ?? []).map(({ key }) => key))
    if (own.some(({ key }) => !waiting.has(key))) asker.ask()
  }

  const hold = (layer: RoomLayer, hasPresence: boolean): void => {
    const threads = layerThreads(layer.id)
    const before = held.get(layer.id)
    const link = openLink(transport, {
      layer: layer.id,
      hasPresence,
      ...(layer.isLarge === true ? { first: copies.first(layer.id) } : {}),
      events: {
        onChanges: (changes) => {
          threads.apply(changes)
          // For who measures: the rest is the page's.
          if (held.get(layer.id)?.wasSynced === false) performance.mark(THREADS_MARK, { detail: layer.id })
          meetAuthors(changes)
          askAfterRemoved(layer.id, changes)
          copies.changed(layer.id)
          refresh()
        },
        onStatus: () => {
          const one = held.get(layer.id)
          if (one?.link.isSynced() === true) {
            one.wasSynced = true
            one.isCopy = false
            copies.changed(layer.id)
          }
          refresh()
        },
        onRefused: (changes, sentence, rule) => {
          const keys = new Set(changes.map(({ key }) => key))
          past.forget((edit) => edit.layer === layer.id && keys.has(edit.key))
          kept.refuse(changes, saidByServer(sentence, rule))
        },
        onDenied: () => {
          asker.ask()
        },
        onLook: () => {
          clearTimeout(looking)
          // A class that asked at once would wait for its own crowd.
          looking = setTimeout(() => {
            asker.ask()
          }, Math.random() * LOOK_WITHIN_MS)
        },
        onPeople: (states) => {
          const one = held.get(layer.id)
          if (one === undefined) return
          one.states = states
          presence.meet()
        },
      },
    })
    held.set(layer.id, {
      layer,
      threads,
      link,
      isVisible: before?.isVisible ?? true,
      isCopy: false,
      wasSynced: false,
      states: [],
    })
    copies.opened(layer.id)
  }

  const drop = (one: Held): void => {
    const lost = one.link.waiting()
    one.link.destroy()
    held.delete(one.layer.id)
    past.forget((edit) => edit.layer === one.layer.id)
    if (lost.length > 0) kept.refuse(lost, { reason: 'layer-gone' })
  }

  /** Takes a setup in: closes the layers that are gone, opens those that are new. */
  const settle = (next: RoomSetup): void => {
    if (next.version.id !== setup.version.id) {
      // The text itself is another one: no part of this page fits it.
      location.reload()
      return
    }
    // Another round begins: what was chosen was chosen in the one before.
    const isAnother = next.writeLayer !== setup.writeLayer
    setup = next
    release.saw(setup.build)
    const social = presenceLayers(setup.layers)
    for (const one of [...held.values()]) {
      const layer = setup.layers.find(({ id }) => id === one.layer.id)
      if (layer === undefined) drop(one)
      else held.set(layer.id, { ...one, layer })
    }
    for (const layer of setup.layers) if (!held.has(layer.id)) hold(layer, social.has(layer.id))
    if (isAnother || !isWritable(writeLayer)) writeLayer = setup.writeLayer
    // Whoever is still not on the list will not be on the next one either.
    for (const one of held.values()) one.link.reopen()
    kept.settle()
    copies.settle(setup.layers.map(({ id }) => id))
    presence.tell()
    presence.meet()
    refresh()
  }

  /** Asks the server what this member may see now. */
  const asker = setupAsker(
    () => refetch(setup.reading.slug),
    (answer) => {
      shut = answer.kind === 'shut' ? answer.why : undefined
      if (answer.kind === 'setup') settle(answer.setup)
      else {
        copies.forget()
        dropPages()
      }
      refresh()
    },
  )

  // --- presence ---

  const presence = roomPresence(me, now, { setup: () => setup, held: () => held.values(), refresh })

  const focus = roomFocus(refresh)
  const writing = roomWriting({ me, now, newLocal: randomLocal }, index, past, {
    setup: () => setup,
    held,
    writeLayer: () => writeLayer,
    refresh,
  })
  const { copies, kept } = onDevice(options.device ?? openDevice(), { member: me, reading: setup.reading.id }, now, {
    held: (id) => held.get(id),
    fetchState: options.fetchState ?? fetchState,
    ask: () => {
      asker.ask()
    },
    refresh,
  })
  const connection = watchConnection(transport, refresh, () => {
    asker.ask()
  })
  const unwatchPage = watchPage(() => state.unsaved.size > 0 && !kept.isKept(), {
    retry: () => {
      transport.retry()
      kept.look()
    },
    drop: () => {
      transport.drop()
      copies.hurry()
    },
  })

  const release = watchRelease(transport, setup.build, options.askRelease ?? askRelease, refresh)
  void options.isOldPage?.then((isOld) => {
    if (isOld) asker.ask()
  })
  const social = presenceLayers(setup.layers)
  for (const layer of setup.layers) hold(layer, social.has(layer.id))
  presence.tell()
  refresh()

  return {
    get setup() {
      return setup
    },
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ...writing,
    show: (id, isVisible) => {
      const one = held.get(id)
      if (one === undefined) return
      one.isVisible = isVisible
      refresh()
    },
    writeTo: (id) => {
      const one = held.get(id)
      if (one?.layer.access !== 'write') return
      writeLayer = id
      one.isVisible = true
      refresh()
    },
    openThread: focus.openThread,
    lift: focus.lift,
    select: (range) => {
      focus.select(range)
      presence.caretAt(range?.end ?? null)
    },
    readAt: (at) => {
      presence.readAt(at)
    },
    callTo: (at) => {
      presence.call(at)
    },
    reconnect: () => {
      if (shut !== undefined) asker.ask()
      transport.retry()
    },
    dismissRefusal: () => {
      kept.dismiss()
    },
    destroy: () => {
      isDestroyed = true
      clearTimeout(looking)
      presence.destroy()
      release.stop()
      connection.stop()
      asker.destroy()
      unwatchPage()
      copies.close()
      kept.close()
      for (const one of held.values()) one.link.destroy()
      transport.destroy()
      listeners.clear()
    },
  }
}
