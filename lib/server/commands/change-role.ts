import type { MemberId, SeminarId } from '../../core/base'
import type { Actor, Role } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { smallestGroup } from '../store/groups'
import { membersOf, writeMemberGroup, writeMemberRole } from '../store/members'
import { dropSights } from '../store/cuts'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Gives a member another role. Who becomes a student and has no group lands in
 * the smallest one; who becomes an instructor leaves theirs. Throws `conflict`
 * for the only instructor: a seminar keeps one; `not-found` where the member is
 * not of this seminar.
 */
export const changeRole = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, member, role }: { readonly seminar: SeminarId; readonly member: MemberId; readonly role: Role },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const members = await membersOf(tx, seminar)
    const found = members.find((candidate) => candidate.id === member)
    if (found === undefined) throw new AppError('not-found', 'That member is not here any more. Load the page again.')
    if (found.role === role) return
    const instructors = members.filter((candidate) => candidate.role === 'instructor')
    if (found.role === 'instructor' && instructors.length === 1) {
      throw new AppError('conflict', 'A seminar keeps one instructor. Make somebody else an instructor first.')
    }
    await writeMemberRole(tx, member, role)
    // What an assistant looked after is no student's to read.
    if (found.role === 'assistant') await dropSights(tx, seminar, member)
    if (role === 'instructor') await writeMemberGroup(tx, member, null)
    if (role === 'student' && found.group === null) await writeMemberGroup(tx, member, await smallestGroup(tx, seminar))
    await recordDeed(tx, actor, seminar, 'member.role', { member, detail: `${found.role} ${role}` })
    await accessChanged(tx, seminar)
  })
}
