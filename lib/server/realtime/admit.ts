import * as Y from 'yjs'
import type { MemberId } from '../../core/base'
import { parseRecordKey } from '../../core/annotation'
import { type GateActor, CLIENTS_PER_MEMBER_MAX, VALUES_PER_MEMBER_MAX, judge } from '../../core/gate'
import { type Change, readRecord } from '../../core/layer'
import { project } from '../../core/projection'
import { ERROR_TABLE } from '../errors'
import type { Database } from '../store/database'
import type { Committed, GroupCommit } from '../store/group-commit'
import type { JournalEntry, RemovedRecord } from '../store/journal'
import type { Allowance } from './allowance'
import type { Follow } from './follow'
import type { HandOver } from './hand-over'
import type { Handled } from './inbox'
import { describeError, logTrouble } from './log'
import { type OpenLayer, applyCommitted, catchUp, reach } from './open-layer'
import type { Notice } from './sockets'

/** What became of an update: it is committed and in the document, or nothing of it is in either. */
export type Admission = { readonly kind: 'taken' } | Notice

/** Whose an update is. */
export interface Sender {
  readonly actorNow: () => GateActor
  /** Absent for who is not limited. */
  readonly allowance: Allowance | undefined
  /** Asked right before the update is judged: whether what it was made from still stands. Where not, nothing is done. */
  readonly stillHolds?: () => boolean
}

/** What admitting an update needs of the outside. */
export interface AdmitTools {
  readonly db: Database
  readonly journal: GroupCommit
  readonly now: () => number
  /** A value counts as one more for every so many bytes. */
  readonly bytesPerValue: number
  /** Called when a layer could not be kept equal to what is stored; its clients must open it again. */
  readonly onBroken: (layer: OpenLayer) => void
  /** Tells other processes of a commit; absent where there are none. Must not throw. */
  readonly announce?: (layer: OpenLayer, entry: JournalEntry, committed: Committed) => void
  /** Whose turn it is to write to a layer; absent where no other process writes. */
  readonly handOverOf?: (layer: OpenLayer) => HandOver
  /** Lets a layer catch up with what other processes wrote; many who ask at once ask together. */
  readonly follow: Follow
  /** Hears of every commit. Must not throw. */
  readonly onWritten: (layer: OpenLayer) => void
}

/** How long an update is judged anew because other processes write to its layer all the time. */
const STALE_MAX_MS = 5_000

const UNAVAILABLE: Admission = { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }
const TAKEN: Admission = { kind: 'taken' }
/** What an update was made from has changed: see `Sender.stillHolds`. */
export const OVERTAKEN: Admission = { kind: 'unavailable', sentence: ERROR_TABLE.unavailable.sentence }
/** RT9: what a database can never hold, and no rule of the gate caught. */
const NOT_STORABLE: Admission = {
  kind: 'refused',
  rule: 'RT9',
  sentence: 'This note has characters that cannot be stored. Type it again without them.',
}
const TOO_MANY_WINDOWS: Admission = {
  kind: 'refused',
  rule: 'RT10',
  sentence: 'You have written in this layer from too many windows. Go on in one from which you wrote before.',
}
const TOO_MUCH: Admission = {
  kind: 'refused',
  rule: 'RT30',
  sentence: 'This layer holds as much of yours as it can. Write in another one.',
}
const TOO_FAST: Admission = {
  kind: 'unavailable',
  rule: 'RT29',
  sentence: 'That is more than anyone writes in so short a time. It is kept here and sent again by itself.',
}

/** An update on its way, and whose it is. */
export interface Incoming {
  readonly sender: Sender
  readonly update: Uint8Array
}

/** What is judged together at most. */
const TOGETHER_MAX_UPDATES = 64
const TOGETHER_MAX_BYTES = 64 * 1024

/** How many updates at the front can be judged as one: those of one sender, up to a size. */
export const together = (waiting: readonly Incoming[]): number => {
  const { sender } = waiting[0] ?? {}
  let bytes = 0
  const end = waiting.findIndex(({ sender: other, update }, at) => {
    bytes += update.byteLength
    return at === TOGETHER_MAX_UPDATES || other !== sender || bytes > TOGETHER_MAX_BYTES
  })
  return end < 0 ? waiting.length : end
}

