import type { Language } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { type MailWish, writeMailWish } from '../store/mailing'

/** Sets when the actor gets mail, and the language of their letters. */
export const setMailWish = async (
  db: Database,
  actor: Actor,
  wish: { readonly how: MailWish; readonly language: Language },
): Promise<void> => {
  if (actor.kind !== 'user') throw new AppError('signed-out')
  await writeMailWish(db, actor.user, wish, new Date())
}
