import { AppError } from '../errors'

/** As many bytes as a small form of ours may have: a private answer of the greatest length, in any script, with room to spare. */
const FORM_MAX_BYTES = 100_000

// Read as it comes: what the head says of the length is not believed.
const boundedBytes = async (request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const reader = request.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes += piece.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw new AppError('too-large')
    }
    pieces.push(piece.value)
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

/** The JSON of a request, `undefined` where it is none. Past `maxBytes` it is `too-large`. */
export const boundedJson = async (request: Request, maxBytes: number): Promise<unknown> => {
  try {
    return JSON.parse(new TextDecoder().decode(await boundedBytes(request, maxBytes)))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The form of a request, `undefined` where it is none. Larger than any form without a file, it is `too-large`. */
export const boundedForm = async (request: Request): Promise<FormData | undefined> => {
  const body = await boundedBytes(request, FORM_MAX_BYTES)
  const type = request.headers.get('Content-Type') ?? ''
  try {
    return await new Response(body, { headers: { 'Content-Type': type } }).formData()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
