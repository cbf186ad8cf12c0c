import { type ReadMarks, mergeReadMarks } from '../../core/annotation'
import { type Actor, can, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { changeReadMarks, parseReadMarks, seminarOfReading } from '../store/read-marks'

/**
 * Puts what a device says its member has read of a reading together with what
 * their account has kept; gives both as one. Throws `not-found` for a reading that
 * the actor may not read, `bad-input` for what are no marks.
 */
export const keepReadMarks = async (db: RootDatabase, actor: Actor, id: string, given: unknown): Promise<ReadMarks> => {
  const found = await seminarOfReading(db, id)
  const me = found === undefined ? undefined : membershipIn(actor, found.seminar)?.member
  if (found === undefined || me === undefined) throw new AppError('not-found')
  if (!can(actor, 'reading.read', { kind: 'reading', seminar: found.seminar }).ok) throw new AppError('not-found')
  const said = parseReadMarks(given)
  if (said === undefined) throw new AppError('bad-input')
  return db.$transaction((tx) => changeReadMarks(tx, me, found.reading, (kept) => mergeReadMarks(kept, said)))
}
