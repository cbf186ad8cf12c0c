import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

export const PASSWORD_MIN_CHARS = 10
/** Longer is refused: hashing is work that a stranger can ask for. */
export const PASSWORD_MAX_CHARS = 200

// OWASP Password Storage Cheat Sheet (2024), argon2id: 19 MiB, 2 passes, 1 lane. The package's default is argon2id.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The argon2id hash of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST)

let decoy: Promise<string> | undefined

/**
 * Is this the password of that hash? Where there is no hash, the answer is no
 * and takes as long, so that nobody learns from the time who has an account.
 */
export const verifyPassword = async (passwordHash: string | null | undefined, password: string): Promise<boolean> => {
  if (password.length > PASSWORD_MAX_CHARS) return false
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  const isRight = await verify(passwordHash ?? (await decoy), password)
  return isRight && typeof passwordHash === 'string'
}

/** A password for somebody to be told once: 20 characters, about 100 bits. */
export const newPassword = (): string => {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = randomBytes(40)
  // 248 is the largest multiple of 31 under 256: bytes above it would favour the first letters.
  const letters = [...bytes].filter((byte) => byte < 248).map((byte) => alphabet.charAt(byte % 31))
  return letters.length >= 20 ? (letters.slice(0, 20).join('').match(/.{5}/g) ?? []).join('-') : newPassword()
}
