import type { IncomingMessage } from 'node:http'
import { ACCEPT_POST, Refusal } from './answer'

/** The largest annotation that is read, in bytes: a record of the gate's greatest size, and what is around it. */
const BODY_MAX_BYTES = 256 * 1024

/** The JSON that was sent. Throws 415, 413 or 400. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/ld+json' && type !== 'application/json') {
    throw new Refusal(415, 'This is no JSON-LD. Send it as application/ld+json.', { 'Accept-Post': ACCEPT_POST })
  }
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) throw new Error('a request comes in bytes')
    bytes += piece.byteLength
    if (bytes > BODY_MAX_BYTES)
      throw new Refusal(413, 'That is too large. Make it smaller and try again.', { Connection: 'close' })
    pieces.push(piece)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
    throw new Refusal(400, 'This is no JSON in UTF-8. Check what your program sends.')
  }
}
