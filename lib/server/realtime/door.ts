import type { LayerId, MemberId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { actorOfCookie } from '../auth/session'
import type { Database } from '../store/database'
import { type LayerFacts, findLayer } from '../store/layers'
import { type MemberFace, findMemberFaces } from '../store/members'
import { findSessions } from '../store/sessions'
import { askInBatches, askTogether } from './ask-together'

/** Who a `Cookie` header is. */
export type ActorOf = (cookie: string | undefined) => Promise<Actor>

/** Who cookies are by the sessions of the database, which are looked up together where many come at once. */
export const actorsIn = (db: Database): ActorOf => {
  const find = askInBatches((ids: readonly string[]) => findSessions(db, ids, new Date()))
  return (cookie) => actorOfCookie(db, cookie, find)
}

/**
 * What is asked of the database before somebody is let in. Who come at once ask
 * together, whoever they are and whatever they open. No answer is older than the
 * question.
 */
export interface Door {
  readonly actorOf: ActorOf
  /** `undefined` where there is no such layer. */
  factsOf(layer: LayerId): Promise<LayerFacts | undefined>
  faceOf(member: MemberId): Promise<MemberFace | undefined>
}

/** Opens the door: nothing is kept between two questions. */
export const openDoor = (db: Database, actorOf: ActorOf): Door => ({
  actorOf: askTogether(actorOf),
  factsOf: askTogether((layer: LayerId) => findLayer(db, layer)),
  faceOf: askInBatches((members: readonly MemberId[]) => findMemberFaces(db, members)),
})
