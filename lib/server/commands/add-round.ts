import type { ReadingId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { type Round, createRound, roundsOf } from '../store/rounds'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** The most rounds of one reading. */
const ROUNDS_MAX = 12

/** Adds a round after the others; it is not open yet. Gives its id. */
export const addRound = async (
  db: RootDatabase,
  actor: Actor,
  {
    seminar,
    reading,
    kind,
  }: { readonly seminar: SeminarId; readonly reading: ReadingId; readonly kind: Round['kind'] },
): Promise<string> => {
  mustManage(actor, seminar)
  return db.$transaction(async (tx) => {
    if ((await roundsOf(tx, reading)).length >= ROUNDS_MAX) {
      throw new AppError('conflict', `A reading has at most ${ROUNDS_MAX} rounds. Remove one that is empty.`)
    }
    const id = await createRound(tx, reading, kind)
    await recordDeed(tx, actor, seminar, 'round.added', { subject: id, detail: kind })
    await accessChanged(tx, seminar)
    return id
  })
}
