import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { layerId, tagId } from '../base'
import { PIGMENTS } from '../annotation'
import { documentSchema } from '../document'
import { highlightsOf } from './marks'
import { notesOf } from './notes'
import { paintsOf } from './paint'
import type { AnnotatedPaper } from './paper'
import { FILL_OPACITY, LANE_EM, PAPER_PIGMENTS, UNTAGGED } from './pigments'
import { stretchesOf } from './stretches'
import { TEST_TAGS, type TestLayer, sampleNotes, samplePage, testParagraph, testPaper } from './testing'
import { PDF_LAYOUT } from './layout'
import { typesetPaper } from './typst'

const plain = (...paragraphs: readonly string[]) =>
  documentSchema.nodes.doc.create(
    null,
    paragraphs.map((text) => testParagraph(text)),
  )

const highlights = (paper: AnnotatedPaper) => {
  const notes = notesOf(paper)
  return highlightsOf(paper, notes, stretchesOf(notes))
}

const oneTwoThree = plain('One two three four five.', 'Six seven eight.')
const paperOf = (write: (layer: TestLayer) => void) => testPaper(oneTwoThree, write)

const WITH_NOTES = { ...PDF_LAYOUT, marginNotes: true }

describe('notes', () => {
  it('[EX6] numbers notes in the order of the text and puts those without a place last', () => {
    const paper = paperOf((layer) => {
      layer.annotate(0, 'seven')
      layer.annotate(1, 'two')
    })
    const lost = paperOf((layer) => layer.annotate(2, 'three')).threads.map((entry) => ({
      ...entry,
      thread: {
        ...entry.thread,
        annotation: { ...entry.thread.annotation, anchor: { ...entry.thread.annotation.anchor, exact: 'other' } },
      },
    }))
    const notes = notesOf({ ...paper, threads: [...lost, ...paper.threads] })
    expect(notes.map((note) => [note.number, note.thread.annotation.anchor.exact, note.place !== null])).toEqual([
      [1, 'two', true],
      [2, 'seven', true],
      [3, 'other', false],
    ])
    const listed = typesetPaper({ ...paper, layout: WITH_NOTES, threads: [...lost, ...paper.threads] })
    expect(listed.whole(new Map())).toContain('Not in this version: “other”')
    expect(highlights({ ...paper, threads: [...lost, ...paper.threads] })).toHaveLength(2)
  })

  it('[EX7] takes white space off the ends of a passage', () => {
    const paper = paperOf((layer) => layer.annotate(0, ' two three '))
    expect(notesOf(paper)[0]?.place).toEqual({ start: 4, end: 13 })
  })

  it('[EX7] gives no place to a passage of white space alone', () => {
    const paper = paperOf((layer) => layer.annotate(0, '\n'))
    expect(notesOf(paper)[0]?.place).toBeNull()
  })

  it('[EX8] leads with the tag that has most verdicts, ties in the order of the codebook', () => {
    const paper = paperOf((layer) => {
      const most = layer.annotate(0, 'One')
      layer.tag(0, most, 'realist')
      layer.tag(1, most, 'constructivist')
      layer.tag(2, most, 'constructivist')
      const tie = layer.annotate(0, 'three')
      layer.tag(0, tie, 'constructivist')
      layer.tag(1, tie, 'liberal')
      layer.annotate(0, 'five')
    })
    const found = highlights(paper)
    expect(found.map((highlight) => [highlight.subject, highlight.colour])).toEqual([
      ['constructivist, realist', PAPER_PIGMENTS.orpiment.fill],
      ['liberal, constructivist', PAPER_PIGMENTS.azurite.fill],
      ['', UNTAGGED.fill],
    ])
  })

  it('[EX8] leaves verdicts out whose tag the codebook has lost', () => {
    const paper = paperOf((layer) => {
      layer.tag(0, layer.annotate(0, 'One'), 'gone')
    })
    expect(highlights(paper)[0]?.subject).toBe('')
  })
})

