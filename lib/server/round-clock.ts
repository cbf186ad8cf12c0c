import { startClock } from './clock'
import { advanceRounds } from './commands/advance-rounds'
import type { RootDatabase } from './store/database'

/** How often rounds are looked at, in ms: so late, at most, does one open, close or reveal itself. */
const EVERY_MS = 2_000

/** Lets rounds do what they do by themselves, until the answer is called. While the database is away it waits. */
export const startRoundClock = (db: RootDatabase): (() => Promise<void>) => {
  let since = Date.now() - EVERY_MS
  return startClock({
    name: 'rounds',
    firstMs: 0,
    everyMs: EVERY_MS,
    look: async () => {
      const now = Date.now()
      await advanceRounds(db, since, now)
      since = now
      return undefined
    },
  })
}
