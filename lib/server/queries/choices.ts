import type { KeptChoices, UserId } from '../../core/base'
import { currentUser } from '../auth/session'
import { readChoices } from '../store/choices'
import { database } from '../store/database'

/** The choices of who asks for this page; `undefined` for a guest. Who never chose has none, of the moment 0. */
export const keptChoices = async (): Promise<(KeptChoices & { readonly user: UserId }) | undefined> => {
  const user = await currentUser()
  if (user === undefined) return undefined
  return { user: user.id, ...((await readChoices(database(), user.id)) ?? { at: 0, choices: {} }) }
}
