import type { MemberId } from '../../core/base'
import { parseRecordKey } from '../../core/annotation'
import { type GateActor, CLIENTS_PER_MEMBER_MAX, judge } from '../../core/gate'
import type { Change } from '../../core/layer'
import { project } from '../../core/projection'
import { ERROR_TABLE } from '../errors'
import type { Database } from '../store/database'
import type { GroupCommit } from '../store/group-commit'
import { describeError, logTrouble } from './log'
import { type OpenLayer, applyCommitted, catchUp } from './open-layer'
import type { Notice } from './sockets'

/** What became of an update: it is committed and in the document, or nothing of it is in either. */
export type Admission = { readonly kind: 'taken' } | Notice

/** What admitting an update needs of the outside. */
export interface AdmitTools {
  readonly db: Database
  readonly journal: GroupCommit
  readonly now: () => number
  /** Called when a layer could not be kept equal to what is stored; its clients must open it again. */
  readonly onBroken: (layer: OpenLayer) => void
}

const UNAVAILABLE: Admission = { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }
const TAKEN: Admission = { kind: 'taken' }
/** RT9: what a database can never hold, and no rule of the gate caught. */
const NOT_STORABLE: Admission = {
  kind: 'refused',
  rule: 'RT9',
  sentence: 'This note has characters that cannot be stored. Type it again without them.',
}
/** RT10 */
const TOO_MANY_WINDOWS: Admission = {
  kind: 'refused',
  rule: 'RT10',
  sentence: 'You have written in this layer from too many windows. Ask your instructor to clear the layer.',
}

/**
 * Judges an update, commits it and puts it into the document, in this order.
 * Updates of one member go one after the other. Those of several members are
 * judged side by side, so that they can share a transaction: what a member
 * writes under their own keys does not bear on another's. What deletes, or
 * touches another's record, goes alone and is judged anew when its turn comes.
 * Never rejects.
 */
export const admit = async (
  tools: AdmitTools,
  layer: OpenLayer,
  actorNow: () => GateActor,
  update: Uint8Array,
): Promise<Admission> => {
  const { member } = actorNow()
  try {
    const answer = await layer.turns.inLane(member, () => attempt(tools, layer, actorNow(), update, false))
    return answer === 'alone'
      ? await layer.turns.alone(async () => {
          const last = await attempt(tools, layer, actorNow(), update, true)
          return last === 'alone' ? UNAVAILABLE : last
        })
      : answer
  } catch (error) {
    // Nothing is thrown on purpose on this way; a client that hears "later" loses nothing.
    logTrouble('an update failed', { layer: layer.id, member }, error)
    return UNAVAILABLE
  }
}

const attempt = async (
  tools: AdmitTools,
  layer: OpenLayer,
  actor: GateActor,
  update: Uint8Array,
  isAlone: boolean,
): Promise<Admission | 'alone'> => {
  if (layer.isBehind) await catchUp(tools.db, layer)
  const { owners, facts } = layer
  const judged = judge({
    doc: layer.document,
    update,
    actor,
    ownerOf: (client) => owners.get(client),
    version: { id: facts.version, text: layer.text },
    tags: facts.tags,
    now: tools.now(),
  })
  if (!judged.ok) {
    logTrouble(`refused by ${judged.reason.rule}`, { layer: layer.id, member: actor.member })
    return { kind: 'refused', ...judged.reason }
  }
  const { changes, newClients, isEmpty } = judged.value
  if (isEmpty) return TAKEN
  if (!isAlone && changes.some((change) => mustGoAlone(change, actor.member))) return 'alone'
  if (newClients.length > 0 && idsOf(layer, actor.member) + newClients.length > CLIENTS_PER_MEMBER_MAX) {
    return TOO_MANY_WINDOWS
  }
  // Taken before the commit, so that nobody else can claim them meanwhile.
  for (const client of newClients) owners.set(client, actor.member)
  const entry = { layer: layer.id, member: actor.member, update, rows: project(layer.id, changes), newClients }
  const stored = await tools.journal.append(entry, () => {
    enter(tools, layer, update)
  })
  if (stored.ok) return TAKEN
  for (const client of newClients) owners.delete(client)
  if (stored.reason === 'rejected') return NOT_STORABLE
  layer.isBehind = true
  return UNAVAILABLE
}

const mustGoAlone = (change: Change, member: MemberId): boolean =>
  change.kind === 'delete' || parseRecordKey(change.key)?.owner !== member

const idsOf = (layer: OpenLayer, member: MemberId): number => {
  let count = 0
  for (const owner of layer.owners.values()) if (owner === member) count += 1
  return count
}

/** Puts a committed update into the document. It must not throw: the commit of others would suffer. */
const enter = (tools: AdmitTools, layer: OpenLayer, update: Uint8Array): void => {
  try {
    applyCommitted(layer, update)
    layer.sinceSnapshot += 1
  } catch (error) {
    logTrouble(`a committed update does not apply (${describeError(error)})`, { layer: layer.id })
    tools.onBroken(layer)
  }
}
