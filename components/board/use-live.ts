'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'

/** How often an open page asks whether anything moved, in ms. */
const ASK_MS = 500

/**
 * Has the page drawn anew whenever what it shows moved on the server: the stamp at
 * `stampHref` is another than `stamp`, that of what stands on the page. While nobody looks
 * nothing is asked. The answer is false while the server does not answer.
 */
export const useLive = (stampHref: string, stamp: string): boolean => {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const [isHeard, setHeard] = useState(true)

  const ask = useEffectEvent(async (signal: AbortSignal): Promise<void> => {
    if (document.visibilityState === 'hidden' || isDrawing) return
    try {
      const response = await fetch(stampHref, { cache: 'no-store', signal })
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
  useEffect(() => {
    const gone = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = (): void => {
      timer = setTimeout(() => {
        void ask(gone.signal).finally(() => {
          if (!gone.signal.aborted) again()
        })
      }, ASK_MS)
    }
    again()
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [])
  return isHeard
}
