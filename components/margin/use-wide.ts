'use client'

import { useSyncExternalStore } from 'react'

const query = '(min-width: 1081px)'

/** True where there is a margin beside the text; below, and on the server, it is a sheet. `undefined` on the server. */
export const useIsWide = (): boolean | undefined =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => {
        media.removeEventListener('change', listener)
      }
    },
    () => matchMedia(query).matches,
    () => undefined,
  )
