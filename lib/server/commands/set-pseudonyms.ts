import type { SeminarId } from '../../core/base'
import type { Actor, PseudonymMode } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import {
  isWrittenUnderPseudonym,
  nextNamesVersion,
  withoutPseudonym,
  writePseudonym,
  writePseudonymMode,
} from '../store/names'
import { findSeminar, lockSeminar } from '../store/seminars'
import { pseudonymsFor } from './pseudonym-for'
import { accessChanged, mustManage } from './seminar-access'

/**
 * Decides whether the students of a seminar appear to each other under
 * pseudonyms. Required, each gets one at once; allowed, who has one keeps it
 * until they choose otherwise. Throws `conflict` for switching off once somebody
 * has written under a pseudonym: that would tell what they were promised nobody is told.
 */
export const setPseudonyms = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, mode }: { readonly seminar: SeminarId; readonly mode: PseudonymMode },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const before = (await findSeminar(tx, seminar))?.pseudonyms
    if (before === mode) return
    if (mode === 'off' && (await isWrittenUnderPseudonym(tx, seminar))) {
      throw new AppError(
        'conflict',
        'Students wrote under pseudonyms here, and keep them. Choose “allowed”: each can then show their name.',
      )
    }
    if (mode === 'required') {
      const bare = await withoutPseudonym(tx, seminar)
      const made = await pseudonymsFor(tx, seminar, bare.length)
      for (const [at, member] of bare.entries()) await writePseudonym(tx, member, made[at] ?? null)
    }
    await writePseudonymMode(tx, seminar, mode)
    await nextNamesVersion(tx, seminar)
    await accessChanged(tx, seminar)
  })
}
