import { type LayerId, type MemberId, type Random, layerId, memberId, tagId, versionId } from '../base'
import {
  type Annotation,
  type LayerRecord,
  type RecordKey,
  type Tag,
  bodyOf,
  recordKey,
  taggingKey,
  threadsOf,
} from '../annotation'
import { type Document, TextIndex, documentSchema, hashDocument, offset } from '../document'
import { fileWords } from '../../server/formats/words'
import type { AnnotatedPaper } from './paper'

/** For tests only: papers and threads in few words. Numbers are milliseconds since 1970. */
export const TEST_NOW = Date.UTC(2026, 10, 24, 9, 30, 0)
const T0 = Date.UTC(2026, 10, 3, 10, 0, 0)
const VERSION = versionId('v1')
export const TEST_LAYER = layerId('layer-b')

const tag = (id: string, name: string, key: string, pigment: Tag['pigment'], position: number): Tag => ({
  id: tagId(id),
  name,
  definition: `Says what a ${name} says.`,
  example: '',
  pigment,
  key,
  position,
  active: true,
})

export const TEST_TAGS: readonly Tag[] = [
  tag('realist', 'realist', 'r', 'minium', 0),
  tag('liberal', 'liberal', 'l', 'azurite', 1),
  tag('constructivist', 'constructivist', 'c', 'orpiment', 2),
]

export const TEST_NAMES: ReadonlyMap<MemberId, string> = new Map(
  ['Bilal Chaudhry', 'Priya Nair', 'Jonas Weber', 'Hana Suzuki', 'Mei Tan', 'Daniel Okafor', 'Amina Rahman'].map(
    (name, at) => [memberId(`m${at}`), name],
  ),
)

/** Records of one layer, written in the order of the clock. */
export class TestLayer {
  readonly records: [RecordKey, LayerRecord][] = []
  private clock = T0
  private serial = 0

  constructor(private readonly index: TextIndex) {}

  /** Member number `author` marks the `nth` occurrence of `quote`. Throws where the text has none. */
  annotate(author: number, quote: string, nth = 0): RecordKey {
    let start = -1
    for (let seen = 0; seen <= nth; seen += 1) start = this.index.text.indexOf(quote, start + 1)
    if (start < 0) throw new Error(`the text has no “${quote}”`)
    return this.annotateRange(author, start, start + quote.length)
  }

  annotateRange(author: number, start: number, end: number): RecordKey {
    const member = memberId(`m${author}`)
    const key = recordKey('annotation', member, this.local())
    const text = this.index.text
    const record: Annotation = {
      v: 1,
      kind: 'annotation',
      author: member,
      at: this.tick(),
      anchor: {
        version: VERSION,
        start: offset(start),
        end: offset(end),
        exact: text.slice(start, end),
        prefix: text.slice(Math.max(0, start - 32), start),
        suffix: text.slice(end, end + 32),
      },
    }
    this.records.push([key, record])
    return key
  }

  tag(author: number, annotation: RecordKey, name: string, rationale?: string): void {
    const member = memberId(`m${author}`)
    this.records.push([
      taggingKey(member, annotation),
      {
        v: 1,
        kind: 'tagging',
        author: member,
        at: this.tick(),
        annotation,
        tag: tagId(name),
        ...(rationale === undefined ? {} : { rationale }),
      },
    ])
  }

  comment(author: number, annotation: RecordKey, text: string, parent: RecordKey | null = null): RecordKey {
    const member = memberId(`m${author}`)
    const key = recordKey('comment', member, this.local())
    this.records.push([
      key,
      { v: 1, kind: 'comment', author: member, at: this.tick(), annotation, parent, body: bodyOf(text) },
    ])
    return key
  }

  private local(): string {
    this.serial += 1
    return `r${this.serial}`
  }

  private tick(): number {
    this.clock += 61_000
    return this.clock
  }
}

/** A paper with one layer, `Group B`, that `write` fills. */
export const testPaper = (
  document: Document,
  write: (layer: TestLayer) => void,
  given: Partial<AnnotatedPaper> = {},
): AnnotatedPaper => {
  const index = new TextIndex(document)
  const layer = new TestLayer(index)
  write(layer)
  const id: LayerId = TEST_LAYER
  return {
    document,
    index,
    title: 'Pakistan-Russia Relations: Progress, Prospects and Constraints',
    authors: ['Muhammad Hanif'],
    seminar: 'South Asian Security',
    layers: [{ id, name: 'Group B' }],
    threads: threadsOf(layer.records).map((thread) => ({ layer: id, thread })),
    names: TEST_NAMES,
    tags: TEST_TAGS,
    versionHash: hashDocument(document),
    at: TEST_NOW,
    words: fileWords('en'),
    ...given,
  }
}

