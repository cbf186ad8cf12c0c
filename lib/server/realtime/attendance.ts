import type { MemberId } from '../../core/base'
import type { Database } from '../store/database'
import { writeSeen } from '../store/roster'
import { logTrouble } from './log'
import type { CollabSocket } from './sockets'

/** How often it is kept who has a layer open, in ms. */
const EVERY_MS = 30_000

/** Keeps who is here, one statement for all, until the answer is called. While the database is away nothing is kept. */
export const keepAttendance = (db: Database, sockets: () => Iterable<CollabSocket>): (() => Promise<void>) => {
  let working: Promise<void> = Promise.resolve()
  const keep = async (): Promise<void> => {
    const here = new Set<MemberId>([...sockets()].flatMap((socket) => [...socket.seats].map((seat) => seat.member)))
    await writeSeen(db, [...here], new Date()).catch((error: unknown) => {
      logTrouble('cannot keep who is here', {}, error)
    })
  }
  const timer = setInterval(() => {
    working = keep()
  }, EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await working
  }
}
