import { publish } from '../bus'
import type { RootDatabase } from '../store/database'
import { deleteExpiredSessions, deleteSession, findSession } from '../store/sessions'

/** Ends one session: its token is worth nothing afterwards, its sockets close. Ended already: nothing happens. */
export const signOut = async (db: RootDatabase, session: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const now = new Date()
    const found = await findSession(tx, session, now)
    await deleteSession(tx, session)
    await deleteExpiredSessions(tx, now)
    if (found !== undefined) await publish(tx, { kind: 'signed-out', user: found.person.id })
  })
}
