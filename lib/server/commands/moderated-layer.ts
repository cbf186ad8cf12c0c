import type { LayerId } from '../../core/base'
import { type Actor, type Membership, can, membershipIn } from '../../core/policy'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { type LayerFacts, findLayer } from '../store/layers'

/** A layer that the actor asks for, and their place in its seminar. */
export interface AskedLayer {
  readonly facts: LayerFacts
  readonly membership: Membership
}

const GONE = 'That note is not here any more. Load the page again.'

/** A layer that the actor may read. Throws `not-found` where there is none, or none that they may know of. */
export const readableLayer = async (db: Database, actor: Actor, layer: LayerId): Promise<AskedLayer> => {
  const facts = await findLayer(db, layer)
  if (facts === undefined || !can(actor, 'layer.read', facts.subject).ok) throw new AppError('not-found', GONE)
  const membership = membershipIn(actor, facts.subject.seminar)
  if (membership === undefined) throw new AppError('not-found', GONE)
  return { facts, membership }
}

/** A layer in which the actor may remove what others wrote. Throws `not-found` as `readableLayer`, else `forbidden`. */
export const moderatedLayer = async (db: Database, actor: Actor, layer: LayerId): Promise<AskedLayer> => {
  const asked = await readableLayer(db, actor, layer)
  if (!can(actor, 'layer.moderate', asked.facts.subject).ok) throw new AppError('forbidden')
  return asked
}
