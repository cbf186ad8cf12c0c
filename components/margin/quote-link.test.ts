import { describe, expect, it } from 'vitest'
import { quoteLink } from './quote-link'

const PAGE = 'https://scholion.example/readings/paper'

describe('quoteLink', () => {
  it('[MA30] spells a short passage out, dashes and all', () => {
    expect(quoteLink(`${PAGE}#theory`, 'the post-war order')).toBe(`${PAGE}#:~:text=the%20post%2Dwar%20order`)
  })
  it('[MA31] names a long passage by its two ends', () => {
    const words = Array.from({ length: 30 }, (_, at) => `w${String(at)}`).join('\n')
    expect(quoteLink(PAGE, words)).toBe(`${PAGE}#:~:text=w0%20w1%20w2%20w3,w26%20w27%20w28%20w29`)
  })
  it('[MA32] is the page itself without words', () => {
    expect(quoteLink(PAGE, '  ')).toBe(PAGE)
  })
})
