import type { UserId } from '../../core/base'
import { publish } from '../bus'
import type { RootDatabase } from '../store/database'
import { deleteSessionsOf } from '../store/sessions'

/** Ends every session of a person, on all devices; their sockets close. Says how many there were. */
export const signOutEverywhere = (db: RootDatabase, user: UserId): Promise<number> =>
  db.$transaction(async (tx) => {
    const count = await deleteSessionsOf(tx, user)
    await publish(tx, { kind: 'signed-out', user })
    return count
  })
