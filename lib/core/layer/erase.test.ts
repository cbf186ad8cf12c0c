import { expect, it } from 'vitest'
import type { LayerRecord, RecordKey } from '../annotation'
import { reactionKey, taggingKey } from '../annotation'
import { AMINA, BILAL, annotationKey, annotationOf, commentKey, commentOf, reactionOf, taggingOf } from '../testing'
import { ERASED_NAME, erasureOf } from '.'

const A = annotationKey(AMINA, 'a')
const B = annotationKey(BILAL, 'b')
const erased = (records: readonly (readonly [RecordKey, LayerRecord])[]) => {
  const after = new Map(records)
  for (const change of erasureOf(after, AMINA, 9_000)) {
    if (change.kind === 'delete') after.delete(change.key)
    else after.set(change.key, change.record)
  }
  return after
}

it('[LA9] takes away what nobody answered', () => {
  const after = erased([
    [A, annotationOf(AMINA)],
    [taggingKey(AMINA, A), { ...taggingOf(AMINA, A), rationale: 'because' }],
    [commentKey(AMINA), commentOf(AMINA, A)],
    [B, annotationOf(BILAL)],
    [taggingKey(AMINA, B), taggingOf(AMINA, B)],
    [reactionKey(AMINA, B, 'agree'), reactionOf(AMINA, B)],
  ])
  expect([...after.keys()]).toEqual([B])
})

it('[LA9] keeps the place of what others answered, at any depth, without its words', () => {
  const after = erased([
    [A, annotationOf(AMINA)],
    [commentKey(AMINA, 'top'), commentOf(AMINA, A)],
    [commentKey(AMINA, 'middle'), commentOf(AMINA, A, commentKey(AMINA, 'top'))],
    [commentKey(BILAL, 'end'), commentOf(BILAL, A, commentKey(AMINA, 'middle'))],
    [commentKey(AMINA, 'leaf'), commentOf(AMINA, A, commentKey(BILAL, 'end'))],
  ])
  expect([...after.keys()]).toEqual([
    A,
    commentKey(AMINA, 'top'),
    commentKey(AMINA, 'middle'),
    commentKey(BILAL, 'end'),
  ])
  expect(after.get(A)).toMatchObject({ removedAt: 9_000 })
  expect(after.get(commentKey(AMINA, 'top'))).toMatchObject({ body: null, removedAt: 9_000 })
  expect(after.get(commentKey(BILAL, 'end'))).toEqual(commentOf(BILAL, A, commentKey(AMINA, 'middle')))
})

it('[LA9] takes the name out of others’ mentions, and is done once', () => {
  const mention = (id: typeof AMINA, label: string) => ({ type: 'mention' as const, attrs: { id, label } })
  const said = commentOf(BILAL, B)
  const body = {
    type: 'doc' as const,
    content: [
      { type: 'paragraph' as const, content: [mention(AMINA, 'Amina Shah'), mention(BILAL, 'Bilal')] },
      {
        type: 'bulletList' as const,
        content: [
          {
            type: 'listItem' as const,
            content: [{ type: 'paragraph' as const, content: [mention(AMINA, 'Amina Shah')] }],
          },
        ],
      },
    ],
  }
  const after = erased([
    [B, annotationOf(BILAL)],
    [commentKey(BILAL), { ...said, body }],
  ])
  expect(JSON.stringify([...after])).not.toContain('Amina Shah')
  expect(JSON.stringify([...after])).toContain('"Bilal"')
  expect(JSON.stringify([...after]).split(ERASED_NAME)).toHaveLength(3)
  expect(erasureOf(after, AMINA, 9_000)).toEqual([])
})
