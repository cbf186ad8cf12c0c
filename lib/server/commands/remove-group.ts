import type { GroupId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { deleteGroup, groupsOf, recordsOfGroup } from '../store/groups'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Removes a group that nobody is in and that nobody wrote in. Throws `conflict`
 * for any other, `not-found` where the group is not of this seminar.
 */
export const removeGroup = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, group }: { readonly seminar: SeminarId; readonly group: GroupId },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const found = (await groupsOf(tx, seminar)).find((candidate) => candidate.id === group)
    if (found === undefined) throw new AppError('not-found', 'That group is not here any more. Load the page again.')
    if (found.size > 0) throw new AppError('conflict', `${found.name} has members. Move them first.`)
    if ((await recordsOfGroup(tx, group)) > 0) {
      throw new AppError('conflict', `${found.name} has notes in it, so it stays. Give it another use.`)
    }
    await deleteGroup(tx, group)
    await recordDeed(tx, actor, seminar, 'group.removed', { subject: group })
    await accessChanged(tx, seminar)
  })
}
