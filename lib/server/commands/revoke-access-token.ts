import type { SeminarId } from '../../core/base'
import { type Actor, can, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import { findAccessToken, writeRevoked } from '../store/access-tokens'
import type { RootDatabase } from '../store/database'
import { recordDeed } from './record-deed'

/** Ends a token from now on: by whose it is, by an instructor of the seminar, or at the command line. Throws `not-found`. */
export const revokeAccessToken = (
  db: RootDatabase,
  actor: Actor,
  { seminar, id }: { readonly seminar: SeminarId; readonly id: string },
): Promise<void> =>
  db.$transaction(async (tx) => {
    const token = await findAccessToken(tx, id)
    const mayEnd =
      token?.seminar === seminar &&
      (membershipIn(actor, seminar)?.member === token.member ||
        can(actor, 'seminar.manage', { kind: 'seminar', seminar }).ok)
    if (!mayEnd) throw new AppError('not-found', 'That token does not hold any more. Load the page again.')
    await writeRevoked(tx, id, new Date())
    await recordDeed(tx, actor, seminar, 'member.untoken', { member: token.member, subject: id })
  })
