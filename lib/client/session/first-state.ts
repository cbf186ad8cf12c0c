import type { LayerId } from '../../core/base'

/** How long the server may take to begin its answer, and then to end it, in ms; after that the socket brings all. */
const ANSWER_MAX_MS = 4_000
const BODY_MAX_MS = 30_000

/**
 * Asks `GET /collab/LAYER/state` for the layer as of its last snapshot, in
 * Yjs's V2 encoding. `undefined` where there is none, the member may not see
 * it, or the network is too slow. Never throws. The browser keeps the answer
 * and asks only whether it is still the newest.
 */
export const fetchState = async (layer: LayerId): Promise<Uint8Array | undefined> => {
  const end = new AbortController()
  let timer = setTimeout(() => {
    end.abort()
  }, ANSWER_MAX_MS)
  try {
    const response = await fetch(`/collab/${layer}/state`, { signal: end.signal })
    if (response.status !== 200) return undefined
    clearTimeout(timer)
    timer = setTimeout(() => {
      end.abort()
    }, BODY_MAX_MS)
    return new Uint8Array(await response.arrayBuffer())
  } catch (error) {
    // No network is a TypeError, an abort a DOMException.
    if (error instanceof TypeError || error instanceof DOMException) return undefined
    throw error
  } finally {
    clearTimeout(timer)
  }
}
