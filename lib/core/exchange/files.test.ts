import { readFileSync } from 'node:fs'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { validateXML } from 'xmllint-wasm'
import { describe, expect, it } from 'vitest'
import { layerId, memberId, seededRandom } from '../base'
import { bodyText } from '../annotation'
import { documentSchema } from '../document'
import { sampleNotes, samplePage, testFootnote, testParagraph } from '../export/testing'
import { type Frame, NOTE_COLUMNS, QDA_SECTIONS, type Threads, markdownFile, pageFile, qdaPieces, tableRows } from '.'
import { comingOneByOne, randomRecords, testReading, threadsOfRecords, wholeOf } from './testing'
import { fileWords } from '../../server/formats/words'

const WILD = 'a </p><script>alert(1)</script> & "b" \u0001\u0008\uFFFE ]]> =1+1 | [x](javascript:y) `c` *d* 𝕋'
const guidOf = (name: string): string => {
  let hash = 0n
  for (const letter of name) hash = (hash * 1_000_003n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 128n
  const hex = hash.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
const sample = testReading(samplePage(), sampleNotes)
const wild = (() => {
  const { nodes } = documentSchema
  const document = nodes.doc.create(null, [
    nodes.heading.create({ level: 1, id: 'top' }, documentSchema.text('One & <two>')),
    testParagraph('Some 𝕋ext with <b & more words, said twice.^1^'),
    nodes.footnotes.create(null, [testFootnote('1', 'A note with *stress* & <i.')]),
  ])
  const reading = testReading(document, (layer) => {
    const key = layer.annotate(0, 'ext with <b & more')
    layer.tag(1, key, 'liberal', WILD)
    const first = layer.comment(2, key, WILD)
    layer.comment(3, key, `${WILD}\n  indented`, first)
    layer.annotate(4, 'more words')
    layer.annotate(5, 'note with')
  })
  return {
    ...reading,
    frame: { ...reading.frame, title: WILD, seminar: WILD, names: new Map([[memberId('m2'), WILD]]) },
  }
})()
const random = (seed: number) => threadsOfRecords(randomRecords(seededRandom(seed), sample.frame.index, 150))

describe('tables', () => {
  const rows = (threads: typeof sample.threads) => {
    const rowsOf = tableRows(sample.frame)
    return threads.flatMap(rowsOf).map((row) => new Map(NOTE_COLUMNS.map((column, at) => [column, row[at]])))
  }

  it('[TB1] has the columns that scripts know, in their order', () => {
    expect(NOTE_COLUMNS.join(',')).toBe(
      'kind,layer,highlight,section,start,end,quote,author,written,changed,tag,text,answers,resolved,record',
    )
  })

  it('[TB1] has a row for each verdict, comment and reaction, with the place of its highlight', () => {
    const threads = random(3)
    const all = rows(threads)
    const kinds = (kind: string) => all.filter((row) => row.get('kind') === kind).length
    expect(kinds('verdict')).toBe(threads.reduce((sum, { thread }) => sum + thread.verdicts.length, 0))
    expect(kinds('comment')).toBe(threads.reduce((sum, { thread }) => sum + thread.commentCount, 0))
    expect(kinds('highlight') + kinds('removed highlight')).toBe(threads.length)
    expect(kinds('reaction')).toBeGreaterThan(0)
    const text = Array.from(sample.frame.index.text)
    for (const row of all)
      expect(text.slice(Number(row.get('start')), Number(row.get('end'))).join('')).toBe(row.get('quote'))
    const records = new Set(all.map((row) => row.get('record')))
    expect(records.size).toBe(all.length)
    for (const row of all) expect([null, ...records]).toContain(row.get('answers'))
  })
})

describe('the page', () => {
  it('[PG1] asks for nothing and runs nothing', async () => {
    for (const { frame, threads } of [sample, wild]) {
      const html = await wholeOf(pageFile(frame, comingOneByOne(threads)))
      expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|video|audio|base|form)\b/i)
      expect(html).not.toMatch(/\s(src|srcset|on\w+|style|background)=|@import|url\(/i)
      expect(html).toContain("default-src 'none'")
    }
  })

  it('[PG1] keeps the words of people as words, and every element closed', async () => {
    const html = await wholeOf(pageFile(wild.frame, comingOneByOne(wild.threads)))
    expect(html).toContain('a &lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;')
    const open: string[] = []
    for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/g)) {
      if (['meta', 'br'].includes(name)) continue
      if (slash === '/') expect(open.pop()).toBe(name)
      else open.push(name)
    }
    expect(open).toEqual([])
  })

  it('[PG1] has the whole text, and each note beside the part in which it begins', async () => {
    const html = await wholeOf(pageFile(sample.frame, comingOneByOne(sample.threads)))
    const text = html
      .replace(/<style>[\s\S]*?<\/style>|<aside[\s\S]*?<\/aside>|<sup[\s\S]*?<\/sup>|<[^>]*>/g, '')
      .replaceAll('&amp;', '&')
    for (const line of sample.frame.index.text.split('\n')) expect(text).toContain(line)
    const row = html.split('<div class="row">').find((part) => part.includes('Soon after'))
    expect(row).toContain('by whom?')
  })

  it('[PG2] leads from each mark to its note and back', async () => {
    for (const { frame, threads } of [sample, wild, { frame: sample.frame, threads: random(5) }]) {
      const html = await wholeOf(pageFile(frame, comingOneByOne(threads)))
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const targets = [...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id)
      expect(targets.filter((id) => !ids.includes(id))).toEqual([])
      expect(ids.filter((id) => id?.startsWith('note-'))).toHaveLength(threads.length)
    }
  })

  it('[XO6] speaks the language of who asks, and leaves the paper its own', async () => {
    const frame = { ...sample.frame, words: fileWords('ur') }
    const html = await wholeOf(pageFile(frame, comingOneByOne(sample.threads)))
    expect(html).toContain('<html lang="ur" dir="rtl">')
    expect(html).toContain(frame.words.say('places.skip'))
    expect(html.match(/<div class="row"><div lang="en" dir="ltr">/g)?.length).toBeGreaterThan(5)
    const markdown = await wholeOf(markdownFile(frame, comingOneByOne(sample.threads)))
    expect(markdown).toContain(frame.words.day(frame.at))
    for (const text of [html, markdown]) expect(text).not.toMatch(/Exported|comments|Back to|UTC\w/)
  })

  it('[PG2] tells a tag by its letter', async () => {
    const html = await wholeOf(pageFile(sample.frame, comingOneByOne(sample.threads)))
    expect(html).toMatch(/href="#note-1"[^>]*>1 L</)
  })
})

