import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import type { ChannelEvents, SocketState, Transport } from './transport'

/** What a test's server does with an update: takes it, refuses it with a sentence, or will not yet. */
export type Verdict = 'take' | { readonly refuse: string; readonly rule?: string } | { readonly later: string }

/**
 * A server in memory with as many transports as a test has windows. Messages
 * wait until `deliver` moves them, in order, so that a test decides what is on
 * the way when something breaks. It is as strict as the real one: an update
 * that leaves a gap is refused, and nothing of a refused one is kept.
 */
export interface MemoryServer {
  transport(): MemoryTransport
  /** The server's own copy of a layer. */
  document(layer: LayerId): Y.Doc
  /** Decides about every update from now on. */
  judgeBy(judge: (layer: LayerId, before: Y.Doc, after: Y.Doc) => Verdict): void
  /** Layers in it may not be opened. */
  readonly closed: Set<LayerId>
  /** Moves every message that waits, and those they cause, until none does. */
  deliver(): void
}

export interface MemoryTransport extends Transport {
  /** Breaks the socket: what is on the way is lost. `isAskedBack`: as the server does when access changed. */
  breakSocket(isAskedBack?: boolean): void
  /** Ends one channel and leaves the socket, as a server does whose rules changed. */
  closeChannel(layer: LayerId): void
}

interface Line {
  readonly layer: LayerId
  readonly doc: Y.Doc
  readonly events: ChannelEvents
  readonly socket: object
  unacknowledged: number
  isSynced: boolean
  isOpen: boolean
  presence: Readonly<Record<string, unknown>> | null
  /** Grows with each connection, so that messages of an earlier one are dropped. */
  turn: number
}

export const memoryServer = (): MemoryServer => {
  const documents = new Map<LayerId, Y.Doc>()
  const lines = new Set<Line>()
  const closed = new Set<LayerId>()
  let queue: (() => void)[] = []
  let judge: (layer: LayerId, before: Y.Doc, after: Y.Doc) => Verdict = () => 'take'

  const documentOf = (layer: LayerId): Y.Doc => {
    const known = documents.get(layer)
    if (known !== undefined) return known
    const made = new Y.Doc()
    documents.set(layer, made)
    return made
  }

  const post = (line: Line, run: () => void): void => {
    const { turn } = line
    queue.push(() => {
      if (line.isOpen && line.turn === turn) run()
    })
  }

  /** What the server does with an update of `line`. */
  const receive = (line: Line, update: Uint8Array): void => {
    const server = documentOf(line.layer)
    const trial = new Y.Doc()
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(server))
    Y.applyUpdate(trial, update)
    const hasGap = trial.store.pendingStructs !== null || trial.store.pendingDs !== null
    const isNews = !Y.equalSnapshots(Y.snapshot(server), Y.snapshot(trial))
    const verdict: Verdict = hasGap ? { refuse: 'gap' } : isNews ? judge(line.layer, server, trial) : 'take'
    if (verdict === 'take') {
      Y.applyUpdate(server, update)
      for (const other of lines) {
        if (other.layer === line.layer && other !== line && other.isSynced) {
          post(other, () => {
            Y.applyUpdate(other.doc, update, other)
          })
        }
      }
      post(line, () => {
        line.unacknowledged -= 1
        if (line.unacknowledged === 0) line.events.onAcknowledged()
      })
      return
    }
    post(line, () => {
      if ('later' in verdict) line.events.onUnavailable(verdict.later, '')
      else line.events.onRefused(verdict.refuse, verdict.rule ?? '')
    })
  }

  const greet = (line: Line): void => {
    line.turn += 1
    line.isSynced = false
    line.unacknowledged = 1
    post(line, () => {
      if (closed.has(line.layer)) {
        line.events.onDenied('no')
        return
      }
      const state = Y.encodeStateAsUpdate(documentOf(line.layer))
      Y.applyUpdate(line.doc, state, line)
      line.isSynced = true
      line.events.onSynced()
      // The second half of the handshake: what this window has and the server lacks.
      const missing = Y.encodeStateAsUpdate(line.doc, Y.encodeStateVector(documentOf(line.layer)))
      post(line, () => {
        receive(line, missing)
      })
    })
  }

  const tellPeople = (layer: LayerId): void => {
    const states = [...lines].filter((line) => line.layer === layer && line.isOpen).map((line) => line.presence)
    for (const line of lines) {
      if (line.layer === layer)
        post(line, () => {
          line.events.onPeople(states)
        })
    }
  }

  return {
    closed,
    document: documentOf,
    judgeBy: (next) => {
      judge = next
    },
    deliver: () => {
      while (queue.length > 0) {
        const now = queue
        queue = []
        now.forEach((run) => {
          run()
        })
      }
    },
    transport: () => {
      const socket = {}
      const own = (): Line[] => [...lines].filter((line) => line.socket === socket)
      const listeners = new Set<() => void>()
      let state: SocketState = { isConnected: true, nextTryAt: undefined, isAskedBack: false }
      const become = (next: SocketState): void => {
        state = next
        listeners.forEach((listener) => {
          listener()
        })
      }
      const breakSocket = (isAskedBack = false): void => {
        for (const line of own()) {
          line.turn += 1
          line.isSynced = false
        }
        become({ isConnected: false, nextTryAt: undefined, isAskedBack })
        for (const line of own()) line.events.onClosed('socket')
      }
      return {
        state: () => state,
        subscribe: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        open: (layer, doc, _hasPresence, events, first) => {
          const line: Line = {
            layer,
            doc,
            events,
            socket,
            unacknowledged: 0,
            isSynced: false,
            isOpen: true,
            presence: null,
            turn: 0,
          }
          lines.add(line)
          const onUpdate = (update: Uint8Array, origin: unknown): void => {
            if (origin === line) return
            line.unacknowledged += 1
            if (state.isConnected)
              post(line, () => {
                receive(line, update)
              })
          }
          doc.on('update', onUpdate)
          if (first === undefined) {
            if (state.isConnected) greet(line)
          } else
            void first.then((known) => {
              if (!line.isOpen) return
              try {
                if (known !== undefined) Y.applyUpdateV2(doc, known, line)
              } catch (error) {
                if (!(error instanceof Error)) throw error
                line.events.onUnreadable()
                return
              }
              if (state.isConnected) greet(line)
            })
          return {
            isIdle: () => line.isSynced && line.unacknowledged === 0,
            setPresence: (presence) => {
              line.presence = presence
              tellPeople(layer)
            },
            close: () => {
              line.isOpen = false
              lines.delete(line)
              doc.off('update', onUpdate)
              tellPeople(layer)
            },
          }
        },
        retry: () => {
          if (state.isConnected) return
          become({ ...state, isConnected: true })
          own().forEach(greet)
        },
        drop: () => {
          breakSocket()
        },
        breakSocket,
        closeChannel: (layer) => {
          for (const line of own()) {
            if (line.layer !== layer) continue
            line.turn += 1
            line.isSynced = false
            line.events.onClosed('channel')
          }
        },
        destroy: () => {
          for (const line of own()) lines.delete(line)
        },
      }
    },
  }
}
