import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHOICE_PLACES, type KeptChoices } from '../../lib/core/base'
import { KEPT_KEY, UNSENT_KEY, lookScript, takeChoices } from './theme'

const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const take = (user: string, account: KeptChoices): void => {
  takeChoices(user, account, CHOICE_PLACES, { kept: KEPT_KEY, unsent: UNSENT_KEY })
}

const DARK: KeptChoices = { at: 20, choices: { theme: 'dark', size: '22' } }

describe('the choices of an account', () => {
  it('[LK2] come to a device that has none', () => {
    take('ada', DARK)
    expect(kept.get(CHOICE_PLACES.theme)).toBe('dark')
    expect(kept.get(CHOICE_PLACES.size)).toBe('22')
  })

  it('[LK2] take away what was chosen before and is no longer', () => {
    take('ada', { at: 10, choices: { face: 'sans' } })
    take('ada', DARK)
    expect(kept.has(CHOICE_PLACES.face)).toBe(false)
  })

  it('[LK3] are not taken back by an older page', () => {
    take('ada', DARK)
    take('ada', { at: 10, choices: { theme: 'sepia' } })
    expect(kept.get(CHOICE_PLACES.theme)).toBe('dark')
  })

  it('[LK4] leave what was chosen here and has not reached the account', () => {
    take('ada', { at: 10, choices: { theme: 'sepia' } })
    kept.set(CHOICE_PLACES.theme, 'light')
    kept.set(UNSENT_KEY, 'yes')
    take('ada', DARK)
    expect(kept.get(CHOICE_PLACES.theme)).toBe('light')
    expect(kept.get(UNSENT_KEY)).toBe('yes')
  })

  it('[LK5] are each person’s own on a shared device, also where the other left something unsent', () => {
    take('ada', DARK)
    kept.set(UNSENT_KEY, 'yes')
    take('ben', { at: 5, choices: { theme: 'light' } })
    expect(kept.get(CHOICE_PLACES.theme)).toBe('light')
    expect(kept.has(CHOICE_PLACES.size)).toBe(false)
    expect(kept.has(UNSENT_KEY)).toBe(false)
    take('ada', DARK)
    expect(kept.get(CHOICE_PLACES.theme)).toBe('dark')
  })

  it('[LK5] leave the device as it is for who never chose', () => {
    kept.set(CHOICE_PLACES.theme, 'sepia')
    take('ada', { at: 0, choices: {} })
    expect(kept.get(CHOICE_PLACES.theme)).toBe('sepia')
    expect(kept.has(UNSENT_KEY)).toBe(false)
  })

  it('cannot end the script that they stand in', () => {
    const script = lookScript('ada', { at: 1, choices: { keys: '</script><script>alert(1)' } })
    expect(script).not.toContain('</script')
    expect(script).toContain('\\u003c/script')
  })
})
