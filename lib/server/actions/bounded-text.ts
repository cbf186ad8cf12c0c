import { AppError } from '../errors'

/** The words of a request, read as they come: past `maxBytes` it is `too-large`, whatever its head says of its length. */
export const boundedText = async (request: Request, maxBytes: number): Promise<string> => {
  const reader = request.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes += piece.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw new AppError('too-large')
    }
    text += decoder.decode(piece.value, { stream: true })
  }
  return text + decoder.decode()
}
