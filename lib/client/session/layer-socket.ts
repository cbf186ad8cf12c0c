import { HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider'

/** The first wait after a broken socket, in ms; each further one is 1.8 times as long, up to the last. */
const FIRST_WAIT_MS = 500
const LAST_WAIT_MS = 15_000
/** The close code with which the server asks to be asked again (`COME_BACK` in server/realtime/sockets.ts). */
const COME_BACK = 4205
/** A socket on which the server said nothing for so long is given up, in ms: it speaks at least every 25 s. */
const SILENCE_MAX_MS = 45_000

/** One layer's socket. It comes back by itself until it is destroyed. */
export interface LayerSocket {
  /** What channels attach to. */
  readonly provider: HocuspocusProviderWebsocket
  isConnected(): boolean
  /** True from a break, or a failed first try, until it is connected again. */
  isBroken(): boolean
  /** When the next try comes, in milliseconds since 1970; `undefined` while connected or trying. */
  nextTryAt(): number | undefined
  /** Tries now, where not connected. */
  retry(): void
  /** Gives the connection up, as if it had broken. */
  drop(): void
  destroy(): void
}

/** What a socket tells. */
export interface LayerSocketEvents {
  readonly onChange: () => void
  /** It broke; `isAskedBack` where the server wishes to judge the window afresh. */
  readonly onBroken: (isAskedBack: boolean) => void
}

/**
 * Opens a socket at `url`. The waits between tries are ours (half to one and a
 * half times the nominal wait, so that a class does not come back in step).
 */
export const openLayerSocket = (
  url: string,
  options: { readonly WebSocketPolyfill?: unknown },
  events: LayerSocketEvents,
): LayerSocket => {
  let isConnected = false
  let isBroken = false
  let nextTryAt: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const tryNow = (): void => {
    clearTimeout(timer)
    if (provider.status !== WebSocketStatus.Disconnected) return
    isConnected = false
    nextTryAt = undefined
    void provider.connect()
    events.onChange()
  }
  const provider = new HocuspocusProviderWebsocket({
    url,
    maxAttempts: 1,
    autoConnect: false,
    messageReconnectTimeout: SILENCE_MAX_MS,
    ...(options.WebSocketPolyfill === undefined ? {} : { WebSocketPolyfill: options.WebSocketPolyfill }),
    onConnect: () => {
      failures = 0
      isConnected = true
      isBroken = false
      nextTryAt = undefined
      events.onChange()
    },
    onClose: ({ event }) => {
      // The provider would come back after a fixed delay, all clients at once; this runs before it looks.
      provider.shouldConnect = false
      const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 1.8 ** failures) * (0.5 + Math.random())
      failures += 1
      clearTimeout(timer)
      timer = setTimeout(tryNow, wait)
      isConnected = false
      isBroken = true
      nextTryAt = Date.now() + wait
      events.onBroken(event.code === COME_BACK)
    },
  })
  // Not at once: a channel that attaches while a first try is under way would start a second one.
  timer = setTimeout(tryNow, 0)

  return {
    provider,
    isConnected: () => isConnected,
    isBroken: () => isBroken,
    nextTryAt: () => nextTryAt,
    retry: tryNow,
    drop: () => {
      // To close it would wait for the other side; so all who listen hear of the end now.
      if (isConnected) provider.webSocket?.dispatchEvent(new CloseEvent('close', { code: 4408, reason: 'offline' }))
    },
    destroy: () => {
      clearTimeout(timer)
      provider.destroy()
    },
  }
}