describe('Markdown', () => {
  interface Tree {
    readonly type: string
    readonly value?: string
    readonly identifier?: string
    readonly children?: readonly Tree[]
  }
  const all = (tree: Tree): readonly Tree[] => [tree, ...(tree.children ?? []).flatMap(all)]
  const parsed = async ({ frame, threads }: typeof sample) => {
    const source = await wholeOf(markdownFile(frame, comingOneByOne(threads)))
    const tree: Tree = unified().use(remarkParse).use(remarkGfm).parse(source)
    return { source, nodes: all(tree) }
  }
  const words = (tree: Tree): string => tree.value ?? (tree.children ?? []).map(words).join('')

  it('[PG3] has each note once, referred to at the end of its passage', async () => {
    for (const reading of [sample, wild]) {
      const { nodes } = await parsed(reading)
      const names = (type: string) =>
        nodes
          .filter((node) => node.type === type && /^n\d+$/.test(node.identifier ?? ''))
          .map(({ identifier }) => identifier)
      expect(names('footnoteDefinition')).toHaveLength(reading.threads.length)
      expect(names('footnoteReference').toSorted()).toEqual(names('footnoteDefinition').toSorted())
    }
  })

  it('[PG3] keeps the footnotes of the paper and the words of people', async () => {
    const { nodes } = await parsed(wild)
    const own = nodes.find(({ type, identifier }) => type === 'footnoteDefinition' && identifier === '1')
    expect(own === undefined ? '' : words(own)).toBe('A note with stress & <i.')
    expect(nodes.filter(({ type }) => type === 'html')).toEqual([])
    const visible = WILD.replaceAll(/[\u0001\u0008]/g, '')
    const note = nodes.find(({ type, identifier }) => type === 'footnoteDefinition' && identifier === 'n1')
    expect(note === undefined ? '' : words(note).replaceAll(/[\u0001\u0008]/g, '')).toContain(visible)
  })
})

/** The XML of a project whose pieces are put in their places. */
const projectOf = async (frame: Frame, threads: Threads): Promise<string> => {
  const sections = { head: '', selections: '', notes: '' }
  for await (const { section, xml } of qdaPieces(frame, threads, guidOf)) sections[section] += xml
  return QDA_SECTIONS.map((section) => sections[section]).join('')
}

