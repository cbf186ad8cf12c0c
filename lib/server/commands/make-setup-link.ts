import { createHash, randomBytes } from 'node:crypto'
import type { RootDatabase } from '../store/database'
import { hasTeacher, writeSetupToken } from '../store/people'

/** How long a setup link is good: 7 days. A start makes a new one, and the old one is worth nothing. */
export const SETUP_LINK_MS = 7 * 24 * 60 * 60 * 1000

/** What is kept of a setup token: its SHA-256, in hex. The token has 192 bits, so the hash needs no salt. */
export const setupTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * A one-time way to become the first instructor: the path of a page, as
 * `/setup/TOKEN`. `undefined` where somebody may open seminars already (the
 * sample's people do not count). Only for the server's own console.
 */
export const makeSetupLink = (db: RootDatabase): Promise<string | undefined> =>
  db.$transaction(async (tx) => {
    if (await hasTeacher(tx)) return undefined
    const token = randomBytes(24).toString('base64url')
    await writeSetupToken(tx, setupTokenHash(token))
    return `/setup/${token}`
  })