/**
 * Judges updates of one member, commits them and puts them into the document,
 * in this order. Updates of one member go one after the other, and what waited
 * meanwhile goes as one; where that is not taken, each is judged by itself.
 * Those of several members are judged side by side, so that they can share a
 * transaction: what a member writes under their own keys does not bear on
 * another's. What deletes, or touches another's record, goes alone and is
 * judged anew when its turn comes. Never rejects.
 */
export const admit = async (
  tools: AdmitTools,
  layer: OpenLayer,
  incoming: readonly Incoming[],
  isAlone: boolean,
): Promise<Handled<Admission>> => {
  const [first] = incoming
  const merged = incoming.length > 1 ? merge(incoming) : undefined
  if (first !== undefined && merged !== undefined) {
    const answer = await attempt(tools, layer, first.sender, merged, isAlone)
    if (answer === 'alone') return { answers: [], isRestAlone: true }
    // Each by itself would only wait as long for a database that does not answer.
    if (answer === TAKEN || answer === UNAVAILABLE) return { answers: incoming.map(() => answer), isRestAlone: false }
  }
  const answers: Admission[] = []
  for (const { sender, update } of incoming) {
    const answer = await attempt(tools, layer, sender, update, isAlone)
    if (answer === 'alone') return { answers, isRestAlone: true }
    logRefusal(layer, sender, answer)
    answers.push(answer)
  }
  return { answers, isRestAlone: false }
}

const merge = (incoming: readonly Incoming[]): Uint8Array | undefined => {
  try {
    return Y.mergeUpdates(incoming.map(({ update }) => update))
  } catch (error) {
    // One of them is no update: judged by itself it is refused, and the others are not.
    if (error instanceof Error) return undefined
    throw error
  }
}

const logRefusal = (layer: OpenLayer, sender: Sender, answer: Admission): void => {
  if (answer.kind === 'taken' || answer.rule === undefined) return
  logTrouble(`refused by ${answer.rule}`, { layer: layer.id, member: sender.actorNow().member })
}

/** `alone` where it must be asked again while nothing else runs. */
const attempt = async (
  tools: AdmitTools,
  layer: OpenLayer,
  sender: Sender,
  update: Uint8Array,
  isAlone: boolean,
): Promise<Admission | 'alone'> => {
  try {
    return await untilFresh(tools, layer, sender, update, isAlone)
  } catch (error) {
    // Nothing is thrown on purpose on this way; a client that hears "later" loses nothing.
    logTrouble('an update failed', { layer: layer.id, member: sender.actorNow().member }, error)
    return UNAVAILABLE
  }
}

/** Does it again and again while other processes write to the layer in between. */
const untilFresh = async (
  tools: AdmitTools,
  layer: OpenLayer,
  sender: Sender,
  update: Uint8Array,
  isAlone: boolean,
): Promise<Admission | 'alone'> => {
  const end = tools.now() + STALE_MAX_MS
  const handOver = tools.handOverOf?.(layer)
  while (tools.now() < end) {
    await handOver?.turn()
    const answer = await judgeAndStore(tools, layer, sender, update, isAlone)
    if (answer !== 'stale') return answer
    handOver?.wasSecond()
    await tools.follow(layer)
    if (layer.isBehind) break
  }
  return UNAVAILABLE
}

