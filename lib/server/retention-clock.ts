import { keepRetention } from './commands/keep-retention'
import type { RootDatabase } from './store/database'

/** How often seminars are looked at, in ms. */
const EVERY_MS = 10 * 60_000
/** The first look, in ms after the start. */
const FIRST_MS = 5_000

/** Archives and deletes seminars when their time has come, until the answer is called. While the database is away it waits. */
export const startRetentionClock = (db: RootDatabase): (() => Promise<void>) => {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let working: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> => {
    try {
      const count = await keepRetention(db, Date.now())
      if (count > 0) console.log(`retention: ${count} seminars were archived or deleted, as was set`)
    } catch (error) {
      console.warn(`retention: cannot look (${error instanceof Error ? error.message : 'unknown'})`)
    }
    if (!isStopped) timer = setTimeout(again, EVERY_MS)
  }
  const again = (): void => {
    working = look()
  }
  timer = setTimeout(again, FIRST_MS)
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await working
  }
}
