import { type Actor, type NameViewer, can, currentRoundOf, isBlind, membershipIn } from '../../core/policy'
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
 * The layers that `actor` may read at `at` (milliseconds since 1970), as in the
 * room: while a round is blind for a student, what others wrote in earlier
 * rounds waits too. Their owners are called as `viewer` may have it.
 */
export const readableLayers = async (
  db: Database,
  actor: Actor,
  reading: Pick<ReadingToRead, 'id' | 'seminar'>,
  at: number,
  viewer: NameViewer = 'peer',
): Promise<ReadableLayers> => {
  const rounds = await roundsOf(db, reading.id)
  const readable = (await layersOfReading(db, reading.id, viewer)).filter(
    (layer) => can(actor, 'layer.read', layer.subject).ok,
  )
  const membership = membershipIn(actor, reading.seminar.id)
  const round = currentRoundOf(rounds, at)
  const isWaiting =
    membership?.role === 'student' &&
    round !== undefined &&
    isBlind(round, at) &&
    !readable.some(
      ({ round: id, subject: { revealedTo } }) =>
        id === round.id && typeof revealedTo !== 'string' && revealedTo.has(membership.member),
    )
  if (!isWaiting) return { layers: readable, rounds }
  const isOpen = ({ round: id, subject }: ReadingLayer): boolean =>
    id === round.id || subject.layerKind === 'instructor' || subject.member === membership.member
  return { layers: readable.filter(isOpen), rounds }
}
