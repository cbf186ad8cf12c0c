'use client'

import { useSyncExternalStore } from 'react'

const query = '(min-width: 1081px)'

const subscribe = (listener: () => void): (() => void) => {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => {
    media.removeEventListener('change', listener)
  }
}

const read = (): boolean => matchMedia(query).matches

const unknown = (): undefined => undefined

/** True where there is a margin beside the text; below, and on the server, it is a sheet. `undefined` on the server. */
export const useIsWide = (): boolean | undefined => useSyncExternalStore(subscribe, read, unknown)
