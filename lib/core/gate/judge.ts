import type { Doc, Item } from 'yjs'
import { type MemberId, type Result, type TagId, type VersionId, ok } from '../base'
import { type LayerRecord, type RecordKeyParts, parseRecordKey, recordKey } from '../annotation'
import { type Change, parseRecord, readRecord, recordsMap } from '../layer'
import type { FreshStruct } from './chain'
import { type RecordContext, checkRecord } from './check-record'
import { readRecordValue } from './check-value'
import { NEW_CLIENTS_PER_UPDATE } from './limits'
import { type Placement, place, unknownSections } from './place'
import { type ReadDeletes, type ReadSection, readUpdate } from './read-update'
import { type GateRefusal, type GateRule, refuse } from './refusal'
import { openThreads } from './threads'

/** Whose update it is. */
export interface GateActor {
  readonly member: MemberId
  /** May delete what others wrote. */
  readonly moderates: boolean
  /** False in a layer that the member may only read, or whose round is closed. */
  readonly canWrite: boolean
}

export interface GateInput {
  /** The layer as it is. It is not changed. */
  readonly doc: Doc
  /** An update in Yjs's V1 encoding, from anyone. */
  readonly update: Uint8Array
  readonly actor: GateActor
  /** The member that a client id is bound to; `undefined` for one that was never seen in this layer. */
  readonly ownerOf: (clientId: number) => MemberId | undefined
  /** The version that the reading is of, with its plain text. */
  readonly version: { readonly id: VersionId; readonly text: string }
  /** The tags that may be given now. */
  readonly tags: ReadonlySet<TagId>
  /** Milliseconds since 1970 (UTC), by the server's clock. */
  readonly now: number
}

/** An update that may be applied. */
export interface Judgement {
  /** What it does to the records, once applied to the layer as it is: annotations, then the others, then deletes. */
  readonly changes: readonly Change[]
  /** Client ids seen for the first time: the caller binds them to the member. */
  readonly newClients: readonly number[]
  /** How many values it brings that the layer does not have: what the layer keeps of it for good. */
  readonly valueCount: number
  /**
   * True where applying it changes nothing, so that it need not be stored. An
   * update can be without changes and yet not empty: later ones build on it.
   */
  readonly isEmpty: boolean
}

/**
 * Judges an update by the rules of SPEC.md, from its own structs and deletes,
 * before anything is applied and without a second copy of the document. Never
 * throws, whatever the update holds. The judgement is about the layer as it
 * is: apply it before the next update of the same layer is judged.
 */
export const judge = (input: GateInput): Result<Judgement, GateRefusal> => {
  const read = readUpdate(input.update)
  if (!read.ok) return read
  const { sections, deletes } = read.value
  const unknown = unknownSections(input.doc, sections)
  if (!unknown.ok) return unknown
  const newClients = judgeClients(input, unknown.value)
  if (!newClients.ok) return newClients
  const placed = place(input.doc, unknown.value, deletes)
  if (!placed.ok) return placed
  const { fresh, chains, deleted } = placed.value
  if (fresh.length === 0 && deleted.size === 0) {
    return ok({ changes: [], newClients: [], valueCount: 0, isEmpty: true })
  }
  const rule = judgeRight(input.actor, placed.value)
  if (rule !== undefined) return refuse(rule)
  const values = readValues(input.actor.member, fresh, deletes)
  if (!values.ok) return values
  const after = recordsAfter(chains, deleted, deletes, values.value)
  const changes = judgeRecords(input, after)
  if (!changes.ok) return changes
  return ok({
    changes: changes.value,
    newClients: newClients.value,
    valueCount: fresh.length,
    isEmpty: false,
  })
}

/** A record of the actor's as the update leaves it: `undefined` where it leaves none. */
interface After {
  readonly text: string
  readonly parts: RecordKeyParts
  readonly before: Item | undefined
  readonly record: LayerRecord | undefined
}

const judgeClients = (
  { doc, actor, ownerOf }: GateInput,
  unknown: readonly ReadSection[],
): Result<readonly number[], GateRefusal> => {
  const newClients: number[] = []
  for (const { client } of unknown) {
    const owner = ownerOf(client)
    if (owner === actor.member) continue
    // An id that has written here and belongs to nobody is not one to give away.
    if (owner !== undefined || doc.store.clients.has(client)) return refuse('GA2')
    newClients.push(client)
  }
  return newClients.length > NEW_CLIENTS_PER_UPDATE ? refuse('GA2') : ok(newClients)
}

/** Who may write and delete under these keys. */
const judgeRight = (actor: GateActor, { fresh, deleted }: Placement): GateRule | undefined => {
  if (!actor.canWrite && fresh.length > 0) return 'GA16'
  for (const text of deleted.keys()) {
    const isOwn = parseRecordKey(text)?.owner === actor.member
    if (!isOwn && !actor.moderates) return 'GA14'
    if (isOwn && !actor.canWrite) return 'GA16'
  }
  return undefined
}

