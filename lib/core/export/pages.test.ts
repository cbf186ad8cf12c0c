import { describe, expect, it } from 'vitest'
import { fileWords } from '../../server/formats/words'
import { PDF_LAYOUT } from './layout'
import { sampleNotes, samplePage, testPaper } from './testing'
import { typesetPaper } from './typst'
import { typstFilesOf } from './typst-files'

const WITH_NOTES = { ...PDF_LAYOUT, marginNotes: true }

const filesIn = (source: string): ReadonlyMap<string, string> =>
  new Map(typstFilesOf(source).map(({ name, code }) => [name, code]))

describe('the pages', () => {
  const paper = testPaper(samplePage(), sampleNotes)

  it('[EX25] keeps the text and the template in files that are the same alone and beside any sheets', () => {
    const paper = testPaper(samplePage(), sampleNotes)
    const alone = filesIn(typesetPaper({ ...paper, threads: [] }).body)
    const beside = filesIn(typesetPaper(paper).whole(new Map([[0, { page: 3, top: 100 }]])))
    expect([...beside.keys()]).toEqual(['given.typ', 'template.typ', 'text.typ', 'main.typ'])
    for (const name of ['template.typ', 'text.typ']) expect(beside.get(name)).toBe(alone.get(name))
    expect(beside.get('main.typ')).not.toBe(alone.get('main.typ'))
    expect(beside.get('text.typ')).toContain('{"Introduction"}')
  })

  it('[EX23] sets the same body whatever was said, and one with numbers beside notes in the margin', () => {
    const bare = testPaper(samplePage(), () => undefined)
    expect(typesetPaper(paper).body).toBe(typesetPaper(bare).body)
    expect(typesetPaper({ ...paper, layout: WITH_NOTES }).body).not.toBe(
      typesetPaper({ ...bare, layout: WITH_NOTES }).body,
    )
  })

  it('[EX19] tells on the first sheet what is in the file', () => {
    const source = typesetPaper({ ...paper, choice: [{ label: 'Tags', words: 'realist' }] }).whole(new Map())
    expect(source).toContain('label-line("Tags", "realist")')
    expect(source).toContain('label-line("In this file", "8 annotations by 7 members, 15 verdicts, 7 comments")')
    expect(source).toContain('contents-line(2, "Introduction", label("section-1"))')
  })

  it('[EX26] speaks the language of who asks, and holds what runs the other way together', () => {
    const members = [...paper.names].map(([id, name]) => ({ id, name, role: 'student' as const, group: null }))
    const people = { members, groups: [] }
    const urdu = { ...paper, words: fileWords('ur'), people, layout: WITH_NOTES }
    const files = filesIn(typesetPaper(urdu).whole(new Map()))
    expect(files.get('given.typ')).toContain('own-lang: "ur", own-dir: rtl')
    const main = files.get('main.typ') ?? ''
    for (const word of ['front.kind', 'figures.title', 'index.title', 'notes.title'] as const) {
      expect(main).toContain(`"${urdu.words.say(word)}"`)
    }
    expect(main).toContain('"\\u{2068}South Asian Security\\u{2069}"')
    // English words are those of people and of the paper alone, and all are held: by themselves or from the piece before.
    const literals = [...main.matchAll(/("\\u\{2068\}";)?"((?:[^"\\]|\\.)*)"/gu)]
    const loose = literals.filter(([, held, words = '']) => {
      return held === undefined && /[A-Za-z]{3,} [A-Za-z]{3,}/u.test(words) && !words.includes('\\u{2068}')
    })
    expect(literals.length).toBeGreaterThan(loose.length)
    expect(loose.map(([, , words]) => words)).toEqual([])
  })

  it('[EX20] sets any paper, columns and margin', () => {
    const source = typesetPaper({ ...paper, layout: { ...WITH_NOTES, paper: 'letter', columns: 2 } }).body
    expect(source).toContain('width: 215.9mm, height: 279.4mm')
    expect(source).toContain('set page(columns: 2')
  })

  it('[EX21] lists each claim under every tag it has, with its page', () => {
    const source = typesetPaper(paper).whole(new Map([[0, { page: 3, top: 100 }]]))
    const index = source.slice(source.lastIndexOf('Claims by tag'))
    expect(index).toContain('index-tag("R", "minium", "realist", "4 claims")')
    expect(index).toMatch(/claim\(1, "Pakistan seeks Russian[^"]*…", "3 of 3", "3"\)/u)
    expect(index.match(/claim\(3,/gu)).toHaveLength(2)
  })

  it('[EX21] gives pages by section when there are too many claims to list', () => {
    const many = testPaper(samplePage(), (layer) => {
      for (let at = 0; at < 1_001; at += 1) layer.tag(0, layer.annotate(0, 'strategic'), 'realist')
    })
    const spots = new Map(many.threads.map((_, at) => [at, { page: 1, top: 0 }]))
    expect(typesetPaper(many).whole(spots)).toContain('claim-pages("Introduction", "1 (1001)")')
  })

  it('[EX22] draws figures only of people who are counted', () => {
    expect(typesetPaper(paper).whole(new Map())).not.toContain('heading(level: 2, "Figures")')
    const members = [...paper.names].map(([id, name]) => ({ id, name, role: 'student' as const, group: null }))
    const source = typesetPaper({ ...paper, people: { members, groups: [] } }).whole(new Map())
    expect(source).toContain('bar-line("L", "azurite", "liberal", 1.0000, "')
    expect(source).toMatch(/heat-line\("Introduction", "Introduction: \d+ sentences?, \d+ with a claim/u)
  })
})
