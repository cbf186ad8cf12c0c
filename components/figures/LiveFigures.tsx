'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'

/** How often a page that is not pushed to asks whether anything was said since, in ms. */
const ASK_MS = 900

/**
 * Lets the figures move while the class works: the server says when what is
 * counted is another (`streamHref`), and the page is drawn anew. Where no stream
 * comes through, the page asks for the stamp instead. Tables that are unfolded
 * stay so. While nobody looks at the page nothing is asked and nothing listens.
 */
export const LiveFigures = ({
  streamHref,
  stampHref,
  stamp,
  words,
}: {
  readonly streamHref: string
  readonly stampHref: string
  /** Of what the page shows. */
  readonly stamp: string
  readonly words: { readonly live: string; readonly still: string }
}) => {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const [isHeard, setHeard] = useState(true)
  const [told, setTold] = useState(stamp)
  const [drawn, setDrawn] = useState(stamp)

  useEffect(() => {
    const listener = openListener({ streamHref, stampHref }, setTold, setHeard)
    const look = (): void => {
      listener.setOpen(document.visibilityState === 'visible')
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      listener.setOpen(false)
    }
  }, [streamHref, stampHref])

  // What is told while the page is being drawn has it drawn once more.
  useEffect(() => {
    if (told === drawn || isDrawing) return
    startDrawing(() => {
      setDrawn(told)
      router.refresh()
    })
  }, [told, drawn, isDrawing, router])
  return <span className="live-figures">{isHeard ? words.live : words.still}</span>
}

interface Hrefs {
  readonly streamHref: string
  readonly stampHref: string
}

/** Listens to the stream, and asks while there is none. `tell` hears each stamp, `hear` whether the server answers. */
const openListener = (
  { streamHref, stampHref }: Hrefs,
  tell: (stamp: string) => void,
  hear: (isHeard: boolean) => void,
): { readonly setOpen: (isOpen: boolean) => void } => {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = new AbortController()
  let isStreaming = false

  const ask = async (signal: AbortSignal): Promise<void> => {
    if (isStreaming) return
    try {
      const response = await fetch(stampHref, { cache: 'no-store', signal })
      hear(response.ok)
      if (response.ok) tell(await response.text())
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return
      // No network, or no server: the figures stand as they were counted.
      if (!(error instanceof TypeError)) throw error
      hear(false)
    }
  }
  const askAgain = (signal: AbortSignal): void => {
    timer = setTimeout(() => {
      void ask(signal).finally(() => {
        if (!signal.aborted) askAgain(signal)
      })
    }, ASK_MS)
  }
  const open = (): void => {
    gone = new AbortController()
    // It comes back by itself after a break, but not where it was refused.
    source = new EventSource(streamHref)
    source.onmessage = ({ data }) => {
      isStreaming = true
      hear(true)
      tell(String(data))
    }
    source.onerror = () => {
      isStreaming = false
    }
    askAgain(gone.signal)
  }
  const close = (): void => {
    source?.close()
    source = undefined
    isStreaming = false
    clearTimeout(timer)
    gone.abort()
  }
  return {
    setOpen: (isOpen) => {
      if (isOpen === (source !== undefined)) return
      if (isOpen) open()
      else close()
    },
  }
}
