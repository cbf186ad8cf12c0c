import { HocuspocusProvider, HocuspocusProviderWebsocket, MessageType, WebSocketStatus } from '@hocuspocus/provider'
import type { Channel, SocketState, Transport } from './transport'

/** The first wait after a broken socket, in ms; each further one is 1.8 times as long, up to the last. */
const FIRST_WAIT_MS = 500
const LAST_WAIT_MS = 15_000
/** The close code with which the server asks to be asked again (`COME_BACK` in server/realtime/sockets.ts). */
const COME_BACK = 4205
/** How long a bare "not applied" waits for the notice that says why, in ms. */
const NOTICE_WAIT_MS = 500

/** What the server says beside the documents. Anything else is `undefined` and ignored. */
const parseNotice = (payload: string): { readonly kind: string; readonly sentence: string } | undefined => {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string')
    return undefined
  return { kind: value.kind, sentence: 'sentence' in value && typeof value.sentence === 'string' ? value.sentence : '' }
}

/**
 * Hocuspocus over one WebSocket for all layers. The waits between tries are ours
 * (half to one and a half times the nominal wait, so that a class does not come
 * back in step). `WebSocketPolyfill` is for Node.
 */
export const openSocket = (url: string, options: { readonly WebSocketPolyfill?: unknown } = {}): Transport => {
  const listeners = new Set<() => void>()
  let state: SocketState = { isConnected: false, nextTryAt: undefined, isAskedBack: false }
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const become = (next: SocketState): void => {
    if (next.isConnected === state.isConnected && next.nextTryAt === state.nextTryAt) return
    state = next
    listeners.forEach((listener) => {
      listener()
    })
  }
  const tryNow = (): void => {
    clearTimeout(timer)
    if (socket.status !== WebSocketStatus.Disconnected) return
    become({ ...state, isConnected: false, nextTryAt: undefined })
    void socket.connect()
  }
  const socket = new HocuspocusProviderWebsocket({
    url,
    maxAttempts: 1,
    autoConnect: false,
    ...(options.WebSocketPolyfill === undefined ? {} : { WebSocketPolyfill: options.WebSocketPolyfill }),
    onConnect: () => {
      failures = 0
      become({ ...state, isConnected: true, nextTryAt: undefined })
    },
    onClose: ({ event }) => {
      // The provider would come back after a fixed delay, all clients at once; this runs before it looks.
      socket.shouldConnect = false
      const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 1.8 ** failures) * (0.5 + Math.random())
      failures += 1
      clearTimeout(timer)
      timer = setTimeout(tryNow, wait)
      become({ isConnected: false, nextTryAt: Date.now() + wait, isAskedBack: event.code === COME_BACK })
    },
  })
  // Not at once: channels that attach while a first try is under way would start a second one.
  timer = setTimeout(tryNow, 0)

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    retry: tryNow,
    drop: () => {
      // As the provider itself gives up a silent socket; to close it would wait for the other side.
      if (state.isConnected) socket.onClose({ event: new CloseEvent('close', { code: 4408, reason: 'offline' }) })
    },
    open: (layer, document, hasPresence, events): Channel => {
      // After `close` a late message must not reach a link that has moved on.
      let isOpen = true
      const ifOpen = (run: () => void) => (): void => {
        if (isOpen) run()
      }
      const provider = new HocuspocusProvider({
        name: layer,
        document,
        websocketProvider: socket,
        // One address a channel: what the server still says to a closed one cannot reach the next.
        sessionAwareness: true,
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
                events.onRefused('')
              }),
              NOTICE_WAIT_MS,
            )
        },
        onStateless: ({ payload }) => {
          const notice = isOpen ? parseNotice(payload) : undefined
          if (notice?.kind === 'refused') events.onRefused(notice.sentence)
          else if (notice?.kind === 'unavailable') events.onUnavailable()
        },
        onAuthenticationFailed: ({ reason }) => {
          if (isOpen) events.onDenied(reason)
        },
        onClose: () => {
          if (isOpen)
            events.onClosed(socket.status === WebSocketStatus.Connected && state.isConnected ? 'channel' : 'socket')
        },
        onAwarenessChange: ({ states }) => {
          if (isOpen) events.onPeople(states)
        },
      })
      provider.attach()
      return {
        isIdle: () => provider.synced && !provider.hasUnsyncedChanges,
        setPresence: (presence) => provider.awareness?.setLocalState(presence === null ? null : { ...presence }),
        close: () => {
          isOpen = false
          provider.destroy()
        },
      }
    },
    destroy: () => {
      clearTimeout(timer)
      socket.destroy()
      listeners.clear()
    },
  }
}
