import type { SeminarId, TagId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeHeir } from '../store/codebook'
import { lockSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { recordDeed } from './record-deed'
import { codebookChanged, mustManage } from './seminar-access'

/**
 * Merges a tag into another: it takes no new verdicts, and those it has count as its heir's from now on.
 * What members wrote stays as they wrote it, so that `partTag` undoes it and loses nothing. Throws
 * `conflict` for a tag that was merged already, an heir that cannot be given, and one that is the tag itself.
 */
export const mergeTag = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  { tag: id, heir: heirId }: { readonly tag: TagId; readonly heir: TagId },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const tags = await tagsOf(tx, seminar)
    const tag = tags.find((one) => one.id === id)
    const heir = tags.find((one) => one.id === heirId)
    if (tag === undefined || heir === undefined) {
      throw new AppError('not-found', 'That tag is not here any more. Load the page again.')
    }
    if (tag.heir !== undefined) throw new AppError('conflict', 'This tag was merged already. Load the page again.')
    if (heir.id === tag.id || !heir.active || heir.heir !== undefined) {
      throw new AppError('conflict', 'Choose a tag that is switched on to merge this one into.')
    }
    if (tags.some(({ parent }) => parent === id)) {
      throw new AppError('conflict', 'Other tags stand below this one. Move them first.')
    }
    await writeHeir(tx, id, heirId, false)
    await recordDeed(tx, actor, seminar, 'tag.changed', { subject: id })
    await codebookChanged(tx, actor, seminar, {
      kind: 'merged',
      tag: id,
      before: tag,
      after: { ...tag, active: false },
      heir: heirId,
    })
  })
}
