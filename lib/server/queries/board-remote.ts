import { type Result, ok, refused } from '../../core/base'
import { type Actor, can, nameViewer } from '../../core/policy'
import type { Database } from '../store/database'
import { namesOf } from '../store/names'
import { countedBoard, openBoard, stampOf } from './board'

/** What only the instructor's own screen says beside the board. */
export interface BoardRemote {
  /** The students who have said nothing in the round that members work in, by group and name. */
  readonly silent: readonly { readonly id: string; readonly name: string; readonly group: string | null }[]
}

/** The instructor's side of a board; `not-found` for everyone else. */
export const boardRemote = async (
  db: Database,
  actor: Actor,
  reading: string,
): Promise<Result<BoardRemote, 'not-found'>> => {
  const opened = await openBoard(db, actor, reading)
  if (!opened.ok) return refused('not-found')
  const { isShown, seminar } = opened.value
  if (!can(actor, 'board.control', { kind: 'board', seminar, isShown }).ok) return refused('not-found')
  const [{ found, silent }, known] = await Promise.all([
    countedBoard(db, opened.value, await stampOf(db, opened.value)),
    // By the names that they have for the instructor, pseudonyms or not: it stands on no wall.
    namesOf(db, seminar, nameViewer(actor, seminar)),
  ])
  const groups = new Map<string, string>(found.groups.map(({ id, name }) => [id, name]))
  const isSilent = new Set(silent)
  return ok({
    silent: found.members
      .filter(({ id }) => isSilent.has(id))
      .map(({ id, name, group }) => ({
        id,
        name: known.get(id) ?? name,
        group: group === null ? null : (groups.get(group) ?? null),
      })),
  })
}
