import { describe, expect, it } from 'vitest'
import { AMINA, BILAL, annotationKey } from '../../core/testing'
import { NO_EMPHASIS, emphasisedBetween, isCalm } from './emphasis'

const ONE = annotationKey(AMINA)
const OTHER = annotationKey(BILAL)

describe('emphasis', () => {
  it('[PV12] looks again at what has just come, and at what came a moment ago', () => {
    const came = { ...NO_EMPHASIS, arrived: new Set([ONE]) }
    const next = { ...NO_EMPHASIS, arrived: new Set([OTHER]) }
    expect(emphasisedBetween(NO_EMPHASIS, came)).toEqual(new Set([ONE]))
    expect(emphasisedBetween(came, next)).toEqual(new Set([ONE, OTHER]))
    expect(emphasisedBetween(next, NO_EMPHASIS)).toEqual(new Set([OTHER]))
  })

  it('[PV12] looks at nothing again while the same ones are fresh', () => {
    const came = { ...NO_EMPHASIS, arrived: new Set([ONE]) }
    expect(emphasisedBetween(came, { ...came })).toEqual(new Set())
    expect(emphasisedBetween(came, { ...came, lifted: OTHER })).toEqual(new Set([OTHER]))
  })

  it('[PV12] is calm only where nothing has just come', () => {
    expect(isCalm(NO_EMPHASIS)).toBe(true)
    expect(isCalm({ ...NO_EMPHASIS, arrived: new Set([ONE]) })).toBe(false)
    expect(isCalm({ ...NO_EMPHASIS, focused: ONE })).toBe(false)
  })
})
