import type { SeminarId } from '../../core/base'
import { type Actor, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import { dropSights } from '../store/cuts'
import type { RootDatabase } from '../store/database'
import { writeLeft } from '../store/law'
import { membersOf } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged } from './seminar-access'

/**
 * Ends the actor's own place in a seminar: they open nothing of it any more.
 * What they wrote stays, under their name; the class code lets them back. Throws
 * `conflict` for the only instructor.
 */
export const leaveSeminar = async (db: RootDatabase, actor: Actor, seminar: SeminarId): Promise<void> => {
  const me = membershipIn(actor, seminar)
  if (me === undefined) throw new AppError('not-found')
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const instructors = (await membersOf(tx, seminar)).filter(({ role }) => role === 'instructor')
    if (me.role === 'instructor' && instructors.length === 1) {
      throw new AppError('conflict', 'A seminar keeps one instructor. Make somebody else an instructor first.')
    }
    await dropSights(tx, seminar, me.member)
    await writeLeft(tx, me.member, new Date())
    await recordDeed(tx, actor, seminar, 'member.left', { member: me.member })
    await accessChanged(tx, seminar)
  })
}
