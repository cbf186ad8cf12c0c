import { type Result, ok, refused } from '../../core/base'
import { type Actor, can, currentRoundOf } from '../../core/policy'
import type { Database } from '../store/database'
import { rowsOfLayers } from '../store/records'
import { boardStuff, openBoard } from './board'

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
  const board = opened.value
  if (!can(actor, 'board.control', { kind: 'board', seminar: board.seminar, isShown: board.isShown }).ok) {
    return refused('not-found')
  }
  const { found, layers, rounds, now } = await boardStuff(db, board)
  const round = currentRoundOf(rounds, now)
  const here = layers.filter((layer) => layer.round === round?.id && layer.subject.layerKind !== 'private')
  const rows = await rowsOfLayers(
    db,
    here.map(({ id }) => id),
  )
  const spoke = new Set<string>()
  for (const { member, removedAt } of rows.annotations) if (removedAt === null) spoke.add(member)
  for (const { member } of [...rows.taggings, ...rows.reactions]) spoke.add(member)
  for (const { member, body } of rows.comments) if (body !== null) spoke.add(member)
  const names = new Map<string, string>(found.groups.map(({ id, name }) => [id, name]))
  return ok({
    silent: found.members
      .filter(({ id, role }) => role === 'student' && !spoke.has(id))
      .map(({ id, name, group }) => ({ id, name, group: group === null ? null : (names.get(group) ?? null) })),
  })
}
