import type { MemberId } from '../../core/base'
import { type Actor, can, membershipIn } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { deleteLoneUsers, deleteMember, findErasable, layersTouchedBy, ownLayersOf, writeLeft } from '../store/law'
import { nextNamesVersion } from '../store/names'
import { membersOf } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { eraseFromLayer } from './erase-from-layer'
import { recordDeed } from './record-deed'
import { accessChanged } from './seminar-access'

/** Erasing reads and writes the layers of a whole seminar. */
const LIMITS = { timeout: 300_000, maxWait: 20_000 } as const

/**
 * Takes a member, their words and their name out of a seminar for good. What
 * others answered keeps its place, without words; the history of the layers they
 * wrote in begins anew with it. Their account goes too where it is of no other
 * seminar. By themselves, by an instructor of the seminar, or at the command
 * line; it cannot be undone. Throws `not-found` for a member whom the actor may
 * not know of, `forbidden`, `conflict` for the only instructor, and `bad-input`
 * where something was `typed` that is none of the member's names.
 */
export const eraseMember = async (db: RootDatabase, actor: Actor, id: MemberId, typed?: string): Promise<void> => {
  const member = await findErasable(db, id)
  if (member === undefined) throw new AppError('not-found')
  const { seminar } = member
  mayErase(actor, member.id, seminar)
  if (typed !== undefined && !member.names.some((name) => name.trim() === typed.trim())) {
    throw new AppError('bad-input', 'That is not their name. Type it as it stands here.')
  }
  // First they leave, so that no window of theirs writes while their words go.
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const instructors = (await membersOf(tx, seminar)).filter(({ role }) => role === 'instructor')
    if (instructors.length === 1 && instructors[0]?.id === member.id) {
      throw new AppError('conflict', 'A seminar keeps one instructor. Make somebody else an instructor first.')
    }
    if (member.hasLeft) return
    await writeLeft(tx, member.id, new Date())
    await accessChanged(tx, seminar)
  })
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    for (const layer of await layersTouchedBy(tx, seminar, member.id)) await eraseFromLayer(tx, layer, member.id)
    await deleteMember(tx, member.id, await ownLayersOf(tx, member.id))
    await deleteLoneUsers(tx, [member.user], { withLogin: true })
    await nextNamesVersion(tx, seminar)
    await recordDeed(tx, actor, seminar, 'member.erased', { member: member.id })
    await publish(tx, { kind: 'access-changed', seminar })
  }, LIMITS)
}

const mayErase = (actor: Actor, member: MemberId, seminar: Parameters<typeof membershipIn>[1]): void => {
  if (membershipIn(actor, seminar)?.member === member) return
  const answer = can(actor, 'seminar.manage', { kind: 'seminar', seminar })
  if (!answer.ok) throw new AppError(answer.reason === 'hidden' ? 'not-found' : 'forbidden')
}
