import { type Actor, can } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import { type Board, type BoardChange, findBoard, findPlace, writeBoard } from '../store/boards'
import type { Database, RootDatabase } from '../store/database'

/** The board that the actor may change, by its reading's slug or id. Throws `not-found`, or `forbidden`. */
export const controlledBoard = async (db: Database, actor: Actor, reading: string): Promise<Board> => {
  const board = await findBoard(db, reading)
  if (board === undefined) throw new AppError('not-found')
  const answer = can(actor, 'board.control', { kind: 'board', seminar: board.seminar, isShown: board.isShown })
  if (!answer.ok) throw new AppError(answer.reason === 'hidden' ? 'not-found' : 'forbidden')
  return board
}

const GONE = 'That passage is not here any more. Load the page again.'

/**
 * Changes what the board of a reading shows: the passage that is thrown large,
 * whether names stand there, whether students may open it. Every open board
 * hears of it when the change commits. Throws `not-found` for a passage that the
 * reading does not have, or that is somebody's private one.
 */
export const changeBoard = async (
  db: RootDatabase,
  actor: Actor,
  reading: string,
  change: BoardChange,
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const board = await controlledBoard(tx, actor, reading)
    if (change.thrown != null) {
      const place = await findPlace(tx, change.thrown)
      if (place?.reading !== board.reading || place.isPrivate) throw new AppError('not-found', GONE)
    }
    await writeBoard(tx, board.reading, change)
    await publish(tx, { kind: 'board-changed', reading: board.reading })
    if (change.isShown !== undefined) await publish(tx, { kind: 'room-changed', reading: board.reading })
  })
}
