import type { CDPSession } from '@playwright/test'

/** What came over the wire since counting began: compressed, with headers. A kB is 1,000 bytes. */
export interface Sent {
  readonly scriptKb: number
  readonly pageKb: number
  readonly scripts: number
}

/** Counts the bytes that a page is sent, as they come, with nothing from a cache; the answer tells them so far. */
export const countSent = async (session: CDPSession): Promise<() => Sent> => {
  const kinds = new Map<string, string>()
  const bytes = { Script: 0, Document: 0 }
  let scripts = 0
  session.on('Network.responseReceived', ({ requestId, type }) => {
    kinds.set(requestId, type)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId)
    if (kind === 'Script') scripts += 1
    if (kind === 'Script' || kind === 'Document') bytes[kind] += encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  return () => ({ scriptKb: bytes.Script / 1000, pageKb: bytes.Document / 1000, scripts })
}
