import { type Random, layerId, memberId, tagId, versionId } from '../base'
import {
  type CommentBody,
  type LayerRecord,
  REACTIONS,
  type RecordKey,
  bodyOf,
  reactionKey,
  recordKey,
  taggingKey,
  threadsOf,
} from '../annotation'
import { describe } from '../anchor'
import { type TextIndex, offset } from '../document'
import type { LayerThread } from '../export'
import { TEST_NAMES, TEST_TAGS, testPaper } from '../export/testing'
import type { Document } from '../document'
import type { TestLayer } from '../export/testing'
import { codePointsOf } from './code-points'
import type { Frame, Threads } from './frame'
import type { ImportMeans } from './plan'

/** For tests only. */
const TEST_ADDRESS = 'https://scholion.example.edu/readings/on-states'
const TEST_VERSION = versionId('v1')

/** A reading's frame and its threads, of one layer that `write` fills. */
export const testReading = (
  document: Document,
  write: (layer: TestLayer) => void,
): { readonly frame: Frame; readonly threads: readonly LayerThread[] } => {
  const { threads, ...frame } = testPaper(document, write)
  return { frame: { ...frame, address: TEST_ADDRESS, version: TEST_VERSION }, threads }
}

/** Threads as a file takes them. */
export async function* comingOneByOne(threads: readonly LayerThread[]): Threads {
  for (const thread of threads) yield await Promise.resolve(thread)
}

/** The whole of a file. */
export const wholeOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let whole = ''
  for await (const piece of pieces) whole += piece
  return whole
}

/** An import as member `m0`, to whom nothing belongs but what `more` says. */
export const testMeans = (frame: Frame, more: Partial<ImportMeans> = {}): ImportMeans => ({
  here: { version: frame.version, index: frame.index, codePoints: codePointsOf(frame.index.text) },
  tags: TEST_TAGS,
  member: memberId('m0'),
  ownerOf: () => undefined,
  localOf: (name) => `i-${Array.from(name, (letter) => letter.codePointAt(0)?.toString(36)).join('')}`.slice(0, 64),
  now: Date.UTC(2026, 10, 24),
  ...more,
})

const T0 = Date.UTC(2026, 10, 3, 10, 0, 0)
const RICH: CommentBody = {
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'mention', attrs: { id: memberId('m1'), label: 'Priya Nair' } },
        { type: 'text', text: ' <b>not markup</b> & ', marks: [{ type: 'bold' }] },
        {
          type: 'text',
          text: 'a source',
          marks: [{ type: 'link', attrs: { href: 'https://example.org/?a=1&b="2"' } }],
        },
      ],
    },
    { type: 'blockquote', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Quoted 𝕋ext.' }] }] },
    {
      type: 'bulletList',
      content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'One' }] }] }],
    },
  ],
}

/** Records of a layer as a class leaves them: seeded, with everything that a layer can hold. */
export const randomRecords = (random: Random, index: TextIndex, count: number): readonly [RecordKey, LayerRecord][] => {
  const records = new Map<RecordKey, LayerRecord>()
  const some = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const members = [...TEST_NAMES.keys()]
  const author = () => some(members) ?? memberId('m0')
  const annotations: RecordKey[] = []
  const comments: { readonly key: RecordKey; readonly annotation: RecordKey }[] = []
  const edited = (at: number) => (random() < 0.2 ? { editedAt: at + 5_000 } : {})
  for (let nth = 0; nth < count; nth += 1) {
    const who = author()
    const at = T0 + nth * 1_000
    const annotation = some(annotations)
    const what = annotation === undefined ? 0 : random()
    if (annotation === undefined || what < 0.3) {
      const start = Math.floor(random() * (index.text.length - 60))
      const anchor = describe(TEST_VERSION, index, {
        start: offset(start),
        end: offset(start + 1 + Math.floor(random() * 50)),
      })
      const key = recordKey('annotation', who, `a${nth}`)
      const removal = random() < 0.1 ? { removedAt: at + 9_000 } : {}
      records.set(key, { v: 1, kind: 'annotation', author: who, at, ...edited(at), anchor, ...removal })
      annotations.push(key)
    } else if (what < 0.55) {
      const rationale = random() < 0.5 ? { rationale: `Because “${nth}”, and 𝕋.` } : {}
      const tag = some(TEST_TAGS)?.id ?? tagId('realist')
      records.set(taggingKey(who, annotation), {
        v: 1,
        kind: 'tagging',
        author: who,
        at,
        ...edited(at),
        annotation,
        tag,
        ...rationale,
      })
    } else if (what < 0.85) {
      const above = random() < 0.5 ? some(comments.filter((comment) => comment.annotation === annotation)) : undefined
      const key = recordKey('comment', who, `c${nth}`)
      const body = random() < 0.3 ? RICH : bodyOf(`Point ${nth}.\n  With a second line, "quoted".`)
      const said = random() < 0.1 ? { body: null, removedAt: at + 9_000 } : { body }
      records.set(key, {
        v: 1,
        kind: 'comment',
        author: who,
        at,
        ...edited(at),
        annotation,
        parent: above?.key ?? null,
        ...said,
      })
      comments.push({ key, annotation })
    } else {
      const comment =
        random() < 0.5 ? (some(comments.filter((one) => one.annotation === annotation))?.key ?? null) : null
      const reaction = some(
        REACTIONS.filter((kind) => comment === null || (kind !== 'resolved' && kind !== 'reopened')),
      )
      if (reaction === undefined) continue
      records.set(reactionKey(who, comment ?? annotation, reaction), {
        v: 1,
        kind: 'reaction',
        author: who,
        at,
        annotation,
        comment,
        reaction,
      })
    }
  }
  return [...records]
}

/** Threads of a layer of the test's. */
export const threadsOfRecords = (records: Iterable<readonly [RecordKey, LayerRecord]>): readonly LayerThread[] =>
  threadsOf(records).map((thread) => ({ layer: layerId('layer-b'), thread }))
