import type { GroupId, MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeSights } from '../store/cuts'
import { groupsOf } from '../store/groups'
import { membersOf, writeMemberGroup } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Says which groups an assistant looks after: they see these alone. None: they
 * see all. Throws `not-found` where the assistant or a group is not of this
 * seminar, `bad-input` for who is no assistant.
 */
export const assignGroups = async (
  db: RootDatabase,
  actor: Actor,
  {
    seminar,
    member,
    groups,
  }: { readonly seminar: SeminarId; readonly member: MemberId; readonly groups: readonly GroupId[] },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const found = (await membersOf(tx, seminar)).find(({ id }) => id === member)
    const known = new Set((await groupsOf(tx, seminar)).map(({ id }) => id))
    if (found === undefined || groups.some((group) => !known.has(group))) {
      throw new AppError('not-found', 'That member or group is not here any more. Load the page again.')
    }
    if (found.role !== 'assistant') throw new AppError('bad-input', 'Only assistants look after groups.')
    const [first = null, ...others] = groups
    await writeMemberGroup(tx, member, first)
    await writeSights(tx, member, others, [...known])
    await recordDeed(tx, actor, seminar, 'member.moved', { member, detail: String(groups.length) })
    await accessChanged(tx, seminar)
  })
}
