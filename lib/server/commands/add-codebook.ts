import type { SeminarId } from '../../core/base'
import { type BookStep, READY_CODEBOOKS, planBook } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { findSeminar, lockSeminar } from '../store/seminars'
import { addTagRow, tagsOf } from '../store/tags'
import { recordDeed } from './record-deed'
import { codebookChanged, mustManage } from './seminar-access'

/**
 * Adds a ready codebook to that of a running seminar: `planBook` says what comes
 * and what is there, and nothing that is there changes. Each tag that comes is in
 * the history. `version` is the codebook's of which the actor was shown the plan:
 * throws `conflict` where it changed since, or nothing would come.
 */
export const addCodebook = async (
  db: RootDatabase,
  actor: Actor,
  seminar: SeminarId,
  { book: id, version }: { readonly book: string; readonly version: number },
): Promise<readonly BookStep[]> => {
  mustManage(actor, seminar)
  const book = READY_CODEBOOKS.find((one) => one.id === id)
  if (book === undefined) throw new AppError('not-found', 'There is no such codebook. Choose one of the list.')
  return db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    if ((await findSeminar(tx, seminar))?.codebookVersion !== version) {
      throw new AppError('conflict', 'The codebook changed meanwhile. Load the page again and look what would come.')
    }
    const steps = planBook(await tagsOf(tx, seminar), book)
    const added = steps.flatMap((step) => (step.kind === 'added' ? [step.input] : []))
    if (added.length === 0) {
      throw new AppError('conflict', 'All of these tags are in the codebook already, or it holds no more.')
    }
    for (const input of added) {
      const tag = await addTagRow(tx, seminar, input)
      await recordDeed(tx, actor, seminar, 'tag.added')
      await codebookChanged(tx, actor, seminar, { kind: 'added', tag, after: input })
    }
    return steps
  })
}
