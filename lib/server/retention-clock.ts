import { startClock } from './clock'
import { keepRetention } from './commands/keep-retention'
import type { RootDatabase } from './store/database'

/** How often seminars are looked at, in ms. */
const EVERY_MS = 10 * 60_000
/** The first look, in ms after the start. */
const FIRST_MS = 5_000

/** Archives and deletes seminars when their time has come, until the answer is called. While the database is away it waits. */
export const startRetentionClock = (db: RootDatabase): (() => Promise<void>) =>
  startClock({
    name: 'retention',
    firstMs: FIRST_MS,
    everyMs: EVERY_MS,
    look: async () => {
      const count = await keepRetention(db, Date.now())
      if (count > 0) console.log(`retention: ${count} seminars were archived or deleted, as was set`)
      return undefined
    },
  })
