import type { GroupId, MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { groupsOf } from '../store/groups'
import { membersOf, writeMemberGroup } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Puts a member into a group, or into none. What they wrote stays in the layer
 * where it is. Throws `not-found` where the member or the group is not of this seminar.
 */
export const moveMember = async (
  db: RootDatabase,
  actor: Actor,
  {
    seminar,
    member,
    group,
  }: { readonly seminar: SeminarId; readonly member: MemberId; readonly group: GroupId | null },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const found = (await membersOf(tx, seminar)).find((candidate) => candidate.id === member)
    const isGroup = group === null || (await groupsOf(tx, seminar)).some((candidate) => candidate.id === group)
    if (found === undefined || !isGroup) {
      throw new AppError('not-found', 'That member or group is not here any more. Load the page again.')
    }
    if (found.group === group) return
    await writeMemberGroup(tx, member, group)
    await recordDeed(tx, actor, seminar, 'member.moved', { member, ...(group === null ? {} : { subject: group }) })
    await accessChanged(tx, seminar)
  })
}
