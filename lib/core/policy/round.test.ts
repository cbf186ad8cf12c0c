import { describe, expect, it } from 'vitest'
import { type RoundMoments, currentRoundOf, isBlind, isPastReveal, isRevealedToAll, nextMoment, phaseOf } from '.'

const round = (
  openedAt: number | null,
  closedAt: number | null = null,
  revealedAt: number | null = null,
  kind: RoundMoments['kind'] = 'independent',
): RoundMoments => ({ kind, openedAt, closedAt, revealedAt })

describe('rounds', () => {
  it.each([
    [round(null), 'waiting'],
    [round(200), 'waiting'],
    [round(100), 'open'],
    [round(50), 'open'],
    [round(50, 150), 'open'],
    [round(50, 100), 'closed'],
    [round(null, 50), 'waiting'],
  ] as const)('[RO1] %o is %s', (one, phase) => {
    expect(phaseOf(one, 100)).toBe(phase)
  })

  it('[RO11] are past the reveal while each independent one that opened is revealed', () => {
    const group = round(50, null, null, 'group')
    expect(isPastReveal([], 100)).toBe(true)
    expect(isPastReveal([group], 100)).toBe(true)
    expect(isPastReveal([round(150), group], 100)).toBe(true)
    expect(isPastReveal([round(50), group], 100)).toBe(false)
    expect(isPastReveal([round(50, 90), group], 100)).toBe(false)
    expect(isPastReveal([round(50, 90, 95), group], 100)).toBe(true)
    expect(isPastReveal([round(50, 90, 150), group], 100)).toBe(false)
  })

  it('[RO2] are blind while independent, open and not revealed', () => {
    expect(isBlind(round(50), 100)).toBe(true)
    expect(isBlind(round(50, null, 150), 100)).toBe(true)
    expect(isBlind(round(50, null, 100), 100)).toBe(false)
    expect(isBlind(round(50, 90), 100)).toBe(false)
    expect(isBlind(round(150), 100)).toBe(false)
    expect(isBlind(round(50, null, null, 'group'), 100)).toBe(false)
    expect(isRevealedToAll(round(50, 60, 70), 100)).toBe(true)
    expect(isRevealedToAll(round(50, 60, 70, 'plenary'), 100)).toBe(false)
  })

  it('[RO3] members work in the last open one, else the last that was, else the first', () => {
    const [closed, open, later, waiting] = [round(10, 20), round(30), round(40), round(null)]
    expect(currentRoundOf([closed, open, later, waiting], 100)).toBe(later)
    expect(currentRoundOf([closed, waiting], 100)).toBe(closed)
    expect(currentRoundOf([waiting, round(500)], 100)).toBe(waiting)
    expect(currentRoundOf<RoundMoments>([], 100)).toBeUndefined()
  })

  it('[RO4] tell when they change next by themselves', () => {
    expect(nextMoment([round(50, 300, 200), round(400)], 100)).toBe(200)
    expect(nextMoment([round(50, 300, 200), round(400)], 200)).toBe(300)
    expect(nextMoment([round(50)], 100)).toBeUndefined()
  })
})
