import type { SeminarId, TagId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { lockSeminar } from '../store/seminars'
import { tagsOf, writeTag } from '../store/tags'
import { recordDeed } from './record-deed'
import { codebookChanged, mustManage } from './seminar-access'

/** Retires a tag: it keeps its verdicts, which count as before, and takes no new ones. One that is retired stays so. */
export const retireTag = async (db: RootDatabase, actor: Actor, seminar: SeminarId, id: TagId): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const tag = (await tagsOf(tx, seminar)).find((one) => one.id === id)
    if (tag === undefined) throw new AppError('not-found', 'That tag is not here any more. Load the page again.')
    if (!tag.active) return
    const after = { ...tag, active: false }
    await writeTag(tx, id, after)
    await recordDeed(tx, actor, seminar, 'tag.changed', { subject: id })
    await codebookChanged(tx, actor, seminar, { kind: 'retired', tag: id, before: tag, after })
  })
}
