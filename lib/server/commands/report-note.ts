import { parseRecordKey } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { writeReport } from '../store/manners'
import { isNoteThere } from '../store/records'
import { readableLayer } from './moderated-layer'
import { recordDeed } from './record-deed'
import type { NoteName } from './remove-note'

/**
 * Tells the instructors that a note which another wrote should not stand, and
 * why. Its author hears nothing of it. Throws `not-found` where the actor sees
 * no such note, `conflict` for one's own.
 */
export const reportNote = async (
  db: RootDatabase,
  actor: Actor,
  { layer, key, reason }: NoteName & { readonly reason: string },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const { facts, membership } = await readableLayer(tx, actor, layer)
    if (!(await isNoteThere(tx, layer, key))) {
      throw new AppError('not-found', 'That note is not here any more. Load the page again.')
    }
    const author = parseRecordKey(key)?.owner
    if (author === undefined || author === membership.member) {
      throw new AppError('conflict', 'That note is yours. Remove it where it stands.')
    }
    await writeReport(tx, { layer, key, by: membership.member, reason })
    await recordDeed(tx, actor, facts.subject.seminar, 'note.reported', { member: author, subject: key })
  })
}
