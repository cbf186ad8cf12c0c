import type { SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { findUpload, forgetUpload } from '../store/originals'
import { addReading } from './add-reading'

/**
 * Makes a reading of what `keepUpload` kept, and forgets it then: a reading that
 * cannot be made leaves the file where it is. False where its hour is over, or it
 * is somebody else's.
 */
export const takeUpload = async (db: RootDatabase, actor: Actor, seminar: SeminarId, id: string): Promise<boolean> => {
  const pdf = actor.kind === 'user' ? await findUpload(db, actor.user, id, Date.now()) : undefined
  if (actor.kind !== 'user' || pdf === undefined) return false
  await addReading(db, actor, { seminar, pdf })
  await forgetUpload(db, actor.user, id)
  return true
}
