import { describe, expect, it } from 'vitest'
import { layerId, memberId } from '../../core/base'
import { dropCopies, openCopies } from './copies'
import { memoryDevice } from './device-testing'

const HANA = memberId('hana')
const TOMAS = memberId('tomas')
const [A, B, C] = [layerId('a'), layerId('b'), layerId('c')]
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7)

let clock = 0
const open = (device: ReturnType<typeof memoryDevice>, member = HANA, limits = { countMax: 2, bytesMax: 400 }) =>
  openCopies(Promise.resolve(device.window()), { member, reading: 'reading' }, () => (clock += 1), limits)

describe('copies of layers on the device', () => {
  it('[CS70] gives the last state of a layer, to its member alone', async () => {
    const device = memoryDevice()
    const copies = open(device)
    await copies.keep(A, bytes(1))
    await copies.keep(A, bytes(3))
    expect(await copies.read(A)).toEqual(bytes(3))
    expect(await copies.read(B)).toBeUndefined()
    expect(await open(device, TOMAS).read(A)).toBeUndefined()
  })

  it('[CS71] keeps the most recently used, in number and in bytes', async () => {
    const device = memoryDevice()
    const copies = open(device)
    await copies.keep(A, bytes(10))
    await copies.keep(B, bytes(10))
    await copies.read(A)
    await copies.keep(C, bytes(10))
    expect([await copies.read(A), await copies.read(B), await copies.read(C)]).toEqual([
      bytes(10),
      undefined,
      bytes(10),
    ])
    const roomy = open(device, HANA, { countMax: 9, bytesMax: 400 })
    await roomy.keep(B, bytes(100))
    await roomy.keep(A, bytes(100))
    await roomy.keep(C, bytes(100))
    expect(device.rows('state').size).toBe(3)
    const last = layerId('last')
    await roomy.keep(last, bytes(101))
    expect(await roomy.read(last)).toBeUndefined()
    await roomy.keep(last, bytes(100))
    await roomy.keep(layerId('more'), bytes(100))
    expect(device.rows('state').size).toBe(4)
    expect(device.rows('copy').size).toBe(4)
  })

  it('[CS72] takes away what is no layer of the member, and everything at a sign-out', async () => {
    const device = memoryDevice()
    const [hana, tomas] = [open(device), open(device, TOMAS)]
    await hana.keep(A, bytes(1))
    await hana.keep(B, bytes(1))
    await hana.retain([B])
    expect(await hana.read(A)).toBeUndefined()
    await tomas.keep(C, bytes(1))
    device.put(['outbox', HANA, 'reading', 'w', A, 'x'], 'unsent')
    await dropCopies(Promise.resolve(device.window()), TOMAS)
    expect([...device.rows('state').keys()]).toEqual(['state/tomas/reading/c'])
    await dropCopies(Promise.resolve(device.window()))
    expect(device.rows('state').size + device.rows('copy').size).toBe(0)
    expect(device.rows('outbox').size).toBe(1)
  })

  it('[CS73] has none where the device takes nothing', async () => {
    const full = memoryDevice()
    full.fill(true)
    const copies = open(full)
    await copies.keep(A, bytes(1))
    expect(await copies.read(A)).toBeUndefined()
    const none = openCopies(
      Promise.reject(new DOMException('no', 'SecurityError')),
      { member: HANA, reading: 'reading' },
      () => 1,
    )
    await none.keep(A, bytes(1))
    expect(await none.read(A)).toBeUndefined()
  })
})
