import { describe, expect, it } from 'vitest'
import { type RecordKey, bodyOf, recordKey } from '../../core/annotation'
import { type LayerId, layerId, memberId } from '../../core/base'
import type { Change } from '../../core/layer'
import { type MemoryWindow, memoryDevice } from './device-testing'
import { type Keeper, openKeeper } from './keeper'
import type { KeptRefusal } from './refusals'
import type { KeptChange } from './unsent-rows'

const LAYER = layerId('layer')
const HANA = memberId('hana')
const TOMAS = memberId('tomas')

const note = (local: string, text = local): Change => ({
  kind: 'put',
  key: recordKey('comment', HANA, local),
  record: {
    v: 1,
    kind: 'comment',
    author: HANA,
    at: 1,
    annotation: recordKey('annotation', HANA, 'a'),
    parent: null,
    body: bodyOf(text),
  },
})
const keysOf = (changes: readonly Change[]): RecordKey[] => changes.map(({ key }) => key)

interface Opened {
  readonly keeper: Keeper
  readonly adopted: (readonly [LayerId, readonly KeptChange[]])[]
  refusals: readonly KeptRefusal[]
  keep(...changes: readonly Change[]): Promise<void>
}

let clock = 100
/** Lets every promise that waits come to its end: the memory device answers in microtasks alone. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

const open = async (window: MemoryWindow, member = HANA, reading = 'reading'): Promise<Opened> => {
  const opened: Opened = {
    adopted: [],
    refusals: [],
    keeper: openKeeper(Promise.resolve(window), { member, reading }, () => (clock += 1), {
      onAdopted: (layer, changes) => opened.adopted.push([layer, changes]),
      onRefusals: (refusals) => {
        opened.refusals = refusals
      },
      onStatus: () => undefined,
    }),
    keep: async (...changes) => {
      opened.keeper.keep({ outboxes: new Map([[LAYER, changes]]), refusals: opened.refusals })
      await rest()
    },
  }
  await rest()
  return opened
}

describe('unsent changes on the device', () => {
  it('[CS60] keeps what waits, and takes away what the server has', async () => {
    const device = memoryDevice()
    const a = await open(device.window())
    expect(a.keeper.isKept()).toBe(true)
    a.keeper.keep({ outboxes: new Map([[LAYER, [note('one'), note('two')]]]), refusals: [] })
    expect(a.keeper.isKept()).toBe(false)
    await rest()
    expect(a.keeper.isKept()).toBe(true)
    expect(device.rows('outbox').size).toBe(2)
    await a.keep(note('two'))
    expect([...device.rows('outbox').keys()]).toEqual(['outbox/hana/reading/w1/layer/comment/hana/two'])
    await a.keep()
    expect(device.rows('outbox').size).toBe(0)
  })

  it('[CS60] keeps what was written before the storage opened', async () => {
    const device = memoryDevice()
    const opened = openKeeper(Promise.resolve(device.window()), { member: HANA, reading: 'reading' }, () => 1, {
      onAdopted: () => undefined,
      onRefusals: () => undefined,
      onStatus: () => undefined,
    })
    opened.keep({ outboxes: new Map([[LAYER, [note('early')]]]), refusals: [] })
    expect(opened.isKept()).toBe(false)
    await rest()
    expect(opened.isKept()).toBe(true)
    expect(device.rows('outbox').size).toBe(1)
  })

  it('[CS61] gives a fresh window what gone windows left, oldest first, and makes it its own', async () => {
    const device = memoryDevice()
    const gone = device.window()
    const a = await open(gone)
    const removal: Change = { kind: 'delete', key: recordKey('tagging', HANA, 'hana.a') }
    await a.keep(note('z'))
    await a.keep(note('z'), removal, note('a'))
    gone.crash()
    const b = await open(device.window())
    expect(b.adopted).toHaveLength(1)
    expect(b.adopted[0]?.[0]).toBe(LAYER)
    const changes = b.adopted[0]?.[1] ?? []
    expect(keysOf(changes)).toEqual([note('z').key, removal.key, note('a').key])
    expect(changes[0]).toMatchObject(note('z'))
    expect([...device.rows('outbox').keys()].every((key) => key.startsWith('outbox/hana/reading/w2/'))).toBe(true)
    expect(b.keeper.isKept()).toBe(false)
    await b.keep(...changes)
    expect(b.keeper.isKept()).toBe(true)
    expect(device.rows('outbox').size).toBe(3)
  })

  it('[CS61] leaves a living window its own, until it closes', async () => {
    const device = memoryDevice()
    const a = await open(device.window())
    await a.keep(note('one'))
    const b = await open(device.window())
    expect(b.adopted).toEqual([])
    a.keeper.close()
    await rest()
    expect(b.adopted.map(([, changes]) => keysOf(changes))).toEqual([[note('one').key]])
  })

  it('[CS61] finds at a later look what a younger window left', async () => {
    const device = memoryDevice()
    const a = await open(device.window())
    const young = device.window()
    const b = await open(young)
    await b.keep(note('one'))
    young.crash()
    expect(a.adopted).toEqual([])
    a.keeper.look()
    await rest()
    expect(a.adopted).toHaveLength(1)
  })

  it('[CS62] gives nothing to another member, nor to another reading', async () => {
    const device = memoryDevice()
    const gone = device.window()
    await (await open(gone)).keep(note('mine'))
    gone.crash()
    const [tomas, elsewhere] = [await open(device.window(), TOMAS), await open(device.window(), HANA, 'other')]
    expect(tomas.adopted).toEqual([])
    expect(elsewhere.adopted).toEqual([])
    await tomas.keep(note('theirs'))
    await tomas.keep()
    expect([...device.rows('outbox').keys()]).toEqual(['outbox/hana/reading/w1/layer/comment/hana/mine'])
  })

  it('[CS63] says that nothing is kept where the device takes nothing, and tries again with the next change', async () => {
    const device = memoryDevice()
    const a = await open(device.window())
    device.fill(true)
    await a.keep(note('one'))
    expect([a.keeper.isKept(), a.keeper.hasFailed()]).toEqual([false, true])
    device.fill(false)
    await a.keep(note('one'), note('two'))
    expect([a.keeper.isKept(), a.keeper.hasFailed()]).toEqual([true, false])
    expect(device.rows('outbox').size).toBe(2)
  })

  it('[CS63] says that nothing is kept where there is no storage', async () => {
    const keeper = openKeeper(
      Promise.reject(new DOMException('no', 'SecurityError')),
      { member: HANA, reading: 'reading' },
      () => 1,
      { onAdopted: () => undefined, onRefusals: () => undefined, onStatus: () => undefined },
    )
    await rest()
    expect([keeper.isKept(), keeper.hasFailed()]).toEqual([false, true])
  })

  it('[CS64] keeps what was refused until it is let go', async () => {
    const device = memoryDevice()
    const first = device.window()
    const a = await open(first)
    a.refusals = [
      { id: 'r', sentence: 'Round 2 is closed.', count: 1, text: 'my words' },
      { id: 's', reason: 'layer-gone', count: 2, text: '' },
    ]
    await a.keep()
    first.crash()
    const b = await open(device.window())
    expect(b.refusals).toEqual(a.refusals)
    await b.keep()
    expect(device.rows('refusal').size).toBe(2)
    b.refusals = []
    await b.keep()
    expect(device.rows('refusal').size).toBe(0)
  })

  it('[CS65] leaves alone what it cannot read', async () => {
    const device = memoryDevice()
    const key = ['outbox', HANA, 'reading', 'old', LAYER, note('one').key]
    device.put(key, { shape: 'of another release' })
    device.put(['outbox', HANA, 'reading', 'old', LAYER, 'no key'], { madeAt: 1, turn: 1, record: null })
    device.put(['refusal', HANA, 'reading', 'r'], 7)
    const a = await open(device.window())
    await a.keep(note('two'))
    expect(a.adopted).toEqual([])
    expect(device.rows('outbox').size).toBe(3)
    expect(device.rows('refusal').size).toBe(1)
  })
})
