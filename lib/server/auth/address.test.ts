import { describe, expect, it } from 'vitest'
import { addressOf, networkOf } from './address'

describe('where a request comes from', () => {
  const request = (forwarded?: string) => ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '192.0.2.1' },
  })

  it('[RT45] is what our proxy saw, where it is believed, and else the peer', () => {
    expect(addressOf(request('203.0.113.7, 198.51.100.1'), true)).toBe('198.51.100.1')
    expect(addressOf(request('203.0.113.7, 198.51.100.1'), false)).toBe('192.0.2.1')
    expect(addressOf(request(), true)).toBe('192.0.2.1')
    expect(addressOf({ headers: {}, socket: {} }, false)).toBe('')
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['no address', 'no address'],
  ])('[RT45] %s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
