import { PLACE_LINK_MS } from '../commands/make-place-link'
import { SETUP_LINK_MS, setupTokenHash } from '../commands/make-setup-link'
import type { Database } from '../store/database'
import { findByEmail, hasTeacher, isSetupTokenOpen } from '../store/people'
import { findPlaceByToken } from '../store/roster'

/** Is this the token of a setup link that can still be used? */
export const isSetupLinkOpen = async (db: Database, token: string): Promise<boolean> =>
  !(await hasTeacher(db)) && (await isSetupTokenOpen(db, setupTokenHash(token), new Date(Date.now() - SETUP_LINK_MS)))

/** Whom a link of a roster waits for, and where; `undefined` for any other token. */
export const placeOfLink = async (
  db: Database,
  token: string,
): Promise<
  | {
      readonly name: string
      readonly email: string | null
      readonly seminarName: string
      /** Somebody has an account with this e-mail: they sign in with it. */
      readonly hasAccount: boolean
    }
  | undefined
> => {
  const place = await findPlaceByToken(db, setupTokenHash(token), new Date(Date.now() - PLACE_LINK_MS))
  if (place === undefined) return undefined
  const { name, email, seminarName } = place
  return { name, email, seminarName, hasAccount: email !== null && (await findByEmail(db, email)) !== undefined }
}