describe('REFI-QDA', () => {
  const schema = readFileSync(new URL('./refi-qda-project.xsd', import.meta.url), 'utf8')
  const faults = async (xml: string) => {
    const { errors } = await validateXML({
      xml: [{ fileName: 'project.qde', contents: xml }],
      schema: [{ fileName: 'Project.xsd', contents: schema }],
      // Pages of 64 kB.
      maxMemoryPages: 8_192,
    })
    return errors.map(({ message }) => message)
  }

  it('[QD1] is valid, whatever the notes say', async () => {
    for (const { frame, threads } of [sample, wild, { frame: sample.frame, threads: random(11) }]) {
      const xml = await projectOf(frame, comingOneByOne(threads))
      expect(await faults(xml)).toEqual([])
    }
    expect(await faults(await projectOf({ ...sample.frame, tags: [] }, comingOneByOne([])))).toEqual([])
  }, 30_000)

  it('[QD1] the validator sees what is wrong', async () => {
    const xml = await projectOf(sample.frame, comingOneByOne(sample.threads))
    expect(await faults(xml.replace('<CodeRef ', '<CodesRef '))).not.toEqual([])
  }, 30_000)

  it('[QD1] has a coding for each verdict by its member, and a note for each comment', async () => {
    const xml = await projectOf(sample.frame, comingOneByOne(sample.threads))
    const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length
    const verdicts = sample.threads.flatMap(({ thread }) => thread.verdicts)
    expect(count(/<Coding /g)).toBe(verdicts.length)
    for (const { author } of verdicts) expect(xml).toContain(`creatingUser="${guidOf(`user ${author}`)}"`)
    const reasons = verdicts.filter(({ rationale }) => rationale !== undefined).length
    expect(count(/<Note /g)).toBe(sample.threads.reduce((sum, { thread }) => sum + thread.commentCount, reasons))
    const letters = Array.from(sample.frame.index.text)
    const [first] = sample.threads
    const found = /startPosition="(\d+)" endPosition="(\d+)"/.exec(xml)
    expect(letters.slice(Number(found?.[1]), Number(found?.[2])).join('')).toBe(first?.thread.annotation.anchor.exact)
    expect(xml).toContain(bodyText(first?.thread.comments[0]?.body ?? { content: [] }))
  })

  it('[QD3] comes with its notes: what a thread says is written before the next is asked for', async () => {
    const ordered = random(11)
    let read = 0
    async function* counted(): Threads {
      for (const thread of ordered) {
        read += 1
        yield await Promise.resolve(thread)
      }
    }
    const said = ordered.map(({ thread }) => thread.commentCount)
    let written = 0
    for await (const { section, xml } of qdaPieces(sample.frame, counted(), guidOf)) {
      if (section === 'head') expect(read).toBe(ordered.length)
      if (section !== 'notes') continue
      written += [...xml.matchAll(/<Note [^>]*name="(?:Comment|Answer) /g)].length
      expect(written).toBe(said.slice(0, read).reduce((sum, count) => sum + count, 0))
    }
    expect(written).toBeGreaterThan(10)
  })

  it('[QD2] gives a coding the user of its selection, and nobody two bare selections of the same words', async () => {
    const twice = { ...sample, threads: sample.threads.flatMap((one) => [one, { ...one, layer: layerId('other') }]) }
    for (const { frame, threads } of [twice, { frame: sample.frame, threads: random(7) }]) {
      const xml = await projectOf(frame, comingOneByOne(threads))
      const bare: string[] = []
      for (const [, head = '', inner = ''] of xml.matchAll(
        /<PlainTextSelection ([^>]*)>(.*?)<\/PlainTextSelection>/gs,
      )) {
        const own = /creatingUser="([^"]*)"/.exec(head)?.[1] ?? ''
        const users = [...inner.matchAll(/<Coding [^>]*creatingUser="([^"]*)"/g)].map(([, user]) => user)
        expect(users.filter((user) => user !== own)).toEqual([])
        const [, start = '', end = ''] = /startPosition="(\d+)" endPosition="(\d+)"/.exec(head) ?? []
        if (users.length === 0) bare.push(`${start} ${end} ${own}`)
      }
      expect(new Set(bare).size).toBe(bare.length)
      expect(await faults(xml)).toEqual([])
    }
  }, 30_000)
})
