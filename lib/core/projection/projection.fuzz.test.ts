import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { layerId, memberId, seededRandom } from '../base'
import { type LayerRecord, type RecordKey, bodyOf, reactionKey, taggingKey } from '../annotation'
import { deleteRecord, observeRecords, readRecords, writeRecord } from '../layer'
import { LIBERAL, REALIST, annotationKey, annotationOf, commentKey, commentOf, reactionOf, taggingOf } from '../testing'
import { type RowChange, type RowTable, project, recordsOfRows, rowsOfDoc } from '.'

const SEEDS = 12
const STEPS = 150
const layer = layerId('l1')

describe('projection of random histories', () => {
  it('[PR2] [PR3] built step by step equals built anew', () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) run(seed)
  })
})

/** Two replicas write, now and then hear each other; the rows follow the first. */
const run = (seed: number): void => {
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const docs = [1, 2].map((clientID) =>
    Object.assign(new Y.Doc(), { clientID: clientID + Math.floor(random() * 2) * 7 }),
  )
  const [first, second] = docs
  if (first === undefined || second === undefined) throw new Error('two replicas')
  const tables = new Map<RowTable, Map<string, unknown>>()
  const tableOf = (change: RowChange): Map<string, unknown> => {
    const rows = tables.get(change.table) ?? new Map<string, unknown>()
    tables.set(change.table, rows)
    return rows
  }
  observeRecords(first, (changes) => {
    for (const change of project(layer, changes)) {
      if (change.kind === 'upsert') tableOf(change).set(change.row.key, change.row)
      else tableOf(change).delete(change.key)
    }
  })
  const members = ['amina', 'bilal', 'chen'].map(memberId)
  const act = (doc: Y.Doc, step: number): void => {
    const member = pick(members) ?? memberId('amina')
    const records = [...readRecords(doc)]
    const annotation = pick(records.filter(([, record]) => record.kind === 'annotation'))
    const dice = random()
    if (annotation === undefined || dice < 0.25)
      writeRecord(doc, annotationKey(member, `a${step}`), annotationOf(member))
    else if (dice < 0.5) {
      const tag = random() < 0.5 ? REALIST : LIBERAL
      writeRecord(doc, taggingKey(member, annotation[0]), taggingOf(member, annotation[0], tag, step))
    } else if (dice < 0.7) {
      writeRecord(doc, commentKey(member, `c${step}`), commentOf(member, annotation[0], null, `words ${step}`, step))
    } else if (dice < 0.78) {
      const said = pick(
        records.filter(([, record]) => record.kind === 'comment' && record.annotation === annotation[0]),
      )
      const record = reactionOf(member, annotation[0], said?.[0] ?? null, 'agree', step)
      writeRecord(doc, reactionKey(member, said?.[0] ?? annotation[0], 'agree'), record)
    } else if (dice < 0.87) {
      const entry = pick(records)
      if (entry !== undefined) writeRecord(doc, entry[0], edited(entry, step))
    } else {
      const entry = pick(records)
      if (entry !== undefined) deleteRecord(doc, entry[0])
    }
  }
  for (let step = 0; step < STEPS; step += 1) {
    const [from, to] = random() < 0.5 ? [first, second] : [second, first]
    if (random() < 0.85) act(from, step)
    else Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  }
  const anew = rowsOfDoc(layer, first)
  for (const table of ['annotations', 'taggings', 'comments', 'reactions'] as const) {
    const rows = new Map(anew[table].map((row) => [row.key, row]))
    expect(tables.get(table) ?? new Map(), `seed ${seed}, ${table}`).toEqual(rows)
  }
  expect(new Map(recordsOfRows(anew)), `seed ${seed}`).toStrictEqual(readRecords(first))
}

const edited = ([, record]: readonly [RecordKey, LayerRecord], step: number): LayerRecord => {
  switch (record.kind) {
    case 'annotation':
      return { ...record, removedAt: step }
    case 'tagging':
      return { ...record, rationale: `because ${step}`, editedAt: step }
    case 'reaction':
      return { ...record, editedAt: step }
    case 'comment':
      return step % 2 === 0
        ? { ...record, body: null, removedAt: step }
        : {
            v: 1,
            kind: 'comment',
            author: record.author,
            at: record.at,
            annotation: record.annotation,
            parent: record.parent,
            body: bodyOf('anew'),
            editedAt: step,
          }
  }
}
