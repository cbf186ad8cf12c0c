import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type MemberId, tagId, versionId } from '../base'
import { type LayerRecord, type RecordKey, reactionKey, taggingKey } from '../annotation'
import { offset } from '../document'
import { deleteRecord, recordsMap, writeRecord } from '../layer'
import {
  AMINA,
  BILAL,
  LIBERAL,
  REALIST,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  reactionOf,
  taggingOf,
} from '../testing'
import { CLOCK_SKEW_MS, RECORD_MAX_BYTES, THREAD_MAX_DEPTH } from './limits'
import { GatedLayer, NOW, docOf, updateOf } from './testing'

const A = annotationKey(AMINA)
const C = commentKey(AMINA)
const V = taggingKey(AMINA, A)

/** A layer, and a window of Amina's and one of Bilal's on it. */
const room = () => {
  const layer = new GatedLayer()
  const windows = new Map<MemberId, Y.Doc>([
    [AMINA, docOf(1)],
    [BILAL, docOf(2)],
  ])
  const windowOf = (member: MemberId): Y.Doc => windows.get(member) ?? new Y.Doc()
  /** What `member` does in their window, in one update, whatever the layer's own writer would say. */
  const does = (member: MemberId, act: (doc: Y.Doc) => void, actor = {}) => {
    const doc = windowOf(member)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(layer.doc))
    const update = updateOf(doc, () => {
      doc.transact(() => {
        act(doc)
      })
    })
    return layer.receive(update, { member, ...actor })
  }
  const puts = (member: MemberId, ...entries: readonly (readonly [RecordKey, unknown])[]) =>
    does(member, (doc) => {
      for (const [key, value] of entries) recordsMap(doc).set(key, value)
    })
  return { layer, does, puts, windowOf }
}
type Said = ReturnType<ReturnType<typeof room>['does']>
const ruleOf = (said: Said): string => (said.ok ? 'passes' : said.reason.rule)

const cases: readonly [rule: string, what: string, key: RecordKey, value: unknown][] = [
  ['GA7', 'another version of the shape', A, { ...annotationOf(AMINA), v: 2 }],
  ['GA7', 'a member too many', A, { ...annotationOf(AMINA), grade: 1 }],
  ['GA7', 'a comment of nothing', C, commentOf(AMINA, A, null, ' ')],
  ['GA7', 'another kind than its key', C, annotationOf(AMINA)],
  ['GA7', 'a verdict under another key', taggingKey(AMINA, annotationKey(BILAL)), taggingOf(AMINA, A)],
  ['GA7', 'a link that runs a script', C, linked('javascript:alert(1)')],
  ['GA19', 'a character that the database cannot keep', C, commentOf(AMINA, A, null, 'a\u0000b')],
  ['GA8', 'too much', C, { ...commentOf(AMINA, A), extra: 'x'.repeat(RECORD_MAX_BYTES) }],
  ['GA9', 'a verdict on nothing', taggingKey(AMINA, annotationKey(BILAL)), taggingOf(AMINA, annotationKey(BILAL))],
  ['GA9', 'a comment on nothing', C, commentOf(AMINA, annotationKey(BILAL))],
  ['GA9', 'an answer to nothing', C, commentOf(AMINA, A, commentKey(BILAL))],
  ['GA9', 'an answer to itself', C, commentOf(AMINA, A, C)],
  [
    'GA9',
    'a reaction to nothing',
    reactionKey(AMINA, annotationKey(BILAL), 'agree'),
    reactionOf(AMINA, annotationKey(BILAL)),
  ],
  ['GA9', 'a reaction to no comment', reactionKey(AMINA, C, 'agree'), reactionOf(AMINA, A, C)],
  ['GA7', 'a reaction under another key', reactionKey(AMINA, A, 'question'), reactionOf(AMINA, A)],
  ['GA7', 'a comment that is resolved', reactionKey(AMINA, C, 'resolved'), reactionOf(AMINA, A, C, 'resolved')],
  [
    'GA13',
    'a reaction to come',
    reactionKey(AMINA, A, 'agree'),
    reactionOf(AMINA, A, null, 'agree', NOW + CLOCK_SKEW_MS + 1),
  ],
  ['passes', 'a reaction', reactionKey(AMINA, A, 'agree'), reactionOf(AMINA, A)],
  ['GA10', 'a tag of no codebook', V, taggingOf(AMINA, A, tagId('marxist'))],
  ['GA11', 'another version', annotationKey(AMINA, 'b'), moved({ version: versionId('v2') })],
  ['GA11', 'a quote that is elsewhere', annotationKey(AMINA, 'b'), moved({ start: offset(1), end: offset(18) })],
  ['GA11', 'a place outside the text', annotationKey(AMINA, 'b'), moved({ start: offset(9_000), end: offset(9_017) })],
  ['GA11', 'a prefix that is not there', annotationKey(AMINA, 'b'), moved({ prefix: 'x' })],
  ['GA11', 'a suffix that is not there', annotationKey(AMINA, 'b'), moved({ suffix: ' although' })],
  ['GA13', 'a time to come', annotationKey(AMINA, 'b'), annotationOf(AMINA, 0, 17, NOW + CLOCK_SKEW_MS + 1)],
  ['GA13', 'an edit to come', annotationKey(AMINA, 'b'), { ...annotationOf(AMINA), editedAt: NOW + CLOCK_SKEW_MS + 1 }],
  [
    'GA13',
    'a removal to come',
    annotationKey(AMINA, 'b'),
    { ...annotationOf(AMINA), removedAt: NOW + CLOCK_SKEW_MS + 1 },
  ],
  [
    'passes',
    'a time that is a little ahead',
    annotationKey(AMINA, 'b'),
    annotationOf(AMINA, 0, 17, NOW + CLOCK_SKEW_MS),
  ],
]

