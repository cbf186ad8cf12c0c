import type { SeminarId } from '../../core/base'
import { nameKey } from '../../core/people'
import { type Actor, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { nextNamesVersion, takenNames, writeOwnName, writePseudonym } from '../store/names'
import { findSeminar, lockSeminar } from '../store/seminars'
import { accessChanged } from './seminar-access'

/** How a member wants to be called in one seminar. */
export interface ChosenName {
  readonly name: string
  /** `null`: none said. They are the person's, in every seminar. */
  readonly pronouns: string | null
  /** What the others are to see: a name of their choosing, `null` for their own; absent where there is no choice. */
  readonly pseudonym?: string | null
}

/**
 * A member says how they are called. Throws `not-found` for who is no member,
 * `forbidden` for a pseudonym where it is not theirs to choose, `conflict` for
 * one that somebody has, or that is somebody's name.
 */
export const chooseName = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, chosen }: { readonly seminar: SeminarId; readonly chosen: ChosenName },
): Promise<void> => {
  const me = membershipIn(actor, seminar)
  if (me === undefined || actor.kind !== 'user') throw new AppError('not-found')
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const { pseudonym } = chosen
    if (pseudonym !== undefined) {
      if ((await findSeminar(tx, seminar))?.pseudonyms !== 'allowed' || me.role !== 'student') {
        throw new AppError('forbidden', 'Pseudonyms are not yours to choose here. Ask your instructor.')
      }
      if (pseudonym !== null) {
        const key = nameKey(pseudonym)
        const isTaken = (await takenNames(tx, seminar)).some(
          (taken) => nameKey(taken.name) === key && !(taken.member === me.member && taken.isPseudonym),
        )
        if (key === '' || isTaken) {
          throw new AppError('conflict', 'Somebody here has this name, or it has no letters. Choose another.')
        }
      }
      await writePseudonym(tx, me.member, pseudonym)
    }
    await writeOwnName(tx, me.member, actor.user, chosen)
    await nextNamesVersion(tx, seminar)
    await accessChanged(tx, seminar)
  })
}
