import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as buffer from './lib0-buffer'
import * as logging from './lib0-logging'

const yjs = readFileSync(fileURLToPath(import.meta.resolve('yjs')), 'utf8')

describe('what stands in for modules of lib0', () => {
  it.each([
    ['buffer', buffer],
    ['logging', logging],
  ])('[CS37] has all that Yjs takes from lib0/%s', (name, module) => {
    expect(yjs).toContain(`import * as ${name} from 'lib0/${name}'`)
    const taken = [...yjs.matchAll(new RegExp(`[^\\w.'"]${name}\\.(\\w+)`, 'g'))].map(([, member]) => member)
    expect(taken.length).toBeGreaterThan(0)
    expect(Object.keys(module)).toEqual(expect.arrayContaining(taken))
  })

  it('[CS38] copies bytes, and shares none', () => {
    const whole = Uint8Array.of(1, 2, 3, 4)
    const copy = buffer.copyUint8Array(whole.subarray(1, 3))
    whole.fill(9)
    expect([...copy]).toEqual([2, 3])
    expect(copy.buffer.byteLength).toBe(2)
  })
})
