'use client'

import { useEffect, useState } from 'react'

/** The whole seconds until a moment (ms since 1970), counted down; `undefined` without one. */
export const useSecondsUntil = (moment: number | undefined): number | undefined => {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (moment === undefined) return undefined
    setNow(Date.now())
    const timer = setInterval(() => {
      setNow(Date.now())
    }, 1_000)
    return () => {
      clearInterval(timer)
    }
  }, [moment])
  return moment === undefined || now === 0 ? undefined : Math.max(0, Math.ceil((moment - now) / 1_000))
}
