import { describe, expect, it } from 'vitest'
import { layerId } from '../base'
import { type Comment, taggingKey, threadsOf } from '../annotation'
import {
  AMINA,
  BILAL,
  REALIST,
  SAMPLE_VERSION,
  annotationKey,
  annotationOf,
  commentKey,
  commentOf,
  taggingOf,
} from '../testing'
import { project, recordsOfRows, rowsOfRecords } from '.'

const layer = layerId('l1')
const key = annotationKey(AMINA)
const removed: Comment = { ...commentOf(BILAL, key), body: null, removedAt: 3_000, editedAt: 2_000 }

describe('project', () => {
  it('[PR1] [PR4] makes one row change of each change', () => {
    const verdict = taggingKey(BILAL, key)
    expect(
      project(layer, [
        { kind: 'put', key, record: annotationOf(AMINA) },
        { kind: 'put', key: verdict, record: { ...taggingOf(BILAL, key), rationale: 'power' } },
        { kind: 'put', key: commentKey(BILAL), record: removed },
        { kind: 'put', key: commentKey(AMINA), record: commentOf(AMINA, key, commentKey(BILAL), 'one\ntwo') },
        { kind: 'delete', key },
        { kind: 'delete', key: verdict },
        { kind: 'delete', key: commentKey(BILAL) },
      ]),
    ).toMatchObject([
      {
        kind: 'upsert',
        table: 'annotations',
        row: {
          layer,
          key,
          member: AMINA,
          version: SAMPLE_VERSION,
          start: 0,
          end: 17,
          exact: 'States seek power',
          prefix: '',
          suffix: ' because',
          at: 1_000,
          editedAt: null,
          removedAt: null,
        },
      },
      {
        kind: 'upsert',
        table: 'taggings',
        row: {
          layer,
          key: verdict,
          member: BILAL,
          annotation: key,
          tag: REALIST,
          rationale: 'power',
          at: 1_000,
          editedAt: null,
        },
      },
      {
        kind: 'upsert',
        table: 'comments',
        row: { key: commentKey(BILAL), parent: null, body: null, text: '', editedAt: 2_000, removedAt: 3_000 },
      },
      { kind: 'upsert', table: 'comments', row: { parent: commentKey(BILAL), text: 'one\ntwo', removedAt: null } },
      { kind: 'delete', table: 'annotations', layer, key },
      { kind: 'delete', table: 'taggings', layer, key: verdict },
      { kind: 'delete', table: 'comments', layer, key: commentKey(BILAL) },
    ])
  })

  it('[PR3] gives the records back, and so the threads', () => {
    const records = [
      [key, { ...annotationOf(AMINA), editedAt: 1_500, removedAt: 1_600 }],
      [taggingKey(BILAL, key), taggingOf(BILAL, key)],
      [taggingKey(AMINA, key), { ...taggingOf(AMINA, key), rationale: 'power' }],
      [commentKey(BILAL), removed],
      [commentKey(AMINA), commentOf(AMINA, key, commentKey(BILAL))],
    ] as const
    const back = recordsOfRows(rowsOfRecords(layer, records))
    expect(new Map(back)).toStrictEqual(new Map<unknown, unknown>(records))
    expect(threadsOf(back)).toStrictEqual(threadsOf(records))
  })
})
