import { setTimeout as pause } from 'node:timers/promises'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../../lib/core/annotation'
import { type TestMember, until } from '../../../lib/server/realtime/testing'
import { collectGarbage } from './collect'
import { type BenchMember, openMember } from './member'
import type { Measured } from './servers'

/** A layer of a class, with a claim in it to comment on. */
export interface BenchLayer {
  readonly id: string
  readonly members: readonly TestMember[]
  readonly claim: { readonly key: RecordKey; readonly record: LayerRecord }
}

export interface Load {
  /** Updates a second, over all members. */
  readonly rate: number
  readonly seconds: number
}

/** What one run gave. Times in ms. */
export interface Outcome {
  readonly sent: number
  /** Of the deliveries that were due, how many came within the time allowed. */
  readonly deliveredShare: number
  readonly deliveriesPerSecond: number
  readonly delivery: Percentiles
  /** NaN where the server acknowledges nothing. */
  readonly acknowledgement: Percentiles
  /** Of one core, in per cent. */
  readonly serverCpu: number
  readonly serverMb: number
}

export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** About 600 bytes a record, as an ordinary comment. */
const WORDS =
  'Interdependence is a fact here and a theory there: the author counts the trade and calls the count a force for peace. What would have to happen for the count to fall and the peace to hold? That is the case the paper needs and does not give, and the one that a realist would ask for first.'
const TICK_MS = 5
const MOVE_EVERY_MS = 5_000
const DRAIN_MAX_MS = 3_000
/** Every server is written to for so long before it is measured: a process that has just started compiles as it goes. */
const WARM_UP_S = 3
const JOIN_AT_ONCE = 50

/** Joins everybody, lets them write at an even rate whatever the server does, and leaves. */
export const runLoad = async (server: Measured, layers: readonly BenchLayer[], load: Load): Promise<Outcome> => {
  const sentAt = new Map<RecordKey, number>()
  const deliveries: number[] = []
  const acknowledgements: number[] = []
  let due = 0
  let claimsSeen = 0
  const seats: {
    readonly member: BenchMember
    readonly layer: BenchLayer
    readonly who: TestMember
    readonly waiting: number[]
  }[] = []
  const join = async (layer: BenchLayer, who: TestMember): Promise<void> => {
    const waiting: number[] = []
    const member = await openMember({
      kind: server.kind,
      url: server.url,
      cookie: who.cookie,
      layer: layer.id,
      onSeen: (key) => {
        if (key === layer.claim.key) claimsSeen += 1
        const at = sentAt.get(key)
        if (at !== undefined) deliveries.push(performance.now() - at)
      },
      onAcknowledged: () => {
        const at = waiting.shift()
        if (at !== undefined) acknowledgements.push(performance.now() - at)
      },
    })
    seats.push({ member, layer, who, waiting })
  }
  const all = layers.flatMap((layer) => layer.members.map((who) => ({ layer, who })))
  for (let at = 0; at < all.length; at += JOIN_AT_ONCE)
    await Promise.all(all.slice(at, at + JOIN_AT_ONCE).map(({ layer, who }) => join(layer, who)))
  try {
    for (const layer of layers) {
      const first = seats.find(({ who }) => who === layer.members[0])
      first?.waiting.push(performance.now())
      first?.member.write(layer.claim.key, layer.claim.record)
    }
    await until('every claim is everywhere', () => claimsSeen === all.length - layers.length, 20_000)
    acknowledgements.length = 0

    let sent = 0
    let moved = 0
    /** Writes and moves at the load's rate for so long. The answer is how long it took, in ms. */
    const write = async (seconds: number): Promise<number> => {
      const [sentBefore, movedBefore, began] = [sent, moved, performance.now()]
      while (performance.now() - began < seconds * 1000) {
        const elapsed = performance.now() - began
        for (; sent - sentBefore < (elapsed / 1000) * load.rate; sent += 1) {
          const seat = seats[(sent * 7) % seats.length]
          if (seat === undefined) break
          const [key, record] = commentOf(seat.who, seat.layer, sent)
          const now = performance.now()
          sentAt.set(key, now)
          seat.waiting.push(now)
          seat.member.write(key, record)
          due += seat.layer.members.length - 1
        }
        for (; moved - movedBefore < (elapsed / MOVE_EVERY_MS) * seats.length; moved += 1)
          seats[moved % seats.length]?.member.move(moved)
        await pause(TICK_MS)
      }
      return performance.now() - began
    }
    const drain = async (): Promise<void> => {
      const end = performance.now() + DRAIN_MAX_MS
      while (deliveries.length < due && performance.now() < end) await pause(TICK_MS)
    }
    await write(WARM_UP_S)
    await drain()
    const missed = due - deliveries.length
    deliveries.length = 0
    acknowledgements.length = 0
    due = 0
    sent = 0

    await collectGarbage()
    const cpuBefore = server.cpuMs()
    const tookMs = await write(load.seconds)
    const serverCpu = ((server.cpuMs() - cpuBefore) / tookMs) * 100
    const serverMb = server.residentMb()
    const inTime = deliveries.length
    // What was missing after the warm-up is missing still.
    due += missed
    await drain()
    return {
      sent,
      deliveredShare: due === 0 ? 1 : deliveries.length / due,
      deliveriesPerSecond: (inTime / tookMs) * 1000,
      delivery: percentiles(deliveries),
      acknowledgement: percentiles(acknowledgements),
      serverCpu,
      serverMb,
    }
  } finally {
    for (const { member } of seats) member.close()
  }
}

let written = 0

const commentOf = (who: TestMember, { claim }: BenchLayer, nth: number): readonly [RecordKey, LayerRecord] => {
  written += 1
  return [
    recordKey('comment', who.id, `b${written}`),
    {
      v: 1,
      kind: 'comment',
      author: who.id,
      at: Date.now(),
      annotation: claim.key,
      parent: null,
      body: bodyOf(`${nth}. ${WORDS}`),
    },
  ]
}

const percentiles = (values: readonly number[]): Percentiles => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
