import { describe, expect, test } from 'vitest'
import { answerChoice, languageFor } from './language'

describe('the language of a page', () => {
  test.each([
    ['a choice comes first', 'ur', 'en-GB,en;q=0.9', 'ur'],
    ['the browser is asked where nothing was chosen', undefined, 'de, ur-PK;q=0.8, en;q=0.5', 'ur'],
    ['a choice that is none of ours does not count', 'xx', 'ur', 'ur'],
    ['English where neither says anything', undefined, null, 'en'],
    ['English where the browser asks for others alone', undefined, 'de, fr;q=0.9', 'en'],
    ['the region of a choice does not count', 'ur-PK', 'en', 'ur'],
  ])('[LG1] %s', (_, chosen, accept, language) => {
    expect(languageFor(chosen, accept)).toBe(language)
  })
})

describe('the answer to a choice', () => {
  test('[LG2] keeps the language and goes back to the page', () => {
    const answer = answerChoice('ur', 'https://scholion.example.edu/readings/a-paper?tag=r%20l')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toBe('/readings/a-paper?tag=r%20l')
    expect(answer.headers.get('Set-Cookie')).toMatch(
      /^scholion-language=ur; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    )
  })
  test.each([null, 'no address', 'https://elsewhere.example//evil.example/x', 'about:blank'])(
    '[LG2] stays on this server: %s',
    (referrer) => {
      expect(answerChoice('en', referrer).headers.get('Location')).toMatch(/^\/(?!\/)/)
    },
  )
  test('[LG2] a language that is none of ours changes nothing', () => {
    expect(answerChoice('xx', null).headers.get('Set-Cookie')).toBeNull()
  })
})