describe('stretches', () => {
  it('[EX9] cuts overlapping passages into stretches that do not overlap', () => {
    const paper = paperOf((layer) => {
      layer.annotate(0, 'One two three')
      layer.annotate(1, 'two three four')
      layer.annotate(2, 'three')
      layer.annotate(3, 'Six')
    })
    const notes = notesOf(paper)
    const stretches = stretchesOf(notes)
    const words = (start: number, end: number): string => paper.index.text.slice(start, end)
    expect(stretches.map((stretch) => [words(stretch.start, stretch.end), stretch.notes])).toEqual([
      ['One ', [0]],
      ['two ', [0, 1]],
      ['three', [0, 1, 2]],
      [' four', [1]],
      ['Six', [3]],
    ])
    notes.forEach((note, at) => {
      const own = stretches.filter((stretch) => stretch.notes.includes(at))
      expect(own.map((stretch) => words(stretch.start, stretch.end)).join('')).toBe(note.thread.annotation.anchor.exact)
    })
  })
})

describe('paint', () => {
  const painted = (write: (layer: TestLayer) => void) => {
    const paper = paperOf(write)
    const notes = notesOf(paper)
    const stretches = stretchesOf(notes)
    const paints = paintsOf(notes, stretches)
    return stretches.map((stretch) => {
      const own = stretch.notes.flatMap((note) =>
        (paints.get(note) ?? []).filter((paint) => paint.stretch === stretch.id),
      )
      return {
        text: paper.index.text.slice(stretch.start, stretch.end),
        fills: own.flatMap(({ fills }) => fills.map(({ colour, opacity }) => `${nameOf(colour)} ${opacity}`)),
        lines: own.flatMap(({ lines }) => lines.map(({ colour, below }) => `${nameOf(colour)} ${below.toFixed(2)}`)),
      }
    })
  }
  const nameOf = (colour: readonly number[]): string =>
    PIGMENTS.find((name) =>
      [PAPER_PIGMENTS[name].fill, PAPER_PIGMENTS[name].line].some((known) => known.join() === colour.join()),
    ) ?? 'grey'

  it('[EX17] fills a word twice at most, by voices, and deeper with more of them', () => {
    const stretches = painted((layer) => {
      const a = layer.annotate(0, 'One two three')
      for (const member of [0, 1, 2, 3]) layer.tag(member, a, 'realist')
      layer.tag(0, layer.annotate(1, 'two three four'), 'liberal')
      const c = layer.annotate(2, 'three four five')
      for (const member of [4, 5]) layer.tag(member, c, 'constructivist')
      layer.annotate(3, 'Six')
    })
    expect(stretches.map(({ text, fills }) => [text, fills])).toEqual([
      ['One ', ['minium 0.54']],
      ['two ', ['minium 0.54', 'azurite 0.24']],
      ['three', ['minium 0.54', 'orpiment 0.38']],
      [' four', ['azurite 0.24', 'orpiment 0.38']],
      [' five', ['orpiment 0.38']],
      ['Six', ['grey 0.24']],
    ])
  })

  it('[EX16] counts a voice once where notes of one tag lie on each other', () => {
    const [, both] = painted((layer) => {
      const a = layer.annotate(0, 'One two')
      const b = layer.annotate(1, 'two three')
      layer.tag(0, a, 'realist')
      layer.tag(0, b, 'realist')
      layer.tag(1, b, 'realist')
    })
    expect(both).toEqual({ text: 'two', fills: ['minium 0.38'], lines: ['minium 0.15'] })
  })

  it('[EX16] [EX18] draws each tag once, straight inside and waves outside, in one lane from end to end', () => {
    const stretches = painted((layer) => {
      layer.tag(0, layer.annotate(0, 'One two three four'), 'constructivist')
      layer.tag(0, layer.annotate(1, 'two three'), 'liberal')
      layer.tag(0, layer.annotate(2, 'two three four five'), 'constructivist')
    })
    expect(stretches.map(({ text, lines }) => [text, lines])).toEqual([
      ['One ', ['orpiment 0.30']],
      ['two three', ['orpiment 0.30', 'azurite 0.15']],
      [' four', ['orpiment 0.30']],
      [' five', ['orpiment 0.30']],
    ])
  })

  it('[EX18] draws no fourth line', () => {
    const paper = paperOf((layer) => {
      const key = layer.annotate(0, 'three')
      TEST_TAGS.forEach(({ name }, member) => {
        layer.tag(member, key, name)
      })
      layer.tag(4, key, 'umber')
    })
    const umber = TEST_TAGS.slice(0, 1).map((tag) => ({
      ...tag,
      id: tagId('umber'),
      name: 'umber',
      pigment: 'umber' as const,
      position: 3,
    }))
    const notes = notesOf({ ...paper, tags: [...TEST_TAGS, ...umber] })
    const lines = paintsOf(notes, stretchesOf(notes)).get(0)?.[0]?.lines ?? []
    expect(lines.map(({ stroke }) => stroke)).toEqual(['solid', 'double', 'dotted'])
  })
})

