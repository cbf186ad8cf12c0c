import { describe, expect, it } from 'vitest'
import { memberId } from '../base'
import { COMMENT_MAX_CHARS, type Thread, bodyText, recordSchema, threadsOf } from '../annotation'
import { samplePage } from '../export/testing'
import { type ImportMeans, planImport, readForeign } from '.'
import { testMeans, testReading } from './testing'

const { frame } = testReading(samplePage(), () => undefined)

const read = (json: unknown) => {
  const file = readForeign(json)
  if (!file.ok) throw new Error(file.reason)
  return file.value
}
const brought = (json: unknown, more: Partial<ImportMeans> = {}) => {
  const file = read(json)
  const plan = planImport(file.notes, testMeans(frame, more))
  for (const [, record] of plan.records) recordSchema.parse(record)
  return { threads: threadsOf(plan.records), report: plan.report, faults: file.faults, records: plan.records }
}
const words = (thread: Thread | undefined): readonly unknown[] => {
  const said = (comments: Thread['comments']): readonly unknown[] =>
    comments.map(({ body, replies }) => [body === null ? null : bodyText(body), ...said(replies)])
  return said(thread?.comments ?? [])
}
const mine: Partial<ImportMeans> = { ownerOf: () => memberId('m0') }

const QUOTE = 'Liaquat Ali Khan accepted the latter invitation.'
const hypothesis = (more: Record<string, unknown>) => ({
  id: 'root',
  created: '2026-11-02T09:00:00.000000+00:00',
  updated: '2026-11-02T09:05:00.000000+00:00',
  user: 'acct:amina@hypothes.is',
  uri: 'https://example.org/paper.pdf',
  text: '',
  tags: [],
  user_info: { display_name: 'Amina R.' },
  target: [
    {
      source: 'https://example.org/paper.pdf',
      selector: [
        { type: 'RangeSelector', startContainer: '/div[1]', endContainer: '/div[1]', startOffset: 1, endOffset: 2 },
        { type: 'TextPositionSelector', start: 90210, end: 90258 },
        { type: 'TextQuoteSelector', exact: QUOTE, prefix: 'also invited him. ', suffix: ' It is believed' },
      ],
    },
  ],
  ...more,
})

describe('Hypothesis', () => {
  const exported = {
    export_date: '2026-11-20T10:00:00.000Z',
    export_userid: 'acct:amina@hypothes.is',
    client_version: '1.1500.0',
    annotations: [
      hypothesis({ text: 'So he chose.\n\nOr was it chosen for him?', tags: ['Realist', 'foreign policy'] }),
      hypothesis({
        id: 'answer',
        references: ['root'],
        text: 'Who says?',
        user: 'acct:bo@hypothes.is',
        user_info: { display_name: null },
        target: [{ source: 'x' }],
      }),
      hypothesis({ id: 'deep', references: ['root', 'answer'], text: 'Note 6.', target: [{ source: 'x' }] }),
    ],
  }

  it('[XI1] is read from its export file, with threads by references', () => {
    const { threads, report } = brought(exported, {
      ownerOf: ({ id }) => (id === 'acct:amina@hypothes.is' ? memberId('m0') : undefined),
    })
    expect(threads).toHaveLength(1)
    expect(threads[0]?.annotation.anchor.exact).toBe(QUOTE)
    expect(words(threads[0])).toEqual([
      ['So he chose.\nOr was it chosen for him?\nTagged: foreign policy', ['By bo, imported\nWho says?', ['Note 6.']]],
    ])
    expect(threads[0]?.verdicts.map(({ tag }) => tag)).toEqual(['realist'])
    expect(threads[0]?.annotation.at).toBe(Date.UTC(2026, 10, 2, 9))
    expect(report).toMatchObject({
      exact: 1,
      comments: 3,
      verdicts: 1,
      others: ['bo'],
      tagsAsWords: ['foreign policy'],
    })
  })

  it('[XI1] is read from the answers of its API', () => {
    const [root, ...replies] = exported.annotations
    const whole = brought({ total: 1, rows: [root], replies })
    expect(whole.threads).toEqual(brought(exported).threads)
    expect(brought(exported.annotations).threads).toEqual(whole.threads)
    expect(brought({ total: 1, rows: [root, ...replies], replies }).threads).toEqual(whole.threads)
  })

  it('[XI4] keeps a page note at the title', () => {
    const { threads, report } = brought(
      { rows: [hypothesis({ target: [{ source: 'x' }], text: 'A fine paper.' })] },
      mine,
    )
    expect(threads[0]?.annotation.anchor.exact).toBe(frame.title)
    expect(words(threads[0])).toEqual([['A fine paper.']])
    expect(report.orphans).toEqual([])
  })

  it('[XI7] keeps an answer to a note that is not in the file', () => {
    const { threads, report } = brought({ rows: [hypothesis({ references: ['gone'], text: 'I agree.' })] })
    expect(words(threads[0])).toEqual([['By Amina R., imported\nI agree.']])
    expect(report.orphans).toHaveLength(1)
  })
})

