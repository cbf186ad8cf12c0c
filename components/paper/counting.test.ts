import { describe, expect, it } from 'vitest'
import { PIGMENTS, type Tag, recordKey, taggingKey } from '@/lib/core/annotation'
import { type Random, layerId, memberId, seededRandom, tagId, versionId } from '@/lib/core/base'
import { TextIndex, documentSchema, offset, outline, sentences } from '@/lib/core/document'
import type { RoomThread } from '@/lib/client/hooks/use-room'
import { createMapTicks } from './map-ticks'
import { createSectionCounts } from './section-counts'

const tags: readonly Tag[] = PIGMENTS.slice(0, 3).map((pigment, position) => ({
  id: tagId(pigment),
  name: pigment,
  definition: '',
  example: '',
  pigment,
  key: String(position),
  position,
  active: true,
}))

const paper = documentSchema.nodeFromJSON({
  type: 'doc',
  content: Array.from({ length: 6 }, (_, at) => [
    {
      type: 'heading',
      attrs: { level: at % 2 === 0 ? 2 : 3, id: `s${String(at)}` },
      content: [{ type: 'text', text: `Part ${String(at)}` }],
    },
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'States act to survive. Trade makes war dear. So it goes.' }],
    },
  ]).flat(),
})
const index = new TextIndex(paper)
const parts = sentences(index)
const sections = outline(paper, index)

const threadOf = (nth: number, random: Random): RoomThread => {
  const author = memberId('author')
  const key = recordKey('annotation', author, `n${String(nth)}`)
  const start = Math.floor(random() * (index.text.length - 60))
  const end = start + 1 + Math.floor(random() * 50)
  const anchor = {
    version: versionId('v'),
    start: offset(start),
    end: offset(end),
    exact: 'x'.repeat(end - start),
    prefix: '',
    suffix: '',
  }
  const verdicts = tags
    .filter(() => random() < 0.4)
    .map((tag, at) => ({
      v: 1 as const,
      kind: 'tagging' as const,
      author: memberId(`m${String(at)}`),
      at: 1,
      annotation: key,
      tag: tag.id,
      key: taggingKey(memberId(`m${String(at)}`), key),
    }))
  return {
    key,
    annotation: { v: 1, kind: 'annotation', author, at: 1, anchor, ...(random() < 0.1 ? { removedAt: 2 } : {}) },
    verdicts,
    comments: [],
    commentCount: Math.floor(random() * 3),
    reactions: [],
    resolved: null,
    layer: layerId('l'),
  }
}

describe('counting change by change', () => {
  it('[PV9] says what counting afresh says, whatever came and went', () => {
    const random = seededRandom(4)
    const ticks = createMapTicks(parts, tags)
    const counts = createSectionCounts(sections, tags)
    let threads: readonly RoomThread[] = []
    for (let step = 0; step < 60; step += 1) {
      const kept = threads.filter(() => random() < 0.9)
      const fresh = Array.from({ length: Math.floor(random() * 4) }, (_, at) => threadOf(step * 10 + at, random))
      threads = [...kept, ...fresh].sort((a, b) => a.annotation.anchor.start - b.annotation.anchor.start)
      expect(ticks(threads)).toEqual(createMapTicks(parts, tags)(threads))
      expect(counts(threads)).toEqual(createSectionCounts(sections, tags)(threads))
    }
    expect(threads.length).toBeGreaterThan(5)
  })
  it('[PV9] counts a verdict on every sentence that its passage touches, and a dispute where verdicts differ', () => {
    const random = seededRandom(1)
    const thread = threadOf(1, random)
    const [first, second] = parts.slice(1)
    const [minium, azurite] = tags
    if (first === undefined || second === undefined || minium === undefined || azurite === undefined) throw new Error()
    const on = (start: number, end: number, tag: Tag): RoomThread => ({
      ...thread,
      annotation: {
        v: 1,
        kind: 'annotation',
        author: memberId('author'),
        at: 1,
        anchor: { ...thread.annotation.anchor, start: offset(start), end: offset(end) },
      },
      verdicts: [
        {
          v: 1,
          kind: 'tagging',
          author: memberId('m'),
          at: 1,
          annotation: thread.key,
          tag: tag.id,
          key: taggingKey(memberId('m'), thread.key),
        },
      ],
    })
    const shown = createMapTicks(
      parts,
      tags,
    )([on(first.start, second.start + 3, minium), on(second.start + 1, second.end, azurite)])
    expect(
      shown.map(({ sentence, annotations, leading, isDisputed }) => ({ sentence, annotations, leading, isDisputed })),
    ).toEqual([
      { sentence: first, annotations: 1, leading: 'minium', isDisputed: false },
      { sentence: second, annotations: 2, leading: 'minium', isDisputed: true },
    ])
  })
})