describe('what annotations say', () => {
  it('[EX10] says the verdicts, the reasons and the first comment', () => {
    const paper = paperOf((layer) => {
      const key = layer.annotate(0, 'three')
      layer.tag(3, key, 'realist', 'It is about power.')
      layer.tag(1, key, 'realist')
      layer.tag(2, key, 'liberal')
      layer.comment(4, key, 'Look here.')
    })
    expect(highlights(paper)[0]?.words).toBe(
      'realist 2: Hana Suzuki, Priya Nair\nliberal 1: Jonas Weber\nHana Suzuki, realist: It is about power.\nMei Tan: Look here.',
    )
  })

  it('[EX10] says the quote where nobody commented, and the layer where there are several', () => {
    const paper = paperOf((layer) => layer.annotate(0, 'three'))
    expect(highlights(paper)[0]?.words).toBe('“three”')
    const layers = [...paper.layers, { id: layerId('other'), name: 'Instructors' }]
    expect(highlights({ ...paper, layers })[0]?.words).toBe('Group B\n“three”')
  })

  it('[EX11] hangs each comment on what it answers, and keeps the place of a removed one', () => {
    const paper = paperOf((layer) => {
      const key = layer.annotate(0, 'three')
      const first = layer.comment(1, key, 'First')
      const second = layer.comment(2, key, 'Second', first)
      layer.comment(3, key, 'Third', second)
      layer.comment(4, key, 'Fourth')
      const record = layer.records.find(([name]) => name === first)
      if (record?.[1].kind === 'comment') record[1] = { ...record[1], body: null, removedAt: 1 }
    })
    const answers = highlights(paper)[0]?.answers ?? []
    const nameOf = (words: string) => answers.find((answer) => answer.words.startsWith(words))?.name
    expect(answers.map((answer) => [answer.words.split(',')[0], answer.parent])).toEqual([
      ['Comment removed by its author', 'annotation/m0/r1'],
      ['Second', nameOf('Comment removed')],
      ['Third', nameOf('Second')],
      ['Fourth', 'annotation/m0/r1'],
    ])
  })

  it('[EX12] keeps names apart when two layers hold the same key', () => {
    const paper = paperOf((layer) => layer.comment(1, layer.annotate(0, 'three'), 'Yes.'))
    const twice = paper.threads.flatMap((entry) => [entry, { ...entry, layer: layerId('other') }])
    const found = highlights({ ...paper, threads: twice })
    const names = found.flatMap((highlight) => [highlight.name, ...highlight.answers.map((answer) => answer.name)])
    expect(new Set(names).size).toBe(4)
    expect(found[1]?.answers[0]?.parent).toBe(found[1]?.name)
  })

  it('prints a member who left the seminar as a former member', () => {
    const paper = paperOf((layer) => layer.annotate(0, 'three'))
    expect(highlights({ ...paper, names: new Map() })[0]?.author).toBe('a former member')
  })
})

