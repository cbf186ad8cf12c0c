import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/**
 * The network address that a request came from: the last one in
 * `X-Forwarded-For` where a proxy of ours is believed, else the peer's. Never
 * proof, only a brake on who tries much.
 */
export const addressOf = (
  {
    headers,
    socket,
  }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } },
  trustsProxy: boolean,
): string => {
  const forwarded = trustsProxy ? headers['x-forwarded-for']?.toString().split(',').at(-1)?.trim() : undefined
  return forwarded ?? socket.remoteAddress ?? ''
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const GROUPS = 8
/** One customer's network (RFC 6177): whoever has one has all of its addresses. */
const NETWORK_GROUPS = 4

/** What is counted as one: an IPv4 address, or the /64 that an IPv6 address lies in. Anything else is itself. */
export const networkOf = (address: string): string => {
  const mapped = MAPPED.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [plain = ''] = address.split('%', 1)
  if (!isIPv6(plain)) return address
  const [head = '', tail = ''] = plain.toLowerCase().split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: GROUPS - (before?.length ?? 0) - (after?.length ?? 0) }, () => '0')
  const groups = plain.includes('::') ? [...(before ?? []), ...zeros, ...(after ?? [])] : (before ?? [])
  return `${groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
