import { createDecoder, readVarInt, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as awarenessProtocol from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { LayerRecord, RecordKey } from '../../../lib/core/annotation'
import { observeRecords, writeRecord } from '../../../lib/core/layer'
import type { Kind } from './servers'

/** A member with one layer open: the same document and the same work for every server, only the envelope differs. */
export interface BenchMember {
  write(key: RecordKey, record: LayerRecord): void
  move(readingAt: number): void
  /** How many windows' presence this one knows of, its own among them. */
  peopleSeen(): number
  close(): void
}

export interface BenchMemberOptions {
  readonly kind: Kind
  readonly url: string
  readonly cookie: string
  readonly layer: string
  /** A record of another member is in this one's document. */
  readonly onSeen: (key: RecordKey) => void
  /** The server has taken everything that this member wrote so far, in its own words; `y-websocket` never says so. */
  readonly onAcknowledged: () => void
}

// Hocuspocus's message types (its documentation, "Protocol"); y-websocket has the first two.
const SYNC = 0
const AWARENESS = 1
const AUTH = 2
const SYNC_STATUS = 8
const PING = 9
const PONG = 10

/** Connects, and resolves once the layer is synced. */
export const openMember = ({
  kind,
  url,
  cookie,
  layer,
  onSeen,
  onAcknowledged,
}: BenchMemberOptions): Promise<BenchMember> => {
  const isHocuspocus = kind !== 'y-websocket'
  const doc = new Y.Doc()
  const presence = new awarenessProtocol.Awareness(doc)
  const path = kind === 'ours' ? `/collab/${layer}` : isHocuspocus ? '' : `/${layer}`
  const socket = new WebSocket(`${url}${path}`, { headers: { cookie }, perMessageDeflate: false })
  socket.binaryType = 'nodebuffer'
  const OWN = Symbol('own')

  const message = (type: number, fill: (encoder: ReturnType<typeof createEncoder>) => void): void => {
    if (socket.readyState !== WebSocket.OPEN) return
    const encoder = createEncoder()
    if (isHocuspocus) writeVarString(encoder, layer)
    writeVarUint(encoder, type)
    fill(encoder)
    socket.send(toUint8Array(encoder))
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === OWN)
      message(SYNC, (encoder) => {
        writeUpdate(encoder, update)
      })
  })
  observeRecords(doc, (changes, origin) => {
    if (origin === OWN) return
    for (const change of changes) onSeen(change.key)
  })

  return new Promise((resolve, reject) => {
    const member: BenchMember = {
      write: (key, record) => {
        doc.transact(() => {
          writeRecord(doc, key, record)
        }, OWN)
      },
      move: (readingAt) => {
        presence.setLocalState({ readingAt })
        const state = awarenessProtocol.encodeAwarenessUpdate(presence, [doc.clientID])
        message(AWARENESS, (encoder) => {
          writeVarUint8Array(encoder, state)
        })
      },
      peopleSeen: () => presence.getStates().size,
      close: () => {
        presence.destroy()
        socket.terminate()
        doc.destroy()
      },
    }
    const begin = (): void => {
      message(SYNC, (encoder) => {
        writeSyncStep1(encoder, doc)
      })
    }
    socket.on('error', reject)
    socket.on('open', () => {
      if (!isHocuspocus) begin()
      else
        message(AUTH, (encoder) => {
          writeVarUint(encoder, 0)
          writeVarString(encoder, '')
        })
    })
    socket.on('message', (data: Buffer) => {
      if (isHocuspocus && data.length === 1 && data[0] === PING) {
        socket.send(Uint8Array.of(PONG))
        return
      }
      const decoder = createDecoder(data)
      if (isHocuspocus) readVarString(decoder)
      switch (readVarUint(decoder)) {
        case SYNC: {
          const encoder = createEncoder()
          const step = readSyncMessage(decoder, encoder, doc, 'server')
          if (step === 0)
            message(SYNC, (answer) => {
              writeUint8Array(answer, toUint8Array(encoder))
            })
          if (step === 1) resolve(member)
          return
        }
        case AWARENESS:
          awarenessProtocol.applyAwarenessUpdate(presence, readVarUint8Array(decoder), 'server')
          return
        case AUTH:
          if (readVarUint(decoder) === 2) begin()
          else reject(new Error(`${layer}: denied`))
          return
        case SYNC_STATUS:
          if (readVarInt(decoder) === 1) onAcknowledged()
          else reject(new Error(`${layer}: refused`))
          return
        default:
      }
    })
  })
}