const { nodes, marks } = documentSchema

/** A paragraph from text in which `*x*` is emphasis, `^n^` a footnote marker and `<url>` a link. */
export const testParagraph = (source: string, role: string | null = null) =>
  nodes.paragraph.create({ role }, testInline(source))

const testInline = (source: string) =>
  source.split(/(\*[^*]+\*|\^[^^]+\^|<[^>]+>)/u).flatMap((part) => {
    if (part === '') return []
    if (/^\^.+\^$/u.test(part)) {
      const [label, occurrence = '1'] = part.slice(1, -1).split('#')
      return [nodes.footnoteRef.create({ footnote: `fn-${label ?? ''}`, label, occurrence: Number(occurrence) })]
    }
    if (/^\*.+\*$/u.test(part)) return [documentSchema.text(part.slice(1, -1), [marks.em.create()])]
    if (/^<.+>$/u.test(part)) {
      const href = part.slice(1, -1)
      return [documentSchema.text(href, [marks.link.create({ href })])]
    }
    return [documentSchema.text(part)]
  })

export const testHeading = (level: number, source: string) =>
  nodes.heading.create({ level, id: source.toLowerCase().replaceAll(/[^a-z]+/gu, '-') }, testInline(source))

export const testFootnote = (label: string, ...paragraphs: readonly string[]) =>
  nodes.footnote.create(
    { id: `fn-${label}`, label },
    paragraphs.map((paragraph) => testParagraph(paragraph)),
  )

/** A page of the sample paper, with what a page can have: footnotes, a list, a quotation, a table. */
export const samplePage = (): Document =>
  nodes.doc.create(null, [
    testHeading(1, 'Pakistan-Russia Relations: Progress, Prospects and Constraints'),
    testParagraph('Muhammad Hanif^*^', 'byline'),
    testParagraph(
      'The paper studies how far Pakistan and Russia have come, what they may gain from each other, and what stands between them.',
      'abstract',
    ),
    testParagraph('Pakistan, Russia, Security, Trade.', 'keywords'),
    testHeading(2, 'Introduction'),
    testParagraph(
      'Yet another dimension besides its strategic interests in the region that Pakistan seeks in this new phase of its relationship with Russia is in the economic realm which under the global drive can have its own growth momentum. Pakistan seeks Russian economic assistance in the form of foreign direct investment and technological cooperation particularly in the energy field. Russia seems inclined to responding to these needs in addition to increasing the trade volume. The development of these economic relations is taking place in the true spirit of the theory of commercial liberalism according to which trade, investment and interdependence are forces for peace.^4^ In this paper the strategic and economic relations between Russia and Pakistan are examined largely in the theoretical framework of *realism and commercial liberalism* besides drawing insights from theories of constructivism and globalized interdependence.',
    ),
    testHeading(2, 'Uneasy Bilateral Relations in the Cold War Period'),
    testParagraph(
      'Soon after Pakistan’s inception the then Soviet Union invited its first Prime Minister, Liaquat Ali Khan to visit Moscow. Later, in the same year the United States of America also invited him. Liaquat Ali Khan accepted the latter invitation.^5^ It is believed that Liaquat Ali Khan preferred the US visit for prospects of procuring defence equipment and economic assistance which the Soviet Union despite Pakistan’s repeated requests had not responded to.^6^ These were urgently needed to bolster defence against India after the 1948 war over Kashmir and to support Pakistan’s precarious economic situation at that time.',
    ),
    testParagraph(
      'It was also thought that after losses suffered in World War II the Soviet Union would not be in a position to provide the kind of economic assistance Pakistan urgently needed.^7^ On the other side Soviet suspicions grew that Pakistan was joining the anti-communist Western alliance which proved to be correct when in 1954 and 1955 Pakistan joined the SEATO and CENTO pacts.^7#2^ That drew the USSR closer to India in a defence relationship under which Soviet military hardware started flowing to India disturbing the balance of power in South Asia.',
    ),
    nodes.blockquote.create(null, [
      testParagraph(
        'A state that cannot defend itself cannot trade, and one that cannot trade cannot defend itself for long.',
      ),
    ]),
    nodes.bulletList.create(null, [
      nodes.listItem.create(null, [testParagraph('Counter-terrorism and the security of the region.')]),
      nodes.listItem.create(null, [testParagraph('Energy, above all gas pipelines and power lines.')]),
    ]),
    nodes.table.create(null, [
      nodes.tableRow.create(
        null,
        ['Year', 'Trade'].map((text) => nodes.tableCell.create({ header: true }, [testParagraph(text)])),
      ),
      nodes.tableRow.create(
        null,
        ['2003', '92 million dollars'].map((text) => nodes.tableCell.create(null, [testParagraph(text)])),
      ),
    ]),
    nodes.figureCaption.create(null, testInline('Table 1. Trade in both directions.')),
    testHeading(3, 'After the wall'),
    testParagraph(
      'See <http://www.example.org/a-recap-of-soviet-pakistan-relations/> for more. Moscow endorsed India’s Kashmir stand at all international forums.',
    ),
    nodes.footnotes.create(null, [
      testFootnote('*', 'The author is a research fellow in Islamabad.'),
      testFootnote('4', 'Keith L. Shimko, *International Relations*, 55.'),
      testFootnote(
        '5',
        'Muhammad Owais, “Pakistan-Russia Relations: Economic and Political Dimensions,” *Pakistan Horizon*, vol.60, no. 2 (April 2007): 127.',
      ),
      testFootnote(
        '6',
        'Sabir Shah, “A Brief Recap of the Troubled Pak-Russia Relationship,” *News International* (Islamabad), October 4, 2012, http://www.thenews.com.pk/Todays-News-2-135657-A-brief-recap-of-the-troubled-Pak-Russia-relationship (accessed May 4, 2013).',
      ),
      testFootnote(
        '7',
        'Ardeshir Cowasjee, “A Recap of Soviet-Pakistan Relations,” *Dawn*, March 13, 2011.',
        'A second paragraph of the same note.',
      ),
    ]),
  ])

