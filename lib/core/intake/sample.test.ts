import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Document, TextIndex, footnoteRefId, outline, parseDocument, serializeDocument } from '../document'
import { type Intake, intake } from './index'

const source = readFileSync(new URL('../../../prisma/sample/pakistan-russia-relations.md', import.meta.url), 'utf8')

/** The notes as a reader with a pencil would take them out: line by line, knowing this file and nothing of intake. */
const notesByHand = (): readonly { readonly label: string; readonly text: string }[] => {
  const lines = source.split('\n')
  const found: { label: string; text: string }[] = []
  lines.forEach((line, at) => {
    const start = /^<sup>(\d+)<\/sup> ?(.*)$/.exec(line)
    if (start === null) return
    const rest = lines.slice(at + 1, lines.indexOf('', at))
    // Note 80 goes on below the next rule.
    if (start[1] === '80') rest.push(lines[lines.indexOf('---', at) + 2] ?? '')
    found.push({ label: start[1] ?? '', text: bare([start[2] ?? '', ...rest].join(' ')) })
  })
  return found
}

const bare = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<(https?:[^>]*)>/g, '$1')
    .replace(/<\/?sup>/g, '')
    .replace(/\*/g, '')
    .replace(/\\+([_$])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()

interface FoundNote {
  readonly id: string
  readonly label: string
  readonly text: string
}

const notesOf = (document: Document): readonly FoundNote[] => {
  const notes: FoundNote[] = []
  document.descendants((node) => {
    if (node.type.name === 'footnote') {
      notes.push({ id: String(node.attrs.id), label: String(node.attrs.label), text: node.textContent })
    }
    return true
  })
  return notes
}

const markersOf = (document: Document): readonly { readonly footnote: string; readonly before: string }[] => {
  const markers: { footnote: string; before: string }[] = []
  document.descendants((node, _pos, parent, nth) => {
    if (node.type.name !== 'footnoteRef') return true
    const before = nth > 0 ? (parent?.child(nth - 1).text ?? '') : ''
    markers.push({ footnote: String(node.attrs.footnote), before: before.slice(-20) })
    expect(node.attrs.occurrence).toBe(1)
    return true
  })
  return markers
}

describe('the sample paper', () => {
  let paper: Intake
  let index: TextIndex
  beforeAll(() => {
    const result = intake(source)
    if (!result.ok) throw new Error(result.reason.sentence)
    paper = result.value
    index = new TextIndex(paper.document)
  })

  it('[NO1] has 96 of 96 notes, label and text exact, after the note of the author', () => {
    const expected = notesByHand()
    expect(expected.map((note) => note.label)).toEqual(Array.from({ length: 96 }, (_, nth) => String(nth + 1)))
    const [author, ...notes] = notesOf(paper.document)
    expect(author).toEqual({
      id: 'fn-star',
      label: '*',
      text: "Col. Muhammad Hanif (ret'd), Consultant/Research Fellow, Islamabad Policy Research Institute (IPRI), Islamabad.",
    })
    expect(notes.map(({ label, text }) => ({ label, text }))).toEqual(expected)
    expect(notes.map((note) => note.id)).toEqual(expected.map((note) => `fn-${note.label}`))
  })

  it('[NO2] binds each note to one marker, in the order of the text', () => {
    const markers = markersOf(paper.document)
    expect(markers.map((marker) => marker.footnote)).toEqual(notesOf(paper.document).map((note) => note.id))
    expect(markers[0]?.before).toBe('Muhammad Hanif')
    expect(markers[2]?.before).toMatch(/the realist theory,$/)
    expect(footnoteRefId('fn-96', 1)).toBe('ref-fn-96')
  })

  it('[NO4] keeps ordinals as raised text', () => {
    const raised: string[] = []
    paper.document.descendants((node) => {
      if (node.isText && node.marks.some((mark) => mark.type.name === 'sup')) raised.push(node.text ?? '')
      return true
    })
    expect(raised).toEqual(['st', 'th'])
    expect(index.bodyText).toContain('into the 21st century.')
    expect(index.bodyText).toContain('5th generation fighter jet')
  })

  it('[PG4] joins note 80 with what stands below the next rule', () => {
    const note = notesOf(paper.document).find((candidate) => candidate.label === '80')
    expect(note?.text).toBe(
      '"Concept of the Foreign Policy of the Russian Federation", Ministry of Foreign Affairs of the Russian Federation, http://www.mid.ru/brp_4.nsf/0/76389FEC168189ED44257B2E0039B16D',
    )
  })

  it.each([
    'Its economy is strong thanks to oil and gas revenues',
    'bilateral relations between the two countries and the progress attained since',
    'reasserting its influence in international affairs which is its due',
    "India's strategic partnership with the US and Afghanistan which",
    "support Pakistan's precarious economic situation at that time",
    'and its ultimate recognition of their government',
    'Collective Security Treaty plan which could not materialize',
    'some of the Central Asian States (CARs) and even in Russia itself',
    'worth of trade and investments in the coming years.',
    'held in-depth discussions with President Pervez Musharraf',
    'It was basically aimed at assuring Russian leaders',
    "Mr. Putin's proposed visit to Pakistan was related to Afghanistan",
    'and the strong statements of the Russian Foreign Minister',
    'development of Thar coal project, partial funding',
    'internal stability in Pakistan which has been adversely affected',
    'the nearby powers of India, China and Russia.',
    'pursuing a liberal economic policy without giving',
    'Their geopolitical ties are also very strong since 2011',
    'which can be used for development of intercontinental ballistic missiles',
    'it is more likely that Pakistan-Russia relations will progress',
    'clamping sanctions and taking other harder actions against Syria',
    'mutual trust between Pakistan and Russia improved',
  ])('[JO1] joins a paragraph broken across a page: … %s …', (words) => {
    expect(index.bodyText).toContain(words)
  })

  it('[JO1] has no other paragraph that begins in the middle of a sentence', () => {
    const low = index.bodyText.split('\n').filter((line) => /^\p{Ll}/u.test(line))
    expect(low).toEqual([])
  })

  it('[HE1] has the outline that the paper has', () => {
    expect(outline(paper.document, index).map((section) => `${section.level} ${section.title}`)).toEqual([
      '1 Pakistan-Russia Relations: Progress, Prospects and Constraints',
      '2 Abstract',
      '2 Introduction',
      '2 Theoretical Framework',
      '2 Uneasy Bilateral Relations in the Cold War Period',
      '2 Progress Attained in Improving Relations in the Post Cold War Era',
      '3 Development of Relations before 9/11',
      '3 Advancement of Relations in the Aftermath of 9/11',
      '3 Quick Progress in Relations in 2010-2012',
      '2 Prospects of Developing Closer Bilateral Relations',
      '3 Opportunities for Russia in Pakistan',
      '3 Incentives for Pakistan to Advance Its Relations with Russia',
      "2 Likely Impact of Russia- US Relations and Pakistan's Position in this Equation on Pakistan-Russia Relations",
      '2 Likely Constraints to the Development of Relations',
      '3 India',
      '3 The US',
      '3 China',
      '3 Saudi Arabia and Other Gulf States',
      '2 Recommendations',
      '2 Conclusion',
    ])
  })

  it('[FR1] knows title, author, abstract and key words', () => {
    expect(paper.title).toBe('Pakistan-Russia Relations: Progress, Prospects and Constraints')
    expect(paper.authors).toEqual(['Muhammad Hanif'])
    expect(paper.abstract).toMatch(/^It would be an important relationship .* on this mutual interest\.$/)
    expect(paper.keywords).toEqual([
      'Pakistan',
      'Russia',
      'India',
      'United States',
      'Cold War',
      'Afghanistan',
      'Central Asia',
    ])
    const roles: string[] = []
    paper.document.forEach((node) => {
      if (node.type.name === 'paragraph' && node.attrs.role !== null) roles.push(String(node.attrs.role))
    })
    expect(roles).toEqual(['byline', 'abstract', 'keywords'])
  })

  it('[IN2] leaves no markup in the text and no marker in the body', () => {
    const leftover = [...index.text.matchAll(/.{0,20}(?:\*|\\|<\/?[a-z]|\]\(|^#|\[\^|_\s|\s_)/gm)].map(String)
    expect(leftover).toEqual([])
    expect([...index.bodyText.matchAll(/.{0,20}(?: {2}|\n\n| \n|\n )/g)].map(String)).toEqual([])
    expect(index.bodyText).toContain('In the Cold War period relations')
    expect(index.bodyText).toContain('award the $1.2 billion contract')
    // No number stands where a marker stood.
    const numbers = index.bodyText.matchAll(/.{0,20}(?<!\d)[\p{Ll}.,”"'’](?:[1-9]|[1-8]\d|9[0-6])(?=\s|$)/gu)
    expect([...numbers].map(String)).toEqual([])
  })

  it('[IN1] is a checked document without a warning, and survives JSON', () => {
    expect(paper.warnings).toEqual([])
    const again = parseDocument(serializeDocument(paper.document))
    expect(again.ok && again.value.eq(paper.document)).toBe(true)
  })

  it('[IN3] has every word of the file', () => {
    const wanted = bare(source.replace(/^---$/gm, ' ').replace(/<sup>[^<]*<\/sup>|\*\*|^#+ |^- |\\\*/gm, ' '))
    const letters = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []
    const have = letters(index.text)
    expect(have.filter((word) => word !== 'st' && word !== 'th').length).toBeGreaterThan(8_000)
    const count = new Map<string, number>()
    for (const word of have) count.set(word, (count.get(word) ?? 0) + 1)
    const missing = letters(wanted).filter((word) => {
      const left = (count.get(word) ?? 0) - 1
      count.set(word, left)
      return left < 0
    })
    // `**I**n`, `21<sup>st</sup>` and `5<sup>th</sup>` are cut by this test's own pencil.
    expect(missing).toEqual(['I', 'n', '21', '5'])
  })

  it('[IN1] gives equal documents for equal text', () => {
    const again = intake(source)
    expect(again.ok && again.value.document.eq(paper.document)).toBe(true)
  })
})
