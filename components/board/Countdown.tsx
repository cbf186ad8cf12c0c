'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

const SECOND_MS = 1_000

/**
 * The time until a moment, second by second, by the server's clock: a device whose own clock is wrong
 * counts right all the same. Says no more than 0:00 when it has come.
 */
export const Countdown = ({
  until,
  now,
}: {
  /** Milliseconds since 1970. */
  readonly until: number
  /** The server's clock when the page was made, in milliseconds since 1970. */
  readonly now: number
}) => {
  const t = useTranslations('board')
  const [at, setAt] = useState(now)
  useEffect(() => {
    const ahead = now - Date.now()
    const tick = (): void => {
      setAt(Date.now() + ahead)
    }
    const timer = setInterval(tick, SECOND_MS / 4)
    return () => {
      clearInterval(timer)
    }
  }, [now])
  const seconds = Math.max(0, Math.ceil((until - at) / SECOND_MS))
  return (
    <span
      className="clock"
      role="timer"
      aria-label={t('left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
    >
      {clockOf(seconds)}
    </span>
  )
}

/** `4:12`, from an hour on `1:04:12`. */
const clockOf = (seconds: number): string => {
  const two = (part: number): string => String(part).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const rest = two(seconds % 60)
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`
}
