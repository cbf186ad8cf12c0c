'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import * as z from 'zod/mini'

/** How often a window asks how far its file is, in ms. */
const ASK_MS = 700

const progressSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), before: z.number() }),
  z.object({ state: z.literal('working'), step: z.string() }),
  z.object({ state: z.literal('unknown') }),
])

/** How a file is that the server makes: so many before it, at work, come, or refused in a sentence. */
export type FileState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'waiting'; readonly before: number }
  | { readonly kind: 'working'; readonly step: string }
  /** `unplaced`: how many notes the file lists because they have no place on its pages. */
  | { readonly kind: 'come'; readonly unplaced: number }
  | { readonly kind: 'refused'; readonly sentence: string | undefined }

/**
 * A file that takes the server a while: `make` asks for it and gives it to the
 * browser to keep, `cancel` stops the work on the server too. `href` is asked
 * with a `ticket` of this window's own; `progressHref` says how far it is.
 */
export const useFile = (
  progressHref: string,
): { readonly state: FileState; readonly make: (href: string) => void; readonly cancel: () => void } => {
  const [state, setState] = useState<FileState>({ kind: 'idle' })
  const running = useRef<AbortController | undefined>(undefined)

  const cancel = useCallback(() => {
    running.current?.abort()
    running.current = undefined
    setState({ kind: 'idle' })
  }, [])
  useEffect(
    () => () => {
      running.current?.abort()
    },
    [],
  )

  const make = (href: string): void => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    setState({ kind: 'asked' })
    const tell = (next: FileState): void => {
      if (running.current === own) setState(next)
    }
    const ticket = crypto.randomUUID()
    const timer = setInterval(() => {
      progressOf(`${progressHref}?ticket=${ticket}`, own.signal).then(
        (next) => {
          if (next !== undefined) tell(next)
        },
        (error: unknown) => {
          // The file itself will say what is wrong.
          console.debug('a file did not say how far it is', error)
        },
      )
    }, ASK_MS)
    fetchFile(`${href}&ticket=${ticket}`, own.signal)
      .then(tell, (error: unknown) => {
        console.debug('a file did not come', error)
        tell({ kind: 'refused', sentence: undefined })
      })
      .finally(() => {
        clearInterval(timer)
        if (running.current === own) running.current = undefined
      })
  }
  return { state, make, cancel }
}

const progressOf = async (href: string, signal: AbortSignal): Promise<FileState | undefined> => {
  const response = await fetch(href, { signal })
  if (!response.ok) return undefined
  const read = progressSchema.safeParse(await response.json())
  if (!read.success || read.data.state === 'unknown') return undefined
  return read.data.state === 'waiting'
    ? { kind: 'waiting', before: read.data.before }
    : { kind: 'working', step: read.data.step }
}

const fetchFile = async (href: string, signal: AbortSignal): Promise<FileState> => {
  const response = await fetch(href, { signal })
  if (!response.ok) return { kind: 'refused', sentence: (await response.text()).trim() }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'paper.pdf'
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken it over by the next turn of the loop.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, REVOKE_MS)
  return { kind: 'come', unplaced: Number(response.headers.get('Scholion-Unplaced') ?? 0) }
}

/** How long a file stays at hand for the browser to keep, in ms. */
const REVOKE_MS = 60_000
