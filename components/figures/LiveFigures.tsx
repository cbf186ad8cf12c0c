'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'

/** How often an open page asks whether anything was said since, in ms. */
const ASK_MS = 900

/**
 * Lets the figures move while the class works: asks for the stamp of what is
 * counted, and has the page drawn anew when it is another. Tables that are
 * unfolded stay so. While nobody looks at the page nothing is asked.
 */
export const LiveFigures = ({
  stampHref,
  stamp,
  words,
}: {
  readonly stampHref: string
  /** Of what the page shows. */
  readonly stamp: string
  readonly words: { readonly live: string; readonly still: string }
}) => {
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
      // No network, or no server: the figures stand as they were counted.
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
  return <span className="live-figures">{isHeard ? words.live : words.still}</span>
}
