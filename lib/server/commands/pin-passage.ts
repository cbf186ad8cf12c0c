import { type Actor, membershipIn } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import { type Place, deletePin, findPlace, writePin } from '../store/boards'
import type { RootDatabase } from '../store/database'
import { controlledBoard } from './change-board'

/**
 * Pins a passage of a reading, or takes its pin away: in the margin it stands
 * first then, for everybody who may read its layer. A private passage cannot be
 * pinned: `not-found`, as for one that is not there.
 */
export const pinPassage = async (
  db: RootDatabase,
  actor: Actor,
  { reading, place, isPinned }: { readonly reading: string; readonly place: Place; readonly isPinned: boolean },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const board = await controlledBoard(tx, actor, reading)
    const member = membershipIn(actor, board.seminar)?.member
    const found = await findPlace(tx, place)
    if (member === undefined || found?.reading !== board.reading || found.isPrivate) {
      throw new AppError('not-found', 'That passage is not here any more. Load the page again.')
    }
    if (isPinned) await writePin(tx, place, member)
    else await deletePin(tx, place)
    await publish(tx, { kind: 'room-changed', reading: board.reading })
    await publish(tx, { kind: 'board-changed', reading: board.reading })
  })
}
