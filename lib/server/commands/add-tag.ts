import type { SeminarId } from '../../core/base'
import { type TagInput, codebookFault } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { lockSeminar } from '../store/seminars'
import { addTagRow, tagsOf } from '../store/tags'
import { recordDeed } from './record-deed'
import { mustManage, codebookChanged, refuseFault } from './seminar-access'

/** Adds a tag at the end of the codebook, which has a new version then. */
export const addTag = async (db: RootDatabase, actor: Actor, seminar: SeminarId, tag: TagInput): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    refuseFault(codebookFault(await tagsOf(tx, seminar), tag))
    const id = await addTagRow(tx, seminar, tag)
    await recordDeed(tx, actor, seminar, 'tag.added')
    await codebookChanged(tx, actor, seminar, { kind: 'added', tag: id, after: tag })
  })
}
