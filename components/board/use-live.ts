'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'

/** How often a page that is not pushed to asks whether anything moved, and one that is, in case a push went missing; in ms. */
const ASK_MS = 900
const ASK_STREAMED_MS = 10_000

/** Where a page hears that it may have moved (`stream`), and what tells whether it has (`stamp`). */
export interface LiveHrefs {
  readonly stream: string
  readonly stamp: string
}

/**
 * Has the page drawn anew whenever what it shows moved on the server: told by a stream, or asking where none comes
 * through, it looks whether the stamp is another than `stamp`, that of what stands on the page. While nobody looks
 * nothing is asked and nothing listens. The answer is false while the server does not answer.
 */
export const useLive = (hrefs: LiveHrefs, stamp: string): boolean => {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const [isHeard, setHeard] = useState(true)

  const look = useEffectEvent(async (signal: AbortSignal): Promise<void> => {
    if (isDrawing) return
    try {
      const response = await fetch(hrefs.stamp, { cache: 'no-store', signal })
      setHeard(response.ok)
      if (!response.ok || (await response.text()) === stamp) return
      startDrawing(() => {
        router.refresh()
      })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      // No network, or no server: the page stands as it is.
      if (!(error instanceof TypeError)) throw error
      setHeard(false)
    }
  })
  // What came while the page was being drawn.
  useEffect(() => {
    if (isDrawing) return undefined
    const gone = new AbortController()
    void look(gone.signal)
    return () => {
      gone.abort()
    }
  }, [isDrawing, stamp])

  useEffect(() => {
    let stop = (): void => undefined
    const open = (): void => {
      const gone = new AbortController()
      let timer: ReturnType<typeof setTimeout> | undefined
      let isStreamed = false
      const again = (): void => {
        clearTimeout(timer)
        timer = setTimeout(ask, isStreamed ? ASK_STREAMED_MS : ASK_MS)
      }
      const ask = (): void => {
        void look(gone.signal).finally(() => {
          if (!gone.signal.aborted) again()
        })
      }
      // It comes back by itself after a break, but not where it was refused: then the page asks.
      const source = new EventSource(hrefs.stream)
      source.onmessage = () => {
        isStreamed = true
        ask()
      }
      source.onerror = () => {
        isStreamed = false
        again()
      }
      again()
      stop = () => {
        source.close()
        clearTimeout(timer)
        gone.abort()
      }
    }
    const turn = (): void => {
      stop()
      stop = () => undefined
      if (document.visibilityState === 'visible') open()
    }
    turn()
    document.addEventListener('visibilitychange', turn)
    return () => {
      document.removeEventListener('visibilitychange', turn)
      stop()
    }
  }, [hrefs.stream])
  return isHeard
}
