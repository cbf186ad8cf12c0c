import { Document } from '@hocuspocus/server'
import { afterEach, describe, expect, it } from 'vitest'
import { memberId } from '../../core/base'
import { openClientIds } from './client-ids'
import { readRelayMessage, writeRelayMessage } from './relay-message'
import { presenceOf, showPresence } from './relay-presence'

const ADA = memberId('ada')
const BEN = memberId('ben')
const documents: Document[] = []

const openLayer = () => {
  const document = new Document('layer')
  documents.push(document)
  return { document, clients: openClientIds() }
}

const shown = ({ document }: { readonly document: Document }) => [...document.awareness.getStates().keys()]

afterEach(() => {
  for (const document of documents.splice(0)) document.destroy()
})

describe('presence of other processes', () => {
  it('[SH2] is shown and taken back, and what is older than what is shown is not', () => {
    const layer = openLayer()
    showPresence(layer, [{ client: 7, member: ADA, clock: 2, state: '{"readingAt":1}' }])
    expect(layer.document.awareness.getStates().get(7)).toEqual({ readingAt: 1 })
    showPresence(layer, [{ client: 7, member: ADA, clock: 1, state: '{"readingAt":9}' }])
    expect(layer.document.awareness.getStates().get(7)).toEqual({ readingAt: 1 })
    showPresence(layer, [{ client: 7, member: undefined, clock: 2, state: 'null' }])
    expect(shown(layer)).toEqual([])
  })

  it('[SH5] is not shown under a client id that is another member’s here', () => {
    const layer = openLayer()
    layer.clients.bind(7, BEN)
    showPresence(layer, [{ client: 7, member: ADA, clock: 1, state: '{"readingAt":1}' }])
    expect(shown(layer)).toEqual([])
  })

  it('[SH2] is not taken back by the process that a window left', () => {
    const layer = openLayer()
    // It was here, left, and shows up at another process before this one has told that it left.
    showPresence(layer, [{ client: 7, member: ADA, clock: 2, state: '{"readingAt":1}' }])
    expect(presenceOf(layer, new Set([7, 8]))).toEqual([])
    showPresence(layer, [{ client: 7, member: undefined, clock: 2, state: 'null' }])
    expect(presenceOf(layer, new Set([7]))).toEqual([{ client: 7, member: undefined, clock: 2, state: 'null' }])
  })
})

describe('messages between processes', () => {
  it('[SH3] are read as they were written, and one’s own are not', () => {
    const messages = [
      {
        kind: 'committed' as const,
        revision: 2n ** 60n,
        through: 17n,
        updates: [
          { member: ADA, update: Uint8Array.of(1, 2, 3), newClients: [5, 2 ** 32 - 1] },
          { member: BEN, update: new Uint8Array(), newClients: [] },
        ],
      },
      {
        kind: 'presence' as const,
        windows: [
          { client: 5, member: ADA, clock: 3, state: '{}' },
          { client: 6, member: undefined, clock: 4, state: 'null' },
        ],
      },
      { kind: 'who' as const },
    ]
    for (const message of messages) {
      const bytes = writeRelayMessage('here', message)
      expect(readRelayMessage('there', bytes)).toEqual(message)
      expect(readRelayMessage('here', bytes)).toBeUndefined()
    }
    expect(() => readRelayMessage('there', Uint8Array.of(1, 65, 9))).toThrow('a message of kind 9')
  })
})
