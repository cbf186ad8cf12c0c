import { readMailToken } from '../auth/mail-token'
import { env } from '../env'
import type { Database } from '../store/database'
import { writeMailWish } from '../store/mailing'

/** Ends mail to whom a letter's token names: no sign-in is asked for. False for a token that is not ours, or of somebody who is gone. */
export const stopMail = async (db: Database, token: string): Promise<boolean> => {
  const user = readMailToken(token, env())
  return user !== undefined && (await writeMailWish(db, user, { how: 'off' }, new Date()))
}