describe('gate: records', () => {
  it.each(cases)('[%s] %s', (rule, _what, key, value) => {
    const { puts } = room()
    expect(puts(AMINA, [A, annotationOf(AMINA)])).toMatchObject({ ok: true })
    const said = puts(AMINA, [key, value])
    expect(ruleOf(said)).toBe(rule)
    if (!said.ok) expect(said.reason.sentence).toMatch(/^[A-Z].*\. [A-Z].*\.$/)
  })

  it('[GA9] takes an annotation, a verdict, a comment and its answer in one update', () => {
    const { puts } = room()
    const said = puts(
      AMINA,
      [commentKey(AMINA, 'c2'), commentOf(AMINA, A, C)],
      [V, taggingOf(AMINA, A)],
      [C, commentOf(AMINA, A)],
      [A, annotationOf(AMINA)],
    )
    expect(said.ok && said.value.changes.map((change) => change.key)).toEqual([A, commentKey(AMINA, 'c2'), V, C])
  })

  it('[GA9] refuses what hangs on something that the same update deletes', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    const said = does(AMINA, (doc) => {
      deleteRecord(doc, A)
      writeRecord(doc, C, commentOf(AMINA, A))
    })
    expect(ruleOf(said)).toBe('GA9')
  })

  it('[GA9] refuses an answer to a comment on another annotation', () => {
    const { puts } = room()
    const other = annotationKey(AMINA, 'other')
    puts(AMINA, [A, annotationOf(AMINA)], [other, annotationOf(AMINA)], [C, commentOf(AMINA, other)])
    expect(ruleOf(puts(AMINA, [commentKey(AMINA, 'c2'), commentOf(AMINA, A, C)]))).toBe('GA9')
  })

  it('[GA9] refuses a reaction to a comment on another annotation', () => {
    const { puts } = room()
    const other = annotationKey(AMINA, 'other')
    puts(AMINA, [A, annotationOf(AMINA)], [other, annotationOf(AMINA)], [C, commentOf(AMINA, other)])
    expect(ruleOf(puts(BILAL, [reactionKey(BILAL, C, 'agree'), reactionOf(BILAL, other, C)]))).toBe('passes')
    expect(ruleOf(puts(BILAL, [reactionKey(BILAL, C, 'question'), reactionOf(BILAL, A, C, 'question')]))).toBe('GA9')
  })

  it('[GA12] keeps what a reaction is to, and lets a member change their word on a thread', () => {
    const { puts } = room()
    const state = reactionKey(BILAL, A, 'resolved')
    puts(AMINA, [A, annotationOf(AMINA)])
    expect(ruleOf(puts(BILAL, [state, reactionOf(BILAL, A, null, 'resolved')]))).toBe('passes')
    expect(ruleOf(puts(BILAL, [state, { ...reactionOf(BILAL, A, null, 'reopened'), editedAt: 2_000 }]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [state, reactionOf(AMINA, A, null, 'resolved')]))).toBe('GA14')
  })

  it('[GA15] lets an author delete a passage that others only reacted to', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    puts(BILAL, [reactionKey(BILAL, A, 'agree'), reactionOf(BILAL, A)])
    const said = does(AMINA, (doc) => {
      deleteRecord(doc, A)
    })
    expect(ruleOf(said)).toBe('passes')
  })

  it('[GA9] refuses a circle of answers, made by writing a deleted comment anew', () => {
    const { puts, does } = room()
    const answer = commentKey(AMINA, 'c2')
    puts(AMINA, [A, annotationOf(AMINA)], [C, commentOf(AMINA, A)], [answer, commentOf(AMINA, A, C)])
    expect(
      does(AMINA, (doc) => {
        deleteRecord(doc, C)
      }),
    ).toMatchObject({ ok: true })
    expect(ruleOf(puts(AMINA, [C, commentOf(AMINA, A, answer)]))).toBe('GA9')
  })

  it('[GA9] refuses an answer deeper than a thread may go', () => {
    const { puts } = room()
    const chain = Array.from({ length: THREAD_MAX_DEPTH + 1 }, (_, depth): [RecordKey, LayerRecord] => [
      commentKey(AMINA, `d${depth}`),
      commentOf(AMINA, A, depth === 0 ? null : commentKey(AMINA, `d${depth - 1}`)),
    ])
    expect(ruleOf(puts(AMINA, [A, annotationOf(AMINA)], ...chain.slice(0, -1)))).toBe('passes')
    expect(ruleOf(puts(AMINA, ...chain.slice(-1)))).toBe('passes')
    const last = commentKey(AMINA, `d${THREAD_MAX_DEPTH}`)
    expect(ruleOf(puts(AMINA, [commentKey(AMINA, 'deep'), commentOf(AMINA, A, last)]))).toBe('GA9')
  })

  it('[GA9] counts the depth of many answers to one comment in one update', () => {
    const { puts } = room()
    const at = (depth: number): RecordKey => commentKey(AMINA, `d${depth}`)
    const chain = Array.from({ length: THREAD_MAX_DEPTH }, (_, depth): [RecordKey, LayerRecord] => [
      at(depth),
      commentOf(AMINA, A, depth === 0 ? null : at(depth - 1)),
    ])
    puts(AMINA, [A, annotationOf(AMINA)], ...chain)
    const answers = (depth: number) =>
      Array.from({ length: 500 }, (_, index): [RecordKey, LayerRecord] => [
        commentKey(AMINA, `to${depth}-${index}`),
        commentOf(AMINA, A, at(depth)),
      ])
    expect(ruleOf(puts(AMINA, ...answers(THREAD_MAX_DEPTH - 1)))).toBe('passes')
    expect(
      ruleOf(puts(AMINA, ...answers(0), [at(THREAD_MAX_DEPTH), commentOf(AMINA, A, at(THREAD_MAX_DEPTH - 1))])),
    ).toBe('passes')
    expect(
      ruleOf(puts(AMINA, ...answers(1), [commentKey(AMINA, 'deep'), commentOf(AMINA, A, at(THREAD_MAX_DEPTH))])),
    ).toBe('GA9')
  })

  it('[GA9] lets a comment be edited whose annotation a moderator deleted', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    puts(BILAL, [commentKey(BILAL), commentOf(BILAL, A)])
    expect(
      does(
        BILAL,
        (doc) => {
          deleteRecord(doc, A)
        },
        { moderates: true },
      ),
    ).toMatchObject({ ok: true })
    expect(ruleOf(puts(BILAL, [commentKey(BILAL), commentOf(BILAL, A, null, 'Edited')]))).toBe('passes')
  })

  it('[GA10] keeps a verdict whose tag was switched off, and lets its rationale change', () => {
    const { layer, puts } = room()
    puts(AMINA, [A, annotationOf(AMINA)], [V, taggingOf(AMINA, A, REALIST)])
    layer.tags = new Set([LIBERAL])
    expect(ruleOf(puts(AMINA, [V, { ...taggingOf(AMINA, A, REALIST), rationale: 'power' }]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [V, taggingOf(AMINA, A, LIBERAL)]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [V, taggingOf(AMINA, A, REALIST)]))).toBe('GA10')
  })

  it('[GA12] lets a passage be resized and removed, at its time', () => {
    const { puts } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    expect(ruleOf(puts(AMINA, [A, { ...annotationOf(AMINA, 0, 12), editedAt: 2_000 }]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [A, { ...annotationOf(AMINA, 0, 12), removedAt: 3_000 }]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [A, annotationOf(AMINA, 0, 12, 999)]))).toBe('GA12')
  })

  it('[GA12] keeps a comment at its place and time, and a verdict free', () => {
    const { puts } = room()
    const other = annotationKey(AMINA, 'other')
    puts(
      AMINA,
      [A, annotationOf(AMINA)],
      [other, annotationOf(AMINA)],
      [C, commentOf(AMINA, A)],
      [V, taggingOf(AMINA, A)],
    )
    puts(AMINA, [commentKey(AMINA, 'c2'), commentOf(AMINA, A)])
    expect(ruleOf(puts(AMINA, [C, { ...commentOf(AMINA, A, null, 'Edited'), editedAt: 2_000 }]))).toBe('passes')
    expect(ruleOf(puts(AMINA, [C, commentOf(AMINA, other)]))).toBe('GA12')
  })

  it.each([
    ['another annotation', { annotation: annotationKey(AMINA, 'other') }],
    ['another parent', { parent: commentKey(AMINA, 'c2') }],
    ['another time', { at: 1_001 }],
  ])('[GA12] refuses a comment that gets %s', (_what, change) => {
    const { puts } = room()
    const c2: readonly [RecordKey, LayerRecord] = [commentKey(AMINA, 'c2'), commentOf(AMINA, A)]
    puts(
      AMINA,
      [A, annotationOf(AMINA)],
      [annotationKey(AMINA, 'other'), annotationOf(AMINA)],
      [C, commentOf(AMINA, A)],
      c2,
    )
    expect(ruleOf(puts(AMINA, [C, { ...commentOf(AMINA, A), ...change }]))).toBe('GA12')
  })

  it('[GA12] leaves the time of a verdict free', () => {
    const { puts } = room()
    puts(AMINA, [A, annotationOf(AMINA)], [V, taggingOf(AMINA, A)])
    expect(ruleOf(puts(AMINA, [V, taggingOf(AMINA, A, LIBERAL, 5_000)]))).toBe('passes')
  })

  it('[GA14] refuses to delete another’s verdict', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    puts(BILAL, [taggingKey(BILAL, A), taggingOf(BILAL, A)])
    expect(
      ruleOf(
        does(AMINA, (doc) => {
          deleteRecord(doc, taggingKey(BILAL, A))
        }),
      ),
    ).toBe('GA14')
  })

  it.each<[string, RecordKey, LayerRecord, string]>([
    ['a verdict of another', taggingKey(BILAL, A), taggingOf(BILAL, A), 'GA15'],
    ['a comment of another', commentKey(BILAL), commentOf(BILAL, A), 'GA15'],
    ['a removed comment of another', commentKey(BILAL), { ...commentOf(BILAL, A), body: null, removedAt: 5 }, 'passes'],
  ])('[GA15] its author deletes an annotation with %s', (_what, key, record, rule) => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)], [C, commentOf(AMINA, A)])
    puts(BILAL, [key, record])
    expect(
      ruleOf(
        does(AMINA, (doc) => {
          deleteRecord(doc, A)
        }),
      ),
    ).toBe(rule)
  })

  it('[GA15] lets its author delete an annotation with their own notes alone', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)], [C, commentOf(AMINA, A)], [V, taggingOf(AMINA, A)])
    expect(
      ruleOf(
        does(AMINA, (doc) => {
          deleteRecord(doc, A)
        }),
      ),
    ).toBe('passes')
  })

  it('[GA18] tells one update with writes, edits and deletes as it is', () => {
    const { puts, does } = room()
    puts(AMINA, [A, annotationOf(AMINA)], [V, taggingOf(AMINA, A)], [C, commentOf(AMINA, A)])
    const edited = { ...commentOf(AMINA, A, null, 'Edited'), editedAt: 2_000 }
    const said = does(AMINA, (doc) => {
      writeRecord(doc, C, commentOf(AMINA, A, null, 'On the way'))
      writeRecord(doc, C, edited)
      deleteRecord(doc, V)
      writeRecord(doc, annotationKey(AMINA, 'new'), annotationOf(AMINA))
      deleteRecord(doc, annotationKey(AMINA, 'new'))
    })
    expect(said).toMatchObject({
      ok: true,
      value: {
        isEmpty: false,
        // The edit, what was on the way to it, and the note that came and went.
        valueCount: 3,
        changes: [
          { kind: 'put', key: C, record: edited },
          { kind: 'delete', key: V },
        ],
      },
    })
  })

  it('[GA4] [GA18] takes what a client kept that undid and redid while it was away', () => {
    const { layer, puts, windowOf } = room()
    puts(AMINA, [A, annotationOf(AMINA)])
    const doc = windowOf(AMINA)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(layer.doc))
    const undo = new Y.UndoManager(recordsMap(doc), { captureTimeout: 0 })
    for (const text of ['one', 'two', 'three', 'four']) writeRecord(doc, C, commentOf(AMINA, A, null, text))
    undo.undo()
    undo.undo()
    undo.redo()
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(layer.doc))
    expect(layer.receive(update)).toMatchObject({
      ok: true,
      value: { changes: [{ kind: 'put', record: commentOf(AMINA, A, null, 'three') }] },
    })
  })
})

function moved(anchor: object): unknown {
  return { ...annotationOf(AMINA), anchor: { ...annotationOf(AMINA).anchor, ...anchor } }
}

function linked(href: string): unknown {
  const marks = [{ type: 'link', attrs: { href } }]
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'here', marks }] }] }
  return { ...commentOf(AMINA, A), body }
}
