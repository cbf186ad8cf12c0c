import { rateLimit } from './rate-limit'

// Each process counts for itself: behind a proxy with n of them n times as many get through.
const MINUTE_MS = 60_000

/** Wrong passwords for one e-mail address. */
export const wrongPasswords = rateLimit({ limit: 10, windowMs: 15 * MINUTE_MS })
/** Wrong passwords from one network address: a whole class may sit behind it. */
export const wrongPasswordsFrom = rateLimit({ limit: 200, windowMs: 15 * MINUTE_MS })
/** Class codes from one network address that are nobody's: 300 in ten minutes of 86 million. */
export const wrongCodesFrom = rateLimit({ limit: 300, windowMs: 10 * MINUTE_MS })
/** People made from one network address by joining: a large lecture joins within an hour. */
export const joinsFrom = rateLimit({ limit: 600, windowMs: 60 * MINUTE_MS })
/** Access tokens from one network address that are nobody's. */
export const wrongTokensFrom = rateLimit({ limit: 300, windowMs: 10 * MINUTE_MS })
/** Requests with one access token. */
export const tokenUses = rateLimit({ limit: 600, windowMs: MINUTE_MS })
