import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { LayerId } from '../../core/base'
import { memoryDevice } from './device-testing'
import { fetchState } from './first-state'
import { GROUP, HANA, PRIVATE, SURVIVE, TOMAS, TRADE, layer, open, setClock, setupOf } from './room-testing'
import { type MemoryServer, memoryServer } from './testing'

setClock()

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}
const LARGE = setupOf(HANA, [layer(GROUP, { isLarge: true }), layer(PRIVATE)])

/** A server that has one note, and the state as of then; a second note comes after it. */
const noted = (): { readonly server: MemoryServer; readonly state: Uint8Array } => {
  const server = memoryServer()
  const { room } = open(server, setupOf(TOMAS))
  server.deliver()
  room.annotate(SURVIVE)
  server.deliver()
  const state = Y.encodeStateAsUpdateV2(server.document(GROUP))
  room.annotate(TRADE)
  server.deliver()
  return { server, state }
}

it('[CS45] asks the server for the state of a large layer that the device has no copy of, and for no other', async () => {
  const { server, state } = noted()
  const asked: LayerId[] = []
  const { room } = open(server, LARGE, undefined, undefined, (id) => {
    asked.push(id)
    return Promise.resolve(state)
  })
  server.deliver()
  await rest()
  expect(asked).toEqual([GROUP])
  expect(room.getState().isSynced).toBe(false)
  server.deliver()
  expect(room.getState()).toMatchObject({ isSynced: true, isCopy: false })
  expect(room.getState().threads).toHaveLength(2)
})

it('[CS45] begins with the copy where the device has one', async () => {
  const { server, state } = noted()
  const device = memoryDevice()
  device.put(['state', HANA, 'reading', GROUP], state)
  const asked: LayerId[] = []
  const { room } = open(server, LARGE, undefined, Promise.resolve(device.window()), (id) => {
    asked.push(id)
    return Promise.resolve(undefined)
  })
  await rest()
  expect(room.getState()).toMatchObject({ isSynced: false, isCopy: true })
  server.deliver()
  expect(room.getState().threads).toHaveLength(2)
  expect(asked).toEqual([])
})

it('[CS45] opens the layer without a state that it cannot read', async () => {
  const { server } = noted()
  const { room } = open(server, LARGE, undefined, undefined, () => Promise.resolve(Uint8Array.of(9, 9, 9, 9)))
  await rest()
  server.deliver()
  expect(room.getState().threads).toHaveLength(2)
  expect(room.getState().save.kind).toBe('saved')
})

it('[CS45] has no first state where the server says so, or says nothing in time', async () => {
  const answers: (() => Promise<Response>)[] = [
    () => Promise.resolve(new Response(null, { status: 204 })),
    () => Promise.resolve(new Response('{}', { status: 404 })),
    () => Promise.reject(new TypeError('no network')),
  ]
  for (const answer of answers) {
    vi.stubGlobal('fetch', answer)
    expect(await fetchState(GROUP)).toBeUndefined()
  }
  vi.stubGlobal(
    'fetch',
    (_url: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new DOMException('aborted', 'AbortError'))
        })
      }),
  )
  const slow = fetchState(GROUP)
  vi.advanceTimersByTime(5_000)
  expect(await slow).toBeUndefined()
})

it('[CS45] asks for the state by the layer’s own address', async () => {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', (url: unknown) => {
    asked.push(url)
    return Promise.resolve(new Response(Uint8Array.of(1, 2)))
  })
  expect(await fetchState(GROUP)).toEqual(Uint8Array.of(1, 2))
  expect(asked).toEqual([`/collab/${GROUP}/state`])
})
