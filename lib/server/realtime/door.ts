import type { LayerId, MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import type { Database } from '../store/database'
import { type LayerFacts, type MemberFace, facesIn, findLayer } from '../store/layers'
import { askTogether } from './ask-together'

/** Who a `Cookie` header is. */
export type ActorOf = (cookie: string | undefined) => Promise<Actor>

/**
 * What is asked of the database before somebody is let in. Who come at once ask
 * together: about a layer and a seminar all of them, about a cookie the sockets
 * of one window. No answer is older than the question.
 */
export interface Door {
  readonly actorOf: ActorOf
  /** `undefined` where there is no such layer. */
  factsOf(layer: LayerId): Promise<LayerFacts | undefined>
  faceOf(seminar: SeminarId, member: MemberId): Promise<MemberFace | undefined>
}

/** Opens the door: nothing is kept between two questions. */
export const openDoor = (db: Database, actorOf: ActorOf): Door => {
  const faces = askTogether((seminar: SeminarId) => facesIn(db, seminar))
  return {
    actorOf: askTogether(actorOf),
    factsOf: askTogether((layer: LayerId) => findLayer(db, layer)),
    faceOf: async (seminar, member) => (await faces(seminar)).get(member),
  }
}
