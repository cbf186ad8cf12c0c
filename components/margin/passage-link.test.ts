import { describe, expect, it } from 'vitest'
import { offset } from '@/lib/core/document'
import { linkedRange, passageLink } from './passage-link'

const PAGE = 'https://scholion.example/readings/paper'
const RANGE = { start: offset(120), end: offset(180) }

describe('links to passages', () => {
  it('[MA30] name the place, and spell a short passage out, dashes and all', () => {
    expect(passageLink(`${PAGE}?tag=r#theory`, RANGE, 'the post-war order')).toBe(
      `${PAGE}?tag=r#p=120-180:~:text=the%20post%2Dwar%20order`,
    )
  })

  it('[MA31] name a long passage by its two ends', () => {
    const words = Array.from({ length: 30 }, (_, at) => `w${String(at)}`).join('\n')
    expect(passageLink(PAGE, RANGE, words)).toBe(`${PAGE}#p=120-180:~:text=w0%20w1%20w2%20w3,w26%20w27%20w28%20w29`)
  })

  it('[MA32] name the place alone without words', () => {
    expect(passageLink(PAGE, RANGE, '  ')).toBe(`${PAGE}#p=120-180`)
  })

  it('[MA33] are read back, whether the browser took the fragment away or not', () => {
    for (const words of ['', 'the order']) {
      const { hash } = new URL(passageLink(PAGE, RANGE, words))
      expect(linkedRange(hash, 1_000)).toEqual(RANGE)
      expect(linkedRange(hash.split(':~:')[0] ?? '', 180)).toEqual(RANGE)
    }
    for (const hash of ['', '#theory', '#p=', '#p=5-5', '#p=9-5', '#p=1-2x', '#p=-1-2', '#p=120-181'])
      expect(linkedRange(hash, 180), hash).toBeUndefined()
  })
})
