import type { SeminarId, TagId } from '../../core/base'
import { type TagInput, codebookFault } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { lockSeminar } from '../store/seminars'
import { tagsOf, writeTag } from '../store/tags'
import { recordDeed } from './record-deed'
import { mustManage, codebookChanged, refuseFault } from './seminar-access'

/**
 * Changes a tag, or switches it on or off. Its verdicts stay its own, whatever
 * it is called; one that is switched off keeps them and takes no new ones.
 */
export const changeTag = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  id: TagId,
  tag: TagInput,
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const tags = await tagsOf(tx, seminar)
    const before = tags.find((one) => one.id === id)
    if (before === undefined) {
      throw new AppError('not-found', 'That tag is not here any more. Load the page again.')
    }
    refuseFault(codebookFault(tags, tag, id))
    if (before.heir !== undefined && tag.active) {
      throw new AppError('conflict', 'This tag was merged. Undo the merge first.')
    }
    await writeTag(tx, id, tag)
    await recordDeed(tx, actor, seminar, 'tag.changed', { subject: id })
    await codebookChanged(tx, actor, seminar, { kind: 'changed', tag: id, before, after: tag })
  })
}