/** The notes of the design's picture, on `samplePage`, with overlaps and a note in a footnote. */
export const sampleNotes = (layer: TestLayer): void => {
  const a = layer.annotate(
    0,
    'Pakistan seeks Russian economic assistance in the form of foreign direct investment and technological cooperation particularly in the energy field.',
  )
  for (const member of [0, 1, 2]) layer.tag(member, a, 'liberal')
  layer.comment(0, a, 'Need first, theory after: it is the need that the paper calls liberal.')
  const b = layer.annotate(
    1,
    'the theory of commercial liberalism according to which trade, investment and interdependence are forces for peace.',
  )
  for (const member of [0, 1, 2, 3]) layer.tag(member, b, 'liberal')
  const first = layer.comment(1, b, 'Forces for peace: the liberal claim in three words.')
  const second = layer.comment(2, b, 'A pipeline is leverage too. Ask who can close the valve.', first)
  layer.comment(1, b, 'Fair. Then interdependence needs an adjective.', second)
  const c = layer.annotate(
    3,
    'largely in the theoretical framework of realism and commercial liberalism besides drawing insights from theories of constructivism',
  )
  layer.tag(0, c, 'realist')
  layer.tag(3, c, 'realist')
  layer.tag(4, c, 'constructivist', 'The frame is named, the insights are used.')
  layer.comment(4, c, 'Constructivism only lends insights. Count how often the paper draws on it.')
  const d = layer.annotate(4, 'realism and commercial liberalism besides')
  layer.tag(4, d, 'constructivist')
  const e = layer.annotate(
    5,
    'Liaquat Ali Khan preferred the US visit for prospects of procuring defence equipment and economic assistance',
  )
  layer.tag(5, e, 'realist')
  layer.comment(5, e, '“It is believed”: by whom? Note 6 is a newspaper.')
  const f = layer.annotate(6, 'A Brief Recap of the Troubled Pak-Russia Relationship')
  layer.comment(6, f, 'The title says *troubled* before the paper does.')
  const g = layer.annotate(4, 'had not responded to. These were urgently needed')
  layer.tag(4, g, 'realist')
  const h = layer.annotate(2, 'balance of power in South Asia.\nA state that cannot defend itself cannot trade')
  layer.tag(2, h, 'realist')
  layer.tag(0, h, 'liberal')
}

/** `count` notes at seeded places, each with `comments` comments. */
export const randomNotes =
  (random: Random, count: number, comments: number) =>
  (layer: TestLayer, length: number): void => {
    for (let at = 0; at < count; at += 1) {
      const start = Math.floor(random() * (length - 200))
      const key = layer.annotateRange(at % 7, start, start + 20 + Math.floor(random() * 150))
      layer.tag(at % 7, key, TEST_TAGS[Math.floor(random() * 3)]?.name ?? 'realist')
      let parent: RecordKey | null = null
      for (let nth = 0; nth < comments; nth += 1)
        parent = layer.comment(
          (at + nth) % 7,
          key,
          `Point ${nth + 1} on this claim, said in one sentence of ordinary length.`,
          parent,
        )
    }
  }
