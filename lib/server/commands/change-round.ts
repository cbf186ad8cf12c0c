import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { type Round, type RoundChange, changeKindOfEmpty, writeRound } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, managedRound } from './seminar-access'

/** What an instructor says of a round, in characters. */
export const INSTRUCTIONS_MAX_CHARS = 2_000

/**
 * Changes what a round asks for, when it opens and closes by itself, and what
 * reveals it; its kind while nothing was written in it (`conflict` afterwards).
 */
export const changeRound = async (
  db: RootDatabase,
  actor: Actor,
  id: string,
  { kind, ...change }: RoundChange & { readonly kind?: Round['kind'] },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const round = await managedRound(tx, actor, id)
    const opens = change.openedAt === undefined ? round.openedAt : (change.openedAt?.getTime() ?? null)
    const closes = change.closedAt === undefined ? round.closedAt : (change.closedAt?.getTime() ?? null)
    if (opens !== null && closes !== null && closes <= opens) {
      throw new AppError('conflict', 'A round closes after it opens. Choose a later time.')
    }
    if (kind !== undefined && kind !== round.kind && !(await changeKindOfEmpty(tx, id, kind))) {
      throw new AppError(
        'conflict',
        'Something was written in this round, so its kind stays. Add another round instead.',
      )
    }
    await writeRound(tx, id, change)
    await recordDeed(tx, actor, round.seminar, 'round.changed', { subject: id })
    await accessChanged(tx, round.seminar)
  })
}
