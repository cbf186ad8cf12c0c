import { HocuspocusProvider, MessageType, WebSocketStatus } from '@hocuspocus/provider'
import type * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { applyState } from '../../core/layer'
import { type LayerSocket, openLayerSocket } from './layer-socket'
import type { Channel, SocketState, Transport } from './transport'

/** How long a bare "not applied" waits for the notice that says why, in ms. */
const NOTICE_WAIT_MS = 500

/** What the server says beside the documents. Anything else is `undefined` and ignored. */
const parseNotice = (
  payload: string,
): { readonly kind: string; readonly sentence: string; readonly rule: string } | undefined => {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string')
    return undefined
  return {
    kind: value.kind,
    sentence: 'sentence' in value && typeof value.sentence === 'string' ? value.sentence : '',
    rule: 'rule' in value && typeof value.rule === 'string' ? value.rule : '',
  }
}

/** A provider that connects and says who it is at once, and asks for the document when it has what there is of it. */
class LaterProvider extends HocuspocusProvider {
  private readiness: Promise<void> | undefined
  private isGone = false
  private turn = 0

  /** Call it before `attach`. */
  syncAfter(ready: Promise<void>): void {
    this.readiness = ready.finally(() => {
      this.readiness = undefined
    })
  }

  override startSync(): void {
    if (this.readiness === undefined) {
      super.startSync()
      return
    }
    this.turn += 1
    const { turn } = this
    void this.readiness.then(() => {
      // A socket that broke meanwhile asks when it is back.
      const isOpen = this.configuration.websocketProvider.status === WebSocketStatus.Connected
      if (!this.isGone && isOpen && turn === this.turn) super.startSync()
    })
  }

  override destroy(): void {
    this.isGone = true
    super.destroy()
  }
}

/** False where the state cannot be read. */
const isApplied = (document: Y.Doc, state: Uint8Array): boolean => {
  try {
    applyState(document, state)
    return true
  } catch (error) {
    // Yjs throws plain errors where an update cannot be read.
    if (error instanceof Error) return false
    throw error
  }
}

/**
 * Hocuspocus over WebSockets, one a channel: its URL names the layer, so that a
 * proxy can bring each layer to one process, and what the server still says to a
 * closed channel cannot reach the next. `url` is what comes before the
 * layer's id. `WebSocketPolyfill` is for Node.
 */
export const openSockets = (url: string, options: { readonly WebSocketPolyfill?: unknown } = {}): Transport => {
  const listeners = new Set<() => void>()
  const sockets = new Set<LayerSocket>()
  let state: SocketState = { isConnected: false, nextTryAt: undefined, isAskedBack: false }
  let isAskedBack = false

  const look = (): void => {
    const all = [...sockets]
    const broken = all.filter((socket) => socket.isBroken())
    const isConnected = broken.length === 0 && (all.length === 0 || all.some((socket) => socket.isConnected()))
    const tries = broken.flatMap((socket) => socket.nextTryAt() ?? [])
    const nextTryAt = tries.length === 0 || tries.length < broken.length ? undefined : Math.min(...tries)
    if (isConnected === state.isConnected && nextTryAt === state.nextTryAt) return
    state = { isConnected, nextTryAt, isAskedBack }
    if (isConnected) isAskedBack = false
    listeners.forEach((listener) => {
      listener()
    })
  }
  // A room without layers has nothing to wait for.
  const first = setTimeout(look, 0)

  const socketOf = (layer: LayerId): LayerSocket => {
    let wasConnected = false
    const socket = openLayerSocket(`${url}/${layer}`, options, {
      onChange: () => {
        // Who is back knows that the server is: the others need not wait for it.
        if (socket.isConnected() && !wasConnected) for (const other of sockets) other.retry()
        wasConnected = socket.isConnected()
        look()
      },
      onBroken: (isAsked) => {
        wasConnected = false
        isAskedBack ||= isAsked
        look()
      },
    })
    sockets.add(socket)
    return socket
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    retry: () => {
      for (const socket of sockets) socket.retry()
    },
    drop: () => {
      for (const socket of sockets) socket.drop()
    },
    open: (layer, document, hasPresence, events, first): Channel => {
      // After `close` a late message must not reach a link that has moved on.
      let isOpen = true
      const ifOpen = (run: () => void) => (): void => {
        if (isOpen) run()
      }
      const socket = socketOf(layer)
      const provider = new LaterProvider({
        name: layer,
        document,
        websocketProvider: socket.provider,
        ...(hasPresence ? {} : { awareness: null }),
        onSynced: ifOpen(() => {
          events.onSynced()
        }),
        onUnsyncedChanges: ({ number }) => {
          if (isOpen && number === 0) events.onAcknowledged()
        },
        onMessage: ({ message }) => {
          message.readVarString()
          const isStatus = message.readVarUint() === MessageType.SyncStatus
          // 1 is applied, 0 is not; the provider's types read every number as a message type.
          const isRefusal = isStatus && String(message.readVarUint()) === '0'
          if (isRefusal)
            setTimeout(
              ifOpen(() => {
                events.onRefused('', '')
              }),
              NOTICE_WAIT_MS,
            )
        },
        onStateless: ({ payload }) => {
          const notice = isOpen ? parseNotice(payload) : undefined
          if (notice?.kind === 'refused') events.onRefused(notice.sentence, notice.rule)
          else if (notice?.kind === 'unavailable') events.onUnavailable(notice.sentence, notice.rule)
          else if (notice?.kind === 'look') events.onLook()
        },
        onAuthenticationFailed: ({ reason }) => {
          if (isOpen) events.onDenied(reason)
        },
        onClose: () => {
          if (isOpen) events.onClosed(socket.isConnected() ? 'channel' : 'socket')
        },
        onAwarenessChange: ({ states }) => {
          if (isOpen) events.onPeople(states)
        },
      })
      if (first !== undefined)
        provider.syncAfter(
          first.then((state) => {
            if (state === undefined || !isOpen) return
            // Unheard by the provider, since the server has it: Yjs would also encode it anew for whoever hears.
            document.off('update', provider.boundDocumentUpdateHandler)
            const isRead = isApplied(document, state)
            document.on('update', provider.boundDocumentUpdateHandler)
            if (!isRead) events.onUnreadable()
          }),
        )
      provider.attach()
      return {
        isIdle: () => provider.synced && !provider.hasUnsyncedChanges,
        setPresence: (presence) => provider.awareness?.setLocalState(presence === null ? null : { ...presence }),
        close: () => {
          if (!isOpen) return
          isOpen = false
          provider.destroy()
          sockets.delete(socket)
          socket.destroy()
          look()
        },
      }
    },
    destroy: () => {
      clearTimeout(first)
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      listeners.clear()
    },
  }
}
