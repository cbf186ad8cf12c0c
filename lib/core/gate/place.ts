import { type Doc, type Item, findIndexSS, getState, Item as YItem } from 'yjs'
import { type Result, ok } from '../base'
import { recordsMap } from '../layer'
import { type Budget, Chain, type FreshStruct } from './chain'
import { WORK_MAX_STEPS } from './limits'
import type { ReadDeletes, ReadSection, ReadStruct, StructId } from './read-update'
import { type GateRefusal, refuse } from './refusal'

/** What an update would do to a layer, before anyone asks whether it may. */
export interface Placement {
  /** What the layer does not have yet, each after what it builds on. */
  readonly fresh: readonly FreshStruct[]
  /** The keys that the fresh structs are under. */
  readonly chains: ReadonlyMap<string, Chain>
  /** The keys whose value the update deletes without writing another; each with its item. */
  readonly deleted: ReadonlyMap<string, Item>
}

interface Queue {
  readonly structs: readonly ReadStruct[]
  /** Those of `structs` that are placed, with their keys. */
  readonly placed: FreshStruct[]
  /** The clock after the last one that is known or placed. */
  end: number
}

/** The sections of an update that hold what the layer does not have, cut to that. Refuses gaps (GA3). */
export const unknownSections = (
  doc: Doc,
  sections: readonly ReadSection[],
): Result<readonly ReadSection[], GateRefusal> => {
  const layer = new Layer(doc)
  const unknown: ReadSection[] = []
  for (const section of sections) {
    const structs = layer.unknownOf(section)
    if (structs === undefined) return refuse('GA3')
    if (structs.length > 0) unknown.push({ client: section.client, structs })
  }
  return ok(unknown)
}

/**
 * Finds where Yjs would put each struct of an update (`unknown`, from
 * `unknownSections`), and which values it would delete. Refuses what Yjs would
 * keep aside as pending: an origin that is not there, a circle, a delete of
 * what is not there (GA3).
 */
export const place = (
  doc: Doc,
  unknown: readonly ReadSection[],
  deletes: ReadDeletes,
): Result<Placement, GateRefusal> => {
  const layer = new Layer(doc)
  const queues = new Map<number, Queue>()
  for (const { client, structs } of unknown) {
    queues.set(client, { structs, placed: [], end: structs[0]?.clock ?? 0 })
  }
  const placed = placeAll(layer, queues)
  if (!placed.ok) return placed
  const deleted = new Map<string, Item>()
  for (const [client, ranges] of deletes) {
    const known = getState(doc.store, client)
    const end = queues.get(client)?.end ?? known
    for (const range of ranges) {
      if (range.clock + range.length > end) return refuse('GA3')
      for (const item of layer.liveItems(client, range.clock, Math.min(known, range.clock + range.length))) {
        if (item.parentSub !== null) deleted.set(item.parentSub, item)
      }
    }
  }
  return ok({ ...placed.value, deleted })
}

const placeAll = (
  layer: Layer,
  queues: ReadonlyMap<number, Queue>,
): Result<Pick<Placement, 'fresh' | 'chains'>, GateRefusal> => {
  const fresh: FreshStruct[] = []
  const chains = new Map<string, Chain>()
  const budget: Budget = { left: WORK_MAX_STEPS }
  let waiting = 0
  for (const queue of queues.values()) waiting += queue.structs.length
  while (waiting > 0) {
    const before = waiting
    for (const queue of queues.values()) {
      for (
        let next = queue.structs[queue.placed.length];
        next !== undefined;
        next = queue.structs[queue.placed.length]
      ) {
        if (next.origin !== null && !layer.has(next.origin, queues)) break
        const key = next.origin === null ? next.key : layer.keyAt(next.origin, queues)
        if (key === null) return refuse('GA4')
        const struct: FreshStruct = { ...next, key }
        let chain = chains.get(key)
        if (chain === undefined) {
          chain = new Chain(layer.itemOf(key))
          chains.set(key, chain)
        }
        if (!chain.place(struct, budget)) return refuse('GA1')
        fresh.push(struct)
        queue.placed.push(struct)
        queue.end = struct.clock + struct.length
        waiting -= 1
      }
    }
    if (waiting === before) return refuse('GA3')
  }
  return ok({ fresh, chains })
}

/** The little of a Y.Doc's inside that placing needs. */
class Layer {
  private readonly doc: Doc
  private readonly map

  constructor(doc: Doc) {
    this.doc = doc
    this.map = recordsMap(doc)
  }

  itemOf(key: string): Item | undefined {
    return this.map._map.get(key)
  }

  /**
   * The structs of a section that the layer does not have; `undefined` for a
   * gap, an overlap that does not fit, or a known one after what is not there.
   */
  unknownOf(section: ReadSection): ReadStruct[] | undefined {
    const known = getState(this.doc.store, section.client)
    const structs: ReadStruct[] = []
    for (const struct of section.structs) {
      if (struct.clock + struct.length > known) structs.push(struct)
      // Yjs looks up the origin even of what it then passes over: it waits for one that is not there, or throws.
      else if (struct.origin !== null && !this.isBefore(struct.origin, struct)) return undefined
    }
    const first = structs[0]
    if (first === undefined || first.clock === known) return structs
    if (first.clock > known) return undefined
    // A client that comes back may send, as one struct, what was partly under way: Yjs takes the rest of it.
    const previous: StructId = { client: section.client, clock: known - 1 }
    const key = this.knownKeyAt(previous)
    const ownKey = first.origin === null ? first.key : this.knownKeyAt(first.origin)
    if (key === null || key !== ownKey) return undefined
    const skipped = known - first.clock
    structs[0] = {
      client: section.client,
      clock: known,
      length: first.length - skipped,
      origin: previous,
      key: null,
      values: first.values?.slice(skipped) ?? null,
    }
    return structs
  }

  has(id: StructId, queues: ReadonlyMap<number, Queue>): boolean {
    return id.clock < (queues.get(id.client)?.end ?? getState(this.doc.store, id.client))
  }

  /** The key that a known or placed value is under; `null` where it is under none. */
  keyAt(id: StructId, queues: ReadonlyMap<number, Queue>): string | null {
    if (id.clock < getState(this.doc.store, id.client)) return this.knownKeyAt(id)
    const placed = queues.get(id.client)?.placed ?? []
    let low = 0
    let high = placed.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((placed[middle]?.clock ?? 0) <= id.clock) low = middle
      else high = middle - 1
    }
    return placed[low]?.key ?? null
  }

  /** The items from clock `from` to before `to` that are not deleted. All of the range is known. */
  *liveItems(client: number, from: number, to: number): Generator<Item> {
    const structs = this.doc.store.clients.get(client)
    if (structs === undefined || from >= to) return
    for (let at = findIndexSS(structs, from); at < structs.length; at += 1) {
      const struct = structs[at]
      if (struct === undefined || struct.id.clock >= to) return
      if (struct instanceof YItem && !struct.deleted) yield struct
    }
  }

  private isBefore(origin: StructId, { client, clock }: StructId): boolean {
    return origin.clock < (origin.client === client ? clock : getState(this.doc.store, origin.client))
  }

  private knownKeyAt(id: StructId): string | null {
    const structs = this.doc.store.clients.get(id.client)
    if (structs === undefined || id.clock >= getState(this.doc.store, id.client)) return null
    const struct = structs[findIndexSS(structs, id.clock)]
    return struct instanceof YItem && struct.parent === this.map ? struct.parentSub : null
  }
}
