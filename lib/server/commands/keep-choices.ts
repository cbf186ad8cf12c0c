import type { UserId } from '../../core/base'
import type { Database } from '../store/database'
import { parseChoices, writeChoices } from '../store/choices'

/**
 * Keeps how a person wants pages, in place of what they chose before; gives the
 * moment of it, in ms since 1970. `undefined` for what are no choices: nothing is kept.
 */
export const keepChoices = async (db: Database, user: UserId, said: unknown): Promise<number | undefined> => {
  const choices = parseChoices(said)
  if (choices === undefined) return undefined
  const at = Date.now()
  await writeChoices(db, user, { at, choices })
  return at
}