const judgeAndStore = async (
  tools: AdmitTools,
  layer: OpenLayer,
  { actorNow, allowance, stillHolds }: Sender,
  update: Uint8Array,
  isAlone: boolean,
): Promise<Admission | 'alone' | 'stale'> => {
  if (layer.isBehind) await catchUp(tools.db, layer)
  if (stillHolds?.() === false) return OVERTAKEN
  const { clients, facts, epoch } = layer
  const actor = actorNow()
  const { member } = actor
  const start = performance.now()
  const judged = judge({
    doc: layer.document,
    update,
    actor,
    ownerOf: (client) => clients.ownerOf(client, member),
    version: { id: facts.version, text: layer.text },
    tags: facts.tags,
    now: tools.now(),
  })
  allowance?.work.take(performance.now() - start, tools.now())
  if (!judged.ok) return (await hasMore(tools, layer)) ? 'stale' : { kind: 'refused', ...judged.reason }
  const { changes, newClients, valueCount, isEmpty } = judged.value
  if (isEmpty) return TAKEN
  if (!isAlone && changes.some((change) => mustGoAlone(change, member))) return 'alone'
  const over = overShare(layer, member, newClients.length, valueCount)
  if (over !== undefined) return over
  const spent = spend(allowance, tools, newClients.length, Math.max(valueCount, changes.length), update.byteLength)
  if (spent === undefined) return TOO_FAST
  // Taken before the commit, so that nobody else can claim them meanwhile.
  for (const client of newClients) clients.claim(client, member)
  const entry = {
    layer: layer.id,
    member,
    update,
    rows: project(layer.id, changes),
    newClients,
    removed: removedBy(layer, changes, member),
  }
  const revisionNow = (): bigint | undefined => (layer.epoch === epoch ? layer.revision : undefined)
  const stored = await tools.journal.append(
    entry,
    (committed) => {
      enter(tools, layer, entry, committed)
    },
    layer.revision === undefined ? undefined : revisionNow,
  )
  if (stored.ok) return TAKEN
  for (const client of newClients) clients.release(client)
  if (stored.reason === 'rejected') return NOT_STORABLE
  // It comes again: that is not to cost twice.
  spent.giveBack()
  if (stored.reason === 'stale') return 'stale'
  layer.isBehind = true
  return UNAVAILABLE
}

/** What a member may have in one layer, for good. */
const overShare = (
  { clients, document }: OpenLayer,
  member: MemberId,
  newClients: number,
  valueCount: number,
): Notice | undefined => {
  const ids = clients.idsOf(member)
  if (newClients > 0 && ids.size + newClients > CLIENTS_PER_MEMBER_MAX) return TOO_MANY_WINDOWS
  if (valueCount === 0) return undefined
  let held = 0
  for (const client of ids) held += document.store.clients.get(client)?.length ?? 0
  return held + valueCount > VALUES_PER_MEMBER_MAX ? TOO_MUCH : undefined
}

/** Takes an update from the user's allowance. `undefined` where that is used up: then nothing is taken. */
const spend = (
  allowance: Allowance | undefined,
  { now, bytesPerValue }: AdmitTools,
  newClients: number,
  values: number,
  bytes: number,
): { readonly giveBack: () => void } | undefined => {
  if (allowance === undefined) return { giveBack: () => undefined }
  const cost = Math.max(values, Math.ceil(bytes / bytesPerValue))
  if (allowance.values.wait(now()) > 0 || (newClients > 0 && allowance.clients.wait(now()) > 0)) return undefined
  allowance.values.take(cost, now())
  allowance.clients.take(newClients, now())
  return {
    giveBack: () => {
      allowance.values.take(-cost, now())
      allowance.clients.take(-newClients, now())
    },
  }
}

/** The records of others that a moderator's update takes out, as they are before it. */
const removedBy = ({ document }: OpenLayer, changes: readonly Change[], member: MemberId): readonly RemovedRecord[] =>
  changes.flatMap(({ kind, key }) => {
    if (kind !== 'delete' || parseRecordKey(key)?.owner === member) return []
    const record = readRecord(document, key)
    return record === undefined ? [] : [{ key, record }]
  })

const mustGoAlone = (change: Change, member: MemberId): boolean =>
  change.kind === 'delete' || parseRecordKey(change.key)?.owner !== member

/**
 * Whether other processes have written what this one did not know. A client that
 * comes from another process may know more of a layer than this one: what it
 * sends then looks forged.
 */
const hasMore = async ({ db }: AdmitTools, layer: OpenLayer): Promise<boolean> => {
  if (layer.revision === undefined) return false
  const { epoch } = layer
  await catchUp(db, layer)
  return layer.epoch !== epoch
}

/** Puts a committed update into the document. It must not throw: the commit of others would suffer. */
const enter = (tools: AdmitTools, layer: OpenLayer, entry: JournalEntry, committed: Committed): void => {
  try {
    layer.tailBytes += entry.update.byteLength
    for (const client of entry.newClients) layer.clients.bind(client, entry.member)
    applyCommitted(layer, entry.update)
    tools.onWritten(layer)
    if (committed.revision === undefined) return
    reach(layer, committed.revision, committed.id)
    tools.handOverOf?.(layer).committed()
    tools.announce?.(layer, entry, committed)
  } catch (error) {
    logTrouble(`a committed update does not apply (${describeError(error)})`, { layer: layer.id })
    tools.onBroken(layer)
  }
}
