import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../base'
import { TextIndex } from '../document'
import { INPUT_MAX_CHARS, intake } from './index'

const source = readFileSync(new URL('../../../prisma/sample/pakistan-russia-relations.md', import.meta.url), 'utf8')

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** What the document and the warnings say, as one text; fails where reading throws or the document is not sound. */
const everything = (markdown: string): string | undefined => {
  const result = intake(markdown)
  if (!result.ok) {
    expect(result.reason.sentence).toMatch(/\.$/)
    return undefined
  }
  result.value.document.check()
  const words = result.value.warnings.map((warning) => warning.message).join('\n')
  return `${new TextIndex(result.value.document).text}\n${words}`
}

const SOUP = [
  ...[
    '*',
    '**',
    '_',
    '`',
    '```\n',
    '~~',
    '[',
    ']',
    '](',
    ')',
    '(http://x.y/z)',
    '<http://x.y>',
    '![',
    '<',
    '>',
    '\n> ',
  ],
  ...[
    '\n',
    '\n\n',
    '\n\n',
    '\n- ',
    '\n1. ',
    '\n2. ',
    '\n    ',
    '\n# ',
    '\n#### ',
    '\n---\n',
    '\n\n---\n\n',
    '\n\n***\n\n',
    '\f',
  ],
  ...[
    '<sup>1</sup>',
    '\n\n<sup>1</sup> ',
    '<sup>2</sup>',
    '\n\n<sup>2</sup> ',
    '<sup>',
    '</sup>',
    '<sup>th</sup>',
    '<b>',
    '</i>',
  ],
  ...[
    '<div>',
    '</div>',
    '<table>',
    '<tr><td>',
    '</td>',
    '</table>',
    '<br>',
    '<span id="p">',
    '<script>',
    '<x-y>',
    '&amp;',
    '&lt;',
  ],
  ...[
    '[^a]',
    '\n\n[^a]: ',
    '|',
    '\n| ',
    '\n|---|---|\n',
    '\\',
    '\\*',
    '\\_',
    '$',
    '-\n',
    '■',
    '†',
    '\n† ',
    '¹',
    '\n\n¹ ',
    '³',
  ],
  ...[
    '.',
    ',',
    ': ',
    '; ',
    '"',
    '’',
    ' ',
    ' ',
    ' ',
    ' ',
    '\t',
    'Abstract\n\n',
    '\n\nIntroduction\n\n',
    '\n\nKey words: ',
    '\n=====\n',
  ],
  ...['\u0000', '\u00ad\n', '\ud83d\ude00', '\ud83d', 'ﬁ', 'é', 'ש', '\u202e', '\r', '\n12\n\n', '\n\n---\n\n12\n\n'],
]

