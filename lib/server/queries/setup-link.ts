import { SETUP_LINK_MS, setupTokenHash } from '../commands/make-setup-link'
import type { Database } from '../store/database'
import { hasTeacher, isSetupTokenOpen } from '../store/people'

/** Is this the token of a setup link that can still be used? */
export const isSetupLinkOpen = async (db: Database, token: string): Promise<boolean> =>
  !(await hasTeacher(db)) && (await isSetupTokenOpen(db, setupTokenHash(token), new Date(Date.now() - SETUP_LINK_MS)))
