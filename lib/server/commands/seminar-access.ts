import type { SeminarId } from '../../core/base'
import { type CodebookFault, TAGS_KEPT_MAX, TAGS_MAX } from '../../core/annotation'
import { type Actor, can, membershipIn } from '../../core/policy'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { Database } from '../store/database'
import { type CodebookChange, writeCodebookChange } from '../store/codebook'
import { readingsOf } from '../store/readings'
import { nextCodebookVersion } from '../store/tags'
import { findRound } from '../store/rounds'
import { ensureLayers } from './ensure-layers'

/** Throws unless the actor manages the seminar: `not-found` for who may not know of it, else `forbidden`. */
export const mustManage = (actor: Actor, seminar: SeminarId): void => {
  const answer = can(actor, 'seminar.manage', { kind: 'seminar', seminar })
  if (!answer.ok) throw new AppError(answer.reason === 'hidden' ? 'not-found' : 'forbidden')
}

/**
 * After groups or people changed, in the same transaction: makes the layers that
 * are now missing, and tells the rooms to ask again who may see what.
 */
export const accessChanged = async (tx: Database, seminar: SeminarId): Promise<void> => {
  for (const reading of await readingsOf(tx, [seminar])) await ensureLayers(tx, reading.id)
  await publish(tx, { kind: 'access-changed', seminar })
}

/** The round that the actor may change. Throws `not-found` where there is none, or none that they may know of. */
export const managedRound = async (
  tx: Database,
  actor: Actor,
  id: string,
): Promise<NonNullable<Awaited<ReturnType<typeof findRound>>>> => {
  const round = await findRound(tx, id)
  if (round === undefined) throw new AppError('not-found', 'That round is not here any more. Load the page again.')
  mustManage(actor, round.seminar)
  return round
}

/** After the codebook changed, in the same transaction: gives it its next version, writes its history, and tells the rooms to look again. */
export const codebookChanged = async (
  tx: Database,
  actor: Actor,
  seminar: SeminarId,
  change: CodebookChange,
): Promise<void> => {
  const version = await nextCodebookVersion(tx, seminar)
  await writeCodebookChange(tx, seminar, version, membershipIn(actor, seminar)?.member, change)
  await publish(tx, { kind: 'access-changed', seminar })
}

const FAULTS: Readonly<Record<CodebookFault, string>> = {
  name: 'Another tag has this name. Choose another.',
  key: 'Another tag has this key. Choose another letter or digit.',
  pigment: 'Another tag has this pigment. Choose one that is free, so that nobody takes one for the other.',
  full: `At most ${TAGS_MAX} tags are switched on at once. Retire or merge one first.`,
  kept: `A codebook has at most ${TAGS_KEPT_MAX} tags. Change one that is switched off.`,
  parent: 'A codebook has two levels. Choose a tag of the first level to stand above, or none.',
}

/** Throws `conflict` with the sentence for what would be wrong with a codebook; nothing where nothing is. */
export const refuseFault = (fault: CodebookFault | undefined): void => {
  if (fault !== undefined) throw new AppError('conflict', FAULTS[fault])
}
