import { type Result, ok, refused } from '../../core/base'
import { type Actor, can } from '../../core/policy'
import type { Database } from '../store/database'
import { figuresStamp } from '../store/figures'

/** What changes whenever the figures of a reading may. `not-found` also for who may not see them. */
export const stampOfFigures = async (
  db: Database,
  actor: Actor,
  reading: string,
): Promise<Result<string, 'not-found'>> => {
  const found = await figuresStamp(db, reading)
  if (found === undefined) return refused('not-found')
  return can(actor, 'figures.read', { kind: 'reading', seminar: found.seminar }).ok
    ? ok(found.stamp)
    : refused('not-found')
}
