import type { LayerId, MemberId } from '../../core/base'
import type { Change } from '../../core/layer'
import type { Device } from './device'
import type { KeptRefusal } from './refusals'
import type { ShelfEdit, ShelfKey } from './shelf'
import { type KeptChange, outboxValue, readOutboxRow, readRefusal } from './unsent-rows'

/** What must outlive this window. */
export interface Unsent {
  readonly outboxes: ReadonlyMap<LayerId, readonly Change[]>
  readonly refusals: readonly KeptRefusal[]
}

/** What the keeper finds on the device. */
export interface KeeperEvents {
  /** Left by a window that is gone; this window's from now on, in the order they were made. */
  readonly onAdopted: (layer: LayerId, changes: readonly KeptChange[]) => void
  /** Refused in an earlier visit and not let go. Comes once. */
  readonly onRefusals: (refusals: readonly KeptRefusal[]) => void
  /** `isKept` or `hasFailed` changed. */
  readonly onStatus: () => void
}

/** The member's unsent changes to one reading, on this device. */
export interface Keeper {
  /** Makes the device hold exactly this of the window: what is new is put, what is no more is taken away. */
  keep(unsent: Unsent): void
  /** True when all that was given to `keep` is on the disk. */
  isKept(): boolean
  /** True while the device takes nothing: no storage, or no room in it. The next change tries again. */
  hasFailed(): boolean
  /** Looks for what windows left that are gone since. */
  look(): void
  /** Writes what is under way, then leaves the rest to other windows. */
  close(): void
}

/** A row as this window wants it, or as the device has it. The same mark is the same row. */
interface Row {
  readonly key: ShelfKey
  readonly value: unknown
  readonly mark: unknown
}
type Rows = Map<string, Row>

const nameOf = (key: ShelfKey): string => key.join('\n')

/**
 * Keeps a member's unsent changes to one reading on the device. Rows are
 * `outbox/MEMBER/READING/WINDOW/LAYER/RECORD`, so that nobody's reach another
 * member. A window that is gone leaves its rows to the next that looks, which
 * makes them its own in one transaction before it sends them.
 */
