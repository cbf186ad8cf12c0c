import { type SeminarId } from '../../core/base'
import type { TagInput } from '../../core/annotation'
import { type Actor, can } from '../../core/policy'
import { newClassCode } from '../auth/class-code'
import { AppError } from '../errors'
import { appendAudit } from '../store/audit'
import type { RootDatabase } from '../store/database'
import { createGroups } from '../store/groups'
import { createMember } from '../store/members'
import { createSeminar } from '../store/seminars'
import { createTags } from '../store/tags'

const TRIES = 20

/**
 * Opens a seminar: with a class code, one group for everybody who joins, a
 * codebook, and the actor as its instructor. Throws `forbidden` for an actor who
 * does not teach.
 */
export const openSeminar = async (
  db: RootDatabase,
  actor: Actor,
  seminar: { readonly name: string; readonly tags: readonly TagInput[] },
): Promise<SeminarId> => {
  if (!can(actor, 'seminar.open', { kind: 'server' }).ok || actor.kind !== 'user') {
    throw new AppError('forbidden', 'Your account does not open seminars. Ask who runs this server to let it.')
  }
  return db.$transaction(async (tx) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const opened = await createSeminar(tx, { name: seminar.name, classCode: newClassCode() })
      if (opened === undefined) continue
      const instructor = await createMember(tx, {
        seminar: opened.id,
        user: actor.user,
        role: 'instructor',
        group: null,
        colour: 3,
        seenAt: new Date(),
      })
      await createGroups(tx, opened.id, ['Group A'])
      await createTags(tx, opened.id, seminar.tags)
      await appendAudit(tx, { seminar: opened.id, deed: 'seminar.opened', by: instructor ?? null })
      return opened.id
    }
    throw new AppError('unavailable', 'No class code was free. Try again.')
  })
}
