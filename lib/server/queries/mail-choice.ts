import type { Actor } from '../../core/policy'
import { isConfirmToken, readMailToken } from '../auth/mail-token'
import { env } from '../env'
import type { Database } from '../store/database'
import { type MailWish, mailReader, mailingOfUser } from '../store/mailing'
import { findPerson } from '../store/people'

/** What somebody can choose of mail: `address` is theirs for sure, `unproven` is not known to be, `none` they have none. */
export type MailChoice =
  | { readonly kind: 'address'; readonly email: string; readonly how: MailWish }
  | { readonly kind: 'unproven'; readonly email: string; readonly isAsked: boolean }
  | { readonly kind: 'none' }

/** What the asking user can choose; `undefined` where this server sends no mail, and for the sample's people. */
export const mailChoice = async (db: Database, actor: Actor): Promise<MailChoice | undefined> => {
  if (actor.kind !== 'user' || env().mail === undefined) return undefined
  const person = await findPerson(db, actor.user)
  if (person === undefined || person.sample) return undefined
  const { email } = person
  if (email === null) return { kind: 'none' }
  const { mailing, isAsked, isProven } = await mailingOfUser(db, actor.user)
  const isSure = isProven || (await mailReader(db, actor.user)) !== undefined
  return isSure ? { kind: 'address', email, how: mailing.how } : { kind: 'unproven', email, isAsked }
}

/** Is it the token of a letter, by which mail can be ended? */
export const isStopToken = (token: string): boolean => readMailToken(token, env()) !== undefined

/** The asking user's address, where this token of a letter confirms it. */
export const confirmable = async (db: Database, actor: Actor, token: string): Promise<string | undefined> => {
  if (actor.kind !== 'user') return undefined
  const email = (await findPerson(db, actor.user))?.email ?? null
  return email !== null && isConfirmToken(token, actor.user, email, Date.now(), env()) ? email : undefined
}