/** The record that each fresh struct ends with; structs whose values are forgotten are not there. */
const readValues = (
  member: MemberId,
  fresh: readonly FreshStruct[],
  deletes: ReadDeletes,
): Result<ReadonlyMap<FreshStruct, LayerRecord>, GateRefusal> => {
  const records = new Map<FreshStruct, LayerRecord>()
  for (const struct of fresh) {
    const parts = parseRecordKey(struct.key)
    if (parts?.owner !== member) return refuse('GA5')
    if (struct.values === null) continue
    // Yjs joins only values that were deleted one after the other.
    if (struct.length > 1 && !isDeleted(deletes, struct.client, struct.clock, struct.length)) return refuse('GA4')
    for (const value of struct.values) {
      const record = readRecordValue(struct.key, parts, value, member)
      if (!record.ok) return record
      records.set(struct, record.value)
    }
  }
  return ok(records)
}

const recordsAfter = (
  chains: Placement['chains'],
  deleted: Placement['deleted'],
  deletes: ReadDeletes,
  values: ReadonlyMap<FreshStruct, LayerRecord>,
): ReadonlyMap<string, After> => {
  const all = new Map<string, After>()
  for (const [text, chain] of chains) {
    const parts = parseRecordKey(text)
    if (parts === undefined) continue
    const last = chain.freshLast
    // What was written at the same time elsewhere may stay the last: then only a delete changes the key.
    if (last === undefined) continue
    const isGone = isDeleted(deletes, last.client, last.clock, last.length)
    all.set(text, { text, parts, before: chain.before, record: isGone ? undefined : values.get(last) })
  }
  for (const [text, item] of deleted) {
    const parts = parseRecordKey(text)
    if (parts !== undefined && !all.has(text)) all.set(text, { text, parts, before: item, record: undefined })
  }
  return all
}

const judgeRecords = (input: GateInput, after: ReadonlyMap<string, After>): Result<readonly Change[], GateRefusal> => {
  const map = recordsMap(input.doc)
  const threads = openThreads((key) => {
    const changed = after.get(key)
    return changed === undefined ? readRecord(input.doc, key) : changed.record
  })
  const context: RecordContext = {
    version: input.version,
    tags: input.tags,
    now: input.now,
    member: input.actor.member,
    isThere: (key) => {
      const changed = after.get(key)
      return changed === undefined ? map.has(key) : changed.record !== undefined
    },
    threads,
  }
  const annotations: Change[] = []
  const others: Change[] = []
  const deletes: Change[] = []
  for (const { text, parts, before, record } of after.values()) {
    const key = recordKey(parts.kind, parts.owner, parts.local)
    const wasThere = before !== undefined && !before.deleted
    if (record !== undefined) {
      const old = wasThere ? parseRecord(text, map.get(text)) : undefined
      const rule = checkRecord(key, record, old?.ok === true ? old.value.record : undefined, context)
      if (rule !== undefined) return refuse(rule)
      const puts = record.kind === 'annotation' ? annotations : others
      puts.push({ kind: 'put', key, record })
    } else if (wasThere) {
      deletes.push({ kind: 'delete', key })
    }
  }
  if (!input.actor.moderates && othersHang(input, new Set(deletes.map(({ key }) => key)))) return refuse('GA15')
  return ok([...annotations, ...others, ...deletes])
}

/** True where a verdict or a comment of another member is on one of the annotations `keys`. A reaction holds nothing. */
const othersHang = ({ doc, actor }: GateInput, keys: ReadonlySet<string>): boolean => {
  if (![...keys].some((key) => parseRecordKey(key)?.kind === 'annotation')) return false
  // Once over the layer, however many are deleted.
  for (const [text, value] of recordsMap(doc).entries()) {
    if (typeof value !== 'object' || value === null || !('annotation' in value)) continue
    if (typeof value.annotation !== 'string' || !keys.has(value.annotation)) continue
    // A comment that its author removed says nothing any more.
    const parts = parseRecordKey(text)
    if (!('removedAt' in value) && parts?.kind !== 'reaction' && parts?.owner !== actor.member) return true
  }
  return false
}

const isDeleted = (deletes: ReadDeletes, client: number, clock: number, length: number): boolean => {
  const ranges = deletes.get(client) ?? []
  let low = 0
  let high = ranges.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((ranges[middle]?.clock ?? 0) <= clock) low = middle
    else high = middle - 1
  }
  const range = ranges[low]
  return range !== undefined && range.clock <= clock && clock + length <= range.clock + range.length
}
