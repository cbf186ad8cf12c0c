import type { MemberId, SeminarId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeMute } from '../store/manners'
import { membersOf } from '../store/members'

/**
 * Folds what another member says away for the actor, or unfolds it again. The
 * other hears nothing of it, and nobody else sees it. Throws `not-found` where
 * either is not of the seminar, `conflict` for oneself and for an instructor.
 */
export const muteMember = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, member, isMuted }: { readonly seminar: SeminarId; readonly member: MemberId; readonly isMuted: boolean },
): Promise<void> => {
  const me = membershipIn(actor, seminar)?.member
  if (me === undefined) throw new AppError('not-found')
  await db.$transaction(async (tx) => {
    const other = (await membersOf(tx, seminar)).find(({ id }) => id === member)
    if (other === undefined) throw new AppError('not-found', 'That member is not here any more. Load the page again.')
    if (other.id === me) throw new AppError('conflict', 'That is you. Choose somebody else to fold away.')
    if (isMuted && other.role === 'instructor') {
      throw new AppError(
        'conflict',
        'What an instructor says cannot be folded away. Talk to them, or to somebody they answer to.',
      )
    }
    await writeMute(tx, me, member, isMuted)
  })
}
