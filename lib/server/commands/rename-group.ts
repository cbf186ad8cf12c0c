import type { GroupId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { groupsOf, writeGroupName } from '../store/groups'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** Gives a group another name. Throws `conflict` where another has it, `not-found` where the group is not of this seminar. */
export const renameGroup = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, group, name }: { readonly seminar: SeminarId; readonly group: GroupId; readonly name: string },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const found = (await groupsOf(tx, seminar)).find((candidate) => candidate.id === group)
    if (found === undefined) throw new AppError('not-found', 'That group is not here any more. Load the page again.')
    if (found.name === name) return
    if (!(await writeGroupName(tx, seminar, group, name))) {
      throw new AppError('conflict', 'Another group has this name. Choose another.')
    }
    await recordDeed(tx, actor, seminar, 'group.named', { subject: group })
    await accessChanged(tx, seminar)
  })
}
