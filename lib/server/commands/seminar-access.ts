import type { SeminarId } from '../../core/base'
import { type Actor, can } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { readingsOf } from '../store/readings'
import { ensureLayers } from './ensure-layers'

/** Throws unless the actor manages the seminar: `not-found` for who may not know of it, else `forbidden`. */
export const mustManage = (actor: Actor, seminar: SeminarId): void => {
  const answer = can(actor, 'seminar.manage', { kind: 'seminar', seminar })
  if (!answer.ok) throw new AppError(answer.reason === 'hidden' ? 'not-found' : 'forbidden')
}

/**
 * After groups or people changed, in the same transaction: makes the layers that
 * are now missing, and tells the rooms to ask again who may see what.
 */
export const accessChanged = async (tx: Database, seminar: SeminarId): Promise<void> => {
  for (const reading of await readingsOf(tx, [seminar])) await ensureLayers(tx, reading.id)
  await publish(tx, { kind: 'access-changed', seminar })
}
