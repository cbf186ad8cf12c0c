import { type Actor, type NameViewer, can } from '../../core/policy'
import type { Database } from '../store/database'
import { type ReadingLayer, layersOfReading } from '../store/layers'
import type { ReadingToRead } from '../store/reading-room'
import { type Round, roundsOf } from '../store/rounds'

/** What `actor` may take home of a reading: the layers, and its rounds in their order. */
export interface ReadableLayers {
  readonly layers: readonly ReadingLayer[]
  readonly rounds: readonly Round[]
}

/**
 * The layers that `actor` may read now, as in the room. Their owners are called as
 * `viewer` may have it.
 */
export const readableLayers = async (
  db: Database,
  actor: Actor,
  reading: Pick<ReadingToRead, 'id'>,
  viewer: NameViewer = 'peer',
): Promise<ReadableLayers> => {
  const [layers, rounds] = await Promise.all([layersOfReading(db, reading.id, viewer), roundsOf(db, reading.id)])
  return { layers: layers.filter((layer) => can(actor, 'layer.read', layer.subject).ok), rounds }
}
