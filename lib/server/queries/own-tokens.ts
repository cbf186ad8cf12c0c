import type { SeminarId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { type AccessToken, accessTokensOf } from '../store/access-tokens'
import type { Database } from '../store/database'

/** The asking member's access tokens in a seminar that hold, newest first; none for who is no member. */
export const ownTokens = async (db: Database, actor: Actor, seminar: SeminarId): Promise<readonly AccessToken[]> => {
  const member = membershipIn(actor, seminar)?.member
  return member === undefined ? [] : accessTokensOf(db, { member }, new Date())
}
