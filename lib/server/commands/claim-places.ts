import type { UserId } from '../../core/base'
import type { Database } from '../store/database'
import { awaitedPlaces, takePlace, writeEmailProven } from '../store/roster'

/**
 * An e-mail (lower case) is proven to be a person's: keeps that, and gives them
 * every place that a roster keeps for it. They have come nowhere yet.
 */
export const claimPlaces = async (tx: Database, user: UserId, email: string): Promise<void> => {
  await writeEmailProven(tx, user)
  for (const place of await awaitedPlaces(tx, { email })) await takePlace(tx, place, user, null)
}
