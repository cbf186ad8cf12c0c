import { advanceRounds } from './commands/advance-rounds'
import type { RootDatabase } from './store/database'

/** How often rounds are looked at, in ms: so late, at most, does one open, close or reveal itself. */
const EVERY_MS = 2_000

/** Lets rounds do what they do by themselves, until the answer is called. While the database is away it waits. */
export const startRoundClock = (db: RootDatabase): (() => Promise<void>) => {
  let since = Date.now() - EVERY_MS
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let working: Promise<void> = Promise.resolve()
  const tick = async (): Promise<void> => {
    const now = Date.now()
    try {
      await advanceRounds(db, since, now)
      since = now
    } catch (error) {
      console.warn(`rounds: cannot look (${error instanceof Error ? error.message : 'unknown'})`)
    }
    if (!isStopped) timer = setTimeout(again, EVERY_MS)
  }
  const again = (): void => {
    working = tick()
  }
  again()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await working
  }
}