describe('intake under fuzz', () => {
  it('[IN1] [IN3] reads any soup of signs, and loses none of its words', () => {
    for (let seed = 1; seed <= 250; seed += 1) {
      const random = seededRandom(seed)
      const words: string[] = []
      let markdown = ''
      for (let nth = 0; nth < 10 + random() * 120; nth += 1) {
        if (random() < 0.35) {
          const word = `q${seed}w${words.length}z`
          words.push(word)
          markdown += random() < 0.7 ? ` ${word} ` : word
        } else markdown += pick(random, SOUP)
      }
      const text = everything(markdown)
      if (text === undefined) {
        expect(words, `seed ${seed}: ${JSON.stringify(markdown)}`).toEqual([])
        continue
      }
      const lost = words.filter((word) => !text.includes(word))
      expect(lost, `seed ${seed}: ${JSON.stringify(markdown)}`).toEqual([])
    }
  })

  it('[JO1] [NO1] finds the text again that pages were cut from, wherever they were cut', () => {
    const whole = intake(source)
    if (!whole.ok) throw new Error(whole.reason.sentence)
    const paragraphs: string[] = []
    whole.value.document.forEach((node) => {
      if (node.type.name === 'paragraph' && node.attrs.role === null && node.textContent.length > 400) {
        paragraphs.push(node.textContent)
      }
    })
    for (let seed = 1; seed <= 15; seed += 1) {
      const random = seededRandom(seed)
      const chosen = Array.from({ length: 6 }, () => pick(random, paragraphs)).filter(
        (p, at, all) => all.indexOf(p) === at,
      )
      const notes: string[] = []
      let page: string[] = []
      const endPage = (): string => {
        const rule = page.length === 0 || random() < 0.7 ? '\n\n---\n\n' : '\n\n'
        const foot = page.join('\n\n')
        page = []
        return foot === '' ? rule : `${rule}${foot}\n\n`
      }
      const cut = chosen.map((paragraph) => {
        const words = paragraph.replace(/[*_<>$[\]]/g, '').split(' ')
        let text = ''
        words.forEach((word, at) => {
          text += at === 0 ? word : ` ${word}`
          if (random() < 0.02) {
            const label = notes.length + 1
            notes.push(`A remark, no. ${label}`)
            page.push(`<sup>${label}</sup> A remark, no. ${label}.`)
            text += `<sup>${label}</sup>`
          }
          const isOpen = /[\p{L}\d,]$/u.test(word) && at > 20 && at < words.length - 5
          if (isOpen && random() < 0.02 && /^\p{L}/u.test(words[at + 1] ?? '')) text += endPage().trimEnd() + '\n\n'
        })
        return text
      })
      const markdown = `# Title\n\n## Introduction\n\n${cut.join('\n\n')}${endPage()}`
      const result = intake(markdown)
      if (!result.ok) throw new Error(result.reason.sentence)
      const index = new TextIndex(result.value.document)
      const body = index.bodyText.replace(/ (?=[,.;])/g, '')
      const expected = ['Title', 'Introduction', ...chosen.map((p) => p.replace(/[*_<>$[\]]/g, ''))].join('\n')
      expect(body, `seed ${seed}`).toBe(expected)
      expect(index.text.slice(index.bodyEnd).trim().split('\n').filter(Boolean), `seed ${seed}`).toEqual(
        notes.map((note) => `${note}.`),
      )
      expect(result.value.warnings, `seed ${seed}`).toEqual([])
    }
  })

  it('[IN3] keeps every word of the sample when its lines are cut, doubled and shuffled at random', () => {
    const lines = source.split('\n')
    for (let seed = 1; seed <= 8; seed += 1) {
      const random = seededRandom(seed)
      const from = Math.floor(random() * lines.length * 0.8)
      const some = lines.slice(from, from + 60)
      for (let nth = 0; nth < 15; nth += 1) {
        const at = Math.floor(random() * some.length)
        const line = some[at] ?? ''
        const place = line.indexOf(' ', Math.floor(random() * line.length))
        const act = random()
        if (act < 0.3) some.splice(at, 0, pick(random, ['', '---', '', '***']))
        else if (act < 0.6 && place > 0) some.splice(at, 1, line.slice(0, place), '', line.slice(place + 1))
        else if (act < 0.8) some.splice(at, 1)
        else some.push(line)
      }
      const markdown = some.join('\n')
      const text = everything(markdown) ?? ''
      const have = new Set(text.match(/\p{L}+/gu) ?? [])
      const wanted = markdown.replace(/\]\([^)]*\)|<\/?sup>|\*\*/g, ' ').match(/\p{L}+/gu) ?? []
      const lost = wanted.filter((word) => !have.has(word) && !/^(?:I|n|st|th)$/.test(word))
      expect(lost, `seed ${seed}`).toEqual([])
    }
  })

  // Each grows with its square, or nests without end, in a parser that is not guarded.
  const unit = (text: string, chars = 400_000): string => text.repeat(Math.floor(chars / text.length))
  it.each([
    ['one line of words', unit('word ')],
    ['one line of brackets', unit('[')],
    ['closing brackets', unit(`${']'.repeat(1_900)}\n\n`, 200_000)],
    ['stars', unit('*a')],
    ['quotations', unit('>')],
    ['lists', unit('- ')],
    ['deep lists', Array.from({ length: 800 }, (_, at) => `${' '.repeat((at * 2) % 120)}- a`).join('\n')],
    ['unclosed tags', unit('<sup>')],
    ['unclosed comments', unit('<!-- ')],
    ['bars', unit('|')],
    ['notes', unit('<sup>1</sup> a\n')],
    ['form feeds', `a${unit('\f')}b`],
  ])(
    '[PR5] [IN1] bounds the time for a large file of %s',
    (_, markdown) => {
      expect(markdown.length).toBeLessThanOrEqual(INPUT_MAX_CHARS)
      everything(markdown)
    },
    // A parser that grows with the square takes many minutes here, on any machine.
    120_000,
  )
})
