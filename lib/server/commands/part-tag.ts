import type { SeminarId, TagId } from '../../core/base'
import { codebookFault } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeHeir } from '../store/codebook'
import { lockSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { recordDeed } from './record-deed'
import { codebookChanged, mustManage } from './seminar-access'

/**
 * Undoes a merge: the tag's verdicts are its own again. It can be given again too, unless another tag has
 * taken its key or pigment meanwhile: then it stays switched off. Throws `conflict` for one that was not merged.
 */
export const partTag = async (db: RootDatabase, actor: Actor, seminar: SeminarId, id: TagId): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const tags = await tagsOf(tx, seminar)
    const tag = tags.find((one) => one.id === id)
    if (tag === undefined) throw new AppError('not-found', 'That tag is not here any more. Load the page again.')
    if (tag.heir === undefined)
      throw new AppError('conflict', 'This tag stands on its own already. Load the page again.')
    const active = codebookFault(tags, { ...tag, active: true }, id) === undefined
    await writeHeir(tx, id, null, active)
    await recordDeed(tx, actor, seminar, 'tag.changed', { subject: id })
    await codebookChanged(tx, actor, seminar, {
      kind: 'parted',
      tag: id,
      before: tag,
      after: { ...tag, active },
      heir: tag.heir,
    })
  })
}