describe('the source', () => {
  it('[EX13] lists every note and every comment', () => {
    const paper = testPaper(samplePage(), sampleNotes)
    const source = typesetPaper({ ...paper, layout: WITH_NOTES }).whole(new Map())
    const list = source.slice(source.lastIndexOf('all-notes('))
    for (const { thread } of paper.threads) {
      for (const verdict of thread.verdicts)
        if (verdict.rationale !== undefined) expect(list).toContain(verdict.rationale)
    }
    expect(list.match(/full-note\(/gu)).toHaveLength(paper.threads.length)
    expect(list).toContain('Fair. Then interdependence needs an adjective.')
  })

  it('[EX15] is the same for the same input', () => {
    const once = () => typesetPaper(testPaper(samplePage(), sampleNotes)).whole(new Map())
    expect(once()).toBe(once())
  })

  it('adds the title where the document has none', () => {
    const source = typesetPaper(paperOf(() => undefined)).whole(new Map())
    expect(source).toContain('heading(level: 1, "Pakistan-Russia Relations: Progress, Prospects and Constraints")')
  })

  it('skips no level of headings', () => {
    const { nodes } = documentSchema
    const heading = (level: number, text: string) =>
      nodes.heading.create({ level, id: `h${level}` }, [documentSchema.text(text)])
    const { body: source } = typesetPaper(
      testPaper(nodes.doc.create(null, [heading(3, 'A'), heading(6, 'B'), heading(2, 'C')]), () => undefined),
    )
    expect([...source.matchAll(/heading\(level: (\d), \{/gu)].map((match) => match[1])).toEqual(['1', '2', '2'])
  })

  it('prints the marker of a footnote that is missing, and a footnote whose marker is missing', () => {
    const { nodes } = documentSchema
    const ref = nodes.footnoteRef.create({ footnote: 'fn-9', label: '9' })
    const lost = nodes.footnote.create({ id: 'fn-1', label: '1' }, [testParagraph('Lost words.')])
    const document = nodes.doc.create(null, [
      nodes.paragraph.create(null, [documentSchema.text('Text'), ref]),
      nodes.footnotes.create(null, [lost]),
    ])
    const { body: source } = typesetPaper(testPaper(document, () => undefined))
    expect(source).toContain('super("9")')
    expect(source).toContain('"Lost words."')
  })
})

describe('colours', () => {
  it('[EX14] are those of the light theme', () => {
    const tokens = readFileSync(new URL('../../../app/tokens.css', import.meta.url), 'utf8')
    const light = tokens.slice(0, tokens.indexOf('[data-theme="sepia"]'))
    const hex = (rgb: readonly number[]): string =>
      `#${rgb.map((part) => part.toString(16).padStart(2, '0').toUpperCase()).join('')}`
    for (const name of PIGMENTS) {
      const look = PAPER_PIGMENTS[name]
      expect(light).toContain(`--${name}-line:${hex(look.line)};`)
      expect(light).toContain(`--${name}-text:${hex(look.text)};`)
      for (const depth of [1, 2, 3] as const) {
        expect(light).toContain(`--${name}-fill-${depth}:rgb(${look.fill.join(' ')} / ${FILL_OPACITY[depth]});`)
      }
      const rule = tokens.slice(tokens.indexOf(`[data-pigment="${name}"]`)).split('}')[0] ?? ''
      expect(rule).toContain(
        `--t-stroke: ${look.stroke}; --t-weight: ${look.weight}px; --t-nudge: ${String(look.nudge).replace('0.', '.')}em`,
      )
    }
    LANE_EM.forEach((em, at) => {
      expect(tokens).toContain(`--lane-${at + 1}: ${String(em).replace('0.', '.')}em`)
    })
  })
})