const web = (more: Record<string, unknown>) => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'https://example.org/anno1',
  type: 'Annotation',
  target: { source: 'https://example.org/page', selector: { type: 'TextQuoteSelector', exact: QUOTE } },
  ...more,
})

describe('Web Annotation files of others', () => {
  it.each([
    ['one annotation', web({})],
    ['a list', [web({})]],
    ['a page', { type: 'AnnotationPage', items: [web({})] }],
    [
      'a collection with its page',
      { type: 'AnnotationCollection', first: { type: 'AnnotationPage', items: [web({})] } },
    ],
    ['a graph', { '@graph': [web({})] }],
    ['a list of targets, of which one is a passage', web({ target: ['https://example.org/', web({}).target] })],
    [
      'a quote that refines a fragment',
      web({
        target: {
          source: 'x',
          selector: { type: 'FragmentSelector', value: 'p1', refinedBy: { type: 'TextQuoteSelector', exact: QUOTE } },
        },
      }),
    ],
    [
      'line breaks in its quote',
      web({ target: { source: 'x', selector: [{ type: 'TextQuoteSelector', exact: QUOTE.replaceAll(' ', '\n  ') }] } }),
    ],
  ])('[XI1] are read: %s', (_, json) => {
    const { threads, report } = brought(json)
    expect(threads.map((thread) => thread.annotation.anchor.exact)).toEqual([QUOTE])
    expect(report.exact).toBe(1)
  })

  it.each([
    ['a text', { body: { type: 'TextualBody', value: 'Why?' } }, 'Why?'],
    ['a value', { bodyValue: 'Why?' }, 'Why?'],
    [
      'HTML',
      {
        body: {
          type: 'TextualBody',
          format: 'text/html',
          value: '<p>Why &amp; <b>how</b>?</p><script>alert(1)</script>',
        },
      },
      'Why & how?',
    ],
    [
      'a choice',
      {
        body: {
          type: 'Choice',
          items: [
            { type: 'TextualBody', value: 'Why?' },
            { type: 'TextualBody', value: 'Warum?' },
          ],
        },
      },
      'Why?\nWarum?',
    ],
    ['another resource', { body: { id: 'https://example.org/video', type: 'Video' } }, 'https://example.org/video'],
    ['an address', { body: 'https://example.org/review' }, 'https://example.org/review'],
  ])('[XI1] say what they say: %s', (_, more, text) => {
    expect(words(brought(web(more), mine).threads[0])).toEqual([[text]])
  })

  it('[XI1] take what can be read, and say where the rest is', () => {
    const { threads, faults } = brought([
      web({}),
      { type: 'Annotation' },
      web({ id: 'urn:x', target: { source: 'y', selector: { type: 'CssSelector', value: 'p' } } }),
    ])
    expect(threads).toHaveLength(1)
    expect(faults.map(({ number }) => number)).toEqual([2, 3])
  })

  it.each([[null], [{}], [[]], ['text'], [{ annotations: [] }], [{ items: [] }], [[1, 2]]])(
    '[XI1] are refused with a sentence where they are none: %j',
    (json) => {
      const file = readForeign(json)
      expect(file.ok).toBe(false)
      if (!file.ok) expect(file.reason).toMatch(/\.$/)
    },
  )

  it('[XI3] says what is guessed and how sure', () => {
    const almost = 'Liaquat Ali Khan had accepted the later invitation.'
    const { threads, report } = brought(
      web({
        target: { source: 'x', selector: { type: 'TextQuoteSelector', exact: almost, prefix: 'also invited him. ' } },
      }),
    )
    expect(threads[0]?.annotation.anchor.exact).toBe(QUOTE)
    expect(report.guessed).toMatchObject([{ quote: almost, found: QUOTE }])
    expect(report.guessed[0]?.score).toBeLessThan(1)
  })

  it('[XI3] takes the one of equal words that its surroundings tell', () => {
    const { threads } = brought(
      web({
        target: {
          source: 'x',
          selector: {
            type: 'TextQuoteSelector',
            exact: 'Pakistan',
            prefix: 'closer to India. ',
            suffix: ' joined the SEATO',
          },
        },
      }),
    )
    const start = threads[0]?.annotation.anchor.start ?? 0
    expect(frame.index.text.slice(start).startsWith('Pakistan joined the SEATO')).toBe(true)
  })

  it('[XI9] searches no more than it may, and still places what is there word for word', () => {
    const quoting = (nth: number, exact: string) =>
      web({ id: `urn:${nth}`, target: { source: 'x', selector: { type: 'TextQuoteSelector', exact } } })
    const missing = Array.from({ length: 40 }, (_, nth) =>
      quoting(nth, `${nth} penguins never saw a treaty. `.repeat(40)),
    )
    const almost = quoting(100, 'Liaquat Ali Khan had accepted the later invitation.')
    expect(brought([almost, ...missing]).report.guessed).toHaveLength(1)
    const { report } = brought([...missing, almost, quoting(101, QUOTE)])
    expect(report).toMatchObject({ exact: 1, guessed: [] })
    expect(report.orphans).toHaveLength(41)
  })

  it('[XI4] keeps what the text does not have at its title, with its quote and its thread', () => {
    const lost = web({
      body: { type: 'TextualBody', value: 'What of this?' },
      creator: { name: 'Zed' },
      target: {
        source: 'x',
        selector: { type: 'TextQuoteSelector', exact: 'Penguins are birds that never saw a treaty of any kind.' },
      },
    })
    const { threads, report } = brought([
      lost,
      web({ id: 'urn:reply', target: 'https://example.org/anno1', bodyValue: 'Indeed.' }),
    ])
    expect(threads).toHaveLength(1)
    expect(threads[0]?.annotation.anchor.exact).toBe(frame.title)
    expect(words(threads[0])).toEqual([
      ['By Zed, imported\nPenguins are birds that never saw a treaty of any kind.\nWhat of this?', ['Indeed.']],
    ])
    expect(report).toMatchObject({ exact: 0, orphans: ['Penguins are birds that never saw a treaty of any kind.'] })
  })

  it('[XI5] writes nothing in the name of another, whose verdict is no verdict', () => {
    const { threads, report } = brought(
      web({
        creator: { id: 'https://example.org/zed', name: 'Zed' },
        motivation: 'tagging',
        body: { type: 'TextualBody', value: 'realist', purpose: 'tagging' },
      }),
    )
    expect(threads[0]?.annotation.author).toBe('m0')
    expect(threads[0]?.verdicts).toEqual([])
    expect(words(threads[0])).toEqual([['By Zed, imported\nTagged: realist']])
    expect(report).toMatchObject({ verdicts: 0, tagsAsWords: ['realist'], others: ['Zed'] })
  })

  it('[XI6] keeps a tag as words that the codebook does not have, or has switched off', () => {
    const tags = testMeans(frame).tags.map((tag) => ({ ...tag, active: tag.name !== 'liberal' }))
    const tagged = (value: string) =>
      web({ id: `urn:${value}`, motivation: 'tagging', body: { type: 'TextualBody', value, purpose: 'tagging' } })
    const { threads } = brought([tagged('LIBERAL'), tagged('marxist'), tagged('realist')], { ...mine, tags })
    expect(threads.map((thread) => [words(thread), thread.verdicts.map(({ tag }) => tag)])).toEqual(
      expect.arrayContaining([
        [[['Tagged: liberal']], []],
        [[['Tagged: marxist']], []],
        [[], ['realist']],
      ]),
    )
  })

  it('[XI7] keeps the words of notes that answer each other in a circle', () => {
    const { threads } = brought([
      web({ id: 'urn:a', target: 'urn:b', bodyValue: 'A' }),
      web({ id: 'urn:b', target: 'urn:a', bodyValue: 'B' }),
    ])
    expect(JSON.stringify(threads.map(words))).toContain('A')
    expect(JSON.stringify(threads.map(words))).toContain('B')
  })

  it('[XI8] makes the same records of the same file', () => {
    const json = [
      web({ bodyValue: 'x', creator: 'urn:zed' }),
      web({ id: 'urn:2', target: 'https://example.org/anno1', bodyValue: 'y' }),
    ]
    expect(brought(json).records).toEqual(brought(json).records)
  })

  it('[XI8] splits what is too long for a comment, and loses nothing', () => {
    const long = `${'𝕋here is more to say. '.repeat(1_500)}\n${'And more. '.repeat(900)}`
    const { records } = brought(web({ bodyValue: long, creator: { name: 'Zed' } }))
    const comments = records.flatMap(([, record]) =>
      record.kind === 'comment' && record.body !== null ? [bodyText(record.body)] : [],
    )
    expect(comments.length).toBeGreaterThan(3)
    expect(Math.max(...comments.map((text) => text.length))).toBeLessThanOrEqual(COMMENT_MAX_CHARS)
    const squeezed = (text: string): string => text.replaceAll(/\s/g, '')
    expect(squeezed(comments.join(''))).toBe(squeezed(`By Zed, imported${long}`))
  })

  it('[XI8] keeps a thread within the depth that the gate lets through', () => {
    const chain = Array.from({ length: 400 }, (_, nth) =>
      web({ id: `urn:${nth}`, bodyValue: String(nth), ...(nth === 0 ? {} : { target: `urn:${nth - 1}` }) }),
    )
    const { threads, report } = brought(chain.toReversed(), mine)
    const depth = (comments: Thread['comments']): number =>
      Math.max(0, ...comments.map(({ replies }) => 1 + depth(replies)))
    expect(depth(threads[0]?.comments ?? [])).toBeLessThanOrEqual(201)
    expect(report.comments).toBe(400)
  })
})
