import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { LayerId } from '../../core/base'
import { type ErrorCode, ERROR_TABLE } from '../errors'
import type { Allowances } from './allowance'
import { accessTo } from './authenticate'
import type { Door } from './door'
import type { Limits } from './limits'
import { logTrouble } from './log'
import type { PackedStates } from './packed-states'

/** Answers who asks over HTTP for the state of a layer. */
export type StateAnswer = (layer: LayerId, request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * The newest snapshot of a layer, as it is stored: encoded and packed once,
 * whoever asks. It is the whole layer as of the update that its ETag names; the
 * socket brings the rest. Judged like the socket: who may not read the layer is
 * answered as if it were not there. 204 where the layer has no snapshot yet. It
 * rests on the database alone, so any process may answer.
 */
export const stateAnswer = (
  states: PackedStates,
  door: Door,
  limits: Limits,
  allowances: Allowances,
  /** Makes a snapshot first where the layer is open here and its last one is far behind. */
  freshen: (layer: LayerId) => Promise<void>,
): StateAnswer => {
  const answer: StateAnswer = async (layer, request, response) => {
    const [actor, facts] = await Promise.all([door.actorOf(request.headers.cookie), door.factsOf(layer)])
    if (actor.kind !== 'user') {
      refuse(response, 'signed-out')
      return
    }
    if (facts === undefined || accessTo(actor, facts) === undefined) {
      refuse(response, 'not-found')
      return
    }
    const isPacked = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')
    const { work } = allowances.of(actor.user)
    if (work.take(limits.openingMs + (isPacked ? 0 : UNPACKING_MS), Date.now()) > 0) {
      refuse(response, 'too-many')
      return
    }
    await freshen(layer)
    const state = await states.newest(layer)
    if (state === undefined) {
      response.writeHead(204, HEADERS).end()
      return
    }
    const etag = `"${layer}-${state.through}"`
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { ...HEADERS, ETag: etag }).end()
      return
    }
    const headers = { ...HEADERS, ETag: etag, 'Content-Type': 'application/octet-stream' }
    const isAsked = request.method !== 'HEAD'
    if (isPacked) {
      const { byteLength } = state.gzip
      response.writeHead(200, { ...headers, 'Content-Length': byteLength, 'Content-Encoding': 'gzip' })
      response.end(isAsked ? state.gzip : undefined)
      return
    }
    response.writeHead(200, headers)
    // The packed one is everybody's; unpacked, it would be there once for each who asks and does not read.
    if (isAsked) await pipeline(Readable.from([state.gzip]), createGunzip(), response)
    else response.end()
  }

  return (layer, request, response) =>
    answer(layer, request, response).catch((error: unknown) => {
      // Who asked is gone.
      if (response.destroyed && hasLeft(error)) return
      logTrouble('the state of a layer cannot be sent', { layer }, error)
      if (response.headersSent) response.destroy()
      else refuse(response, 'unavailable')
    })
}

/** What unpacking a state counts as, beside opening its layer, in milliseconds. No browser asks for that. */
const UNPACKING_MS = 50

const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

/** The browser keeps it for its member, and asks each time whether it is still the newest. */
const HEADERS = {
  'Cache-Control': 'private, no-cache',
  Vary: 'Cookie, Accept-Encoding',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

const refuse = (response: ServerResponse, code: ErrorCode): void => {
  const { status, sentence } = ERROR_TABLE[code]
  const body = JSON.stringify({ error: sentence })
  response
    .writeHead(status, {
      'Cache-Control': 'private, no-store',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    })
    .end(body)
}