export const openKeeper = (
  opening: Promise<Device>,
  place: { readonly member: MemberId; readonly reading: string },
  now: () => number,
  events: KeeperEvents,
): Keeper => {
  const outboxKey = ['outbox', place.member, place.reading] as const
  const refusalKey = ['refusal', place.member, place.reading] as const
  let device: Device | undefined
  let unsent: Unsent = { outboxes: new Map(), refusals: [] }
  let wanted: Rows = new Map()
  const held: Rows = new Map()
  /** When each waiting change was first seen, by layer and record. */
  const births = new Map<string, { readonly mark: unknown; readonly madeAt: number; readonly turn: number }>()
  const asked = new Set<string>()
  let turns = 0
  let isFailed = false
  let isClosed = false
  let writing: Promise<void> | undefined

  const outboxRow = (window: string, layer: LayerId, change: Change, madeAt: number): Row => {
    // A record is written whole and never changed in place: the same object is the same change.
    const mark = change.kind === 'put' ? change.record : 'deleted'
    const name = nameOf([layer, change.key])
    let birth = births.get(name)
    if (birth?.mark !== mark) {
      turns += 1
      birth = { mark, madeAt, turn: turns }
      births.set(name, birth)
    }
    const value = outboxValue({ ...change, madeAt: birth.madeAt }, birth.turn)
    return { key: [...outboxKey, window, layer, change.key], mark, value }
  }
  const refusalRow = (refusal: KeptRefusal): Row => ({
    key: [...refusalKey, refusal.id],
    value: refusal,
    mark: refusal.id,
  })

  /** Says what the device shall hold; false where it is what it was. */
  const want = (window: string): boolean => {
    const next: Rows = new Map()
    const waiting = new Set<string>()
    for (const [layer, changes] of unsent.outboxes) {
      for (const change of changes) {
        const row = outboxRow(window, layer, change, now())
        next.set(nameOf(row.key), row)
        waiting.add(nameOf([layer, change.key]))
      }
    }
    for (const refusal of unsent.refusals) {
      const row = refusalRow(refusal)
      next.set(nameOf(row.key), row)
    }
    for (const name of births.keys()) if (!waiting.has(name)) births.delete(name)
    const isSame = next.size === wanted.size && [...next].every(([name, { mark }]) => wanted.get(name)?.mark === mark)
    wanted = next
    return !isSame
  }

  const differences = (): (Row | ShelfEdit)[] => [
    ...[...wanted].filter(([name, { mark }]) => held.get(name)?.mark !== mark).map(([, row]) => row),
    ...[...held].filter(([name]) => !wanted.has(name)).map(([, { key }]) => ({ key, value: undefined })),
  ]

  const write = async ({ shelf }: Device): Promise<void> => {
    // What one turn of the event loop does (a change refused, and its words kept) goes in one transaction.
    await Promise.resolve()
    for (let edits = differences(); edits.length > 0; edits = differences()) {
      try {
        await shelf.write(edits.map(({ key, value }) => ({ key, value })))
      } catch (error) {
        if (!isStorageError(error)) throw error
        isFailed = true
        return
      }
      isFailed = false
      for (const edit of edits) {
        if ('mark' in edit) held.set(nameOf(edit.key), edit)
        else held.delete(nameOf(edit.key))
      }
    }
  }
  const pump = (): void => {
    if (device === undefined || writing !== undefined || differences().length === 0) return
    writing = write(device).then(() => {
      writing = undefined
      if (isClosed) device?.windows.close()
      else events.onStatus()
    })
  }

  const adopt = async ({ shelf, windows }: Device, left: string): Promise<void> => {
    if (isClosed) return
    const found = (await shelf.read([...outboxKey, left]))
      .flatMap(({ key, value }) => readOutboxRow(key, value) ?? [])
      .sort((a, b) => a.change.madeAt - b.change.madeAt || a.turn - b.turn)
    if (found.length === 0) return
    const moved: Row[] = []
    for (const { layer, change } of found) {
      const name = nameOf([...outboxKey, windows.id, layer, change.key])
      // Where this window has a change of the same record, that is the later one.
      if (!wanted.has(name)) moved.push(outboxRow(windows.id, layer, change, change.madeAt))
    }
    await shelf.write([
      ...found.map(({ key }) => ({ key, value: undefined })),
      ...moved.map(({ key, value }) => ({ key, value })),
    ])
    for (const row of moved) held.set(nameOf(row.key), row)
    const layers = new Map<LayerId, KeptChange[]>()
    for (const { layer, change } of found) layers.set(layer, [...(layers.get(layer) ?? []), change])
    for (const [layer, changes] of layers) events.onAdopted(layer, changes)
  }

  const find = async (on: Device): Promise<void> => {
    const rows = await on.shelf.read(outboxKey)
    for (const [, , , left] of rows.map(({ key }) => key)) {
      if (left === undefined || left === on.windows.id || asked.has(left)) continue
      asked.add(left)
      on.windows.whenGone(left, async () => {
        await adopt(on, left).catch(fail)
        asked.delete(left)
      })
    }
  }
  const recall = async ({ shelf }: Device): Promise<void> => {
    const rows = await shelf.read(refusalKey)
    const refusals = rows.flatMap(({ key, value }) => readRefusal(key[refusalKey.length], value) ?? [])
    for (const row of refusals.map(refusalRow)) held.set(nameOf(row.key), row)
    if (refusals.length > 0) events.onRefusals(refusals)
  }
  const fail = (error: unknown): void => {
    if (!isStorageError(error)) throw error
    isFailed = true
    events.onStatus()
  }

  void opening
    .then(async (opened) => {
      if (!isClosed) await recall(opened)
      device = opened
      want(opened.windows.id)
      pump()
      if (!isClosed) await find(opened)
      else if (writing === undefined) opened.windows.close()
    })
    .catch(fail)

  return {
    keep: (next) => {
      unsent = next
      if (device !== undefined && want(device.windows.id)) pump()
    },
    isKept: () => device !== undefined && differences().length === 0,
    hasFailed: () => isFailed,
    look: () => {
      if (device === undefined) return
      pump()
      void find(device).catch(fail)
    },
    close: () => {
      isClosed = true
      if (writing === undefined) device?.windows.close()
    },
  }
}

/** Storage says no in DOMExceptions; what opens it, in plain errors. */
const isStorageError = (error: unknown): boolean =>
  error instanceof DOMException || (error instanceof Error && error.message.startsWith('no storage'))
