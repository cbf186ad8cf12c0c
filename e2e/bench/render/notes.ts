import { type LayerRecord, type RecordKey, bodyOf, recordKey, taggingKey } from '../../../lib/core/annotation'
import { type MemberId, type Random, type TagId, type VersionId, seededRandom } from '../../../lib/core/base'
import { type Sentence, type TextIndex, offset, sentences } from '../../../lib/core/document'

/** Where notes are scattered, and who writes them. */
export interface Scene {
  readonly version: VersionId
  readonly index: TextIndex
  readonly members: readonly MemberId[]
  readonly tags: readonly TagId[]
}

/** A passage and what was said about it, as both sides of the benchmark show it. */
export interface Note {
  readonly key: RecordKey
  readonly start: number
  readonly end: number
  /** The tag with most verdicts; `undefined` without any. */
  readonly leading: TagId | undefined
  readonly records: readonly (readonly [RecordKey, LayerRecord])[]
}

/** 19 November 2026, 10:00 UTC. */
const CLASS_BEGINS = Date.UTC(2026, 10, 19, 10)
/** The context that an anchor keeps, in UTF-16 units. */
const CONTEXT = 32

/**
 * Scatters `count` notes over a paper as a class does: a few sentences are on
 * everybody's mind (about a third of the notes lie on a twentieth of them), most
 * passages are a sentence, some a few words inside one, some run over into the
 * next and cross what lies there. Most have two to four verdicts by several
 * members, a third a comment. The same for the same `count` and scene.
 */
export const scatter = (scene: Scene, count: number): readonly Note[] => {
  const random = seededRandom(count)
  const all = sentences(scene.index).filter(({ start, end }) => end - start > 40)
  const popular = all.filter((_, at) => at % 20 === 7)
  return Array.from({ length: count }, (_, nth) => {
    const spot = pick(random() < 0.35 ? popular : all, random)
    // The first is in sight as the paper opens, to be pressed.
    const from = nth === 0 ? (all[1] ?? spot) : spot
    const next = all[all.indexOf(from) + 1]
    return noteOf(scene, nth, passageOf(from, next, random), random)
  })
}

const pick = <Item>(items: readonly Item[], random: Random): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const passageOf = (
  { start, end }: Sentence,
  next: Sentence | undefined,
  random: Random,
): { readonly start: number; readonly end: number } => {
  const way = random()
  if (way < 0.45 || (way >= 0.8 && next === undefined)) return { start, end }
  if (way < 0.8) {
    const from = start + Math.floor(random() * (end - start - 20))
    return { start: from, end: Math.min(end, from + 12 + Math.floor(random() * 60)) }
  }
  const from = start + Math.floor(((end - start) * (1 + random())) / 3)
  const until = next === undefined ? end : next.start + Math.floor(((next.end - next.start) * (1 + random())) / 3)
  return { start: from, end: until }
}

const noteOf = (
  { version, index, members, tags }: Scene,
  nth: number,
  { start, end }: { readonly start: number; readonly end: number },
  random: Random,
): Note => {
  const author = pick(members, random)
  const at = CLASS_BEGINS + nth * 300
  const key = recordKey('annotation', author, `bench${String(nth)}`)
  const records: [RecordKey, LayerRecord][] = [
    [
      key,
      {
        v: 1,
        kind: 'annotation',
        author,
        at,
        anchor: {
          version,
          start: offset(start),
          end: offset(end),
          exact: index.text.slice(start, end),
          prefix: index.text.slice(Math.max(0, start - CONTEXT), start),
          suffix: index.text.slice(end, end + CONTEXT),
        },
      },
    ],
  ]
  const votes = new Map<TagId, number>()
  const voters = random() < 0.1 ? [] : members.slice(0, 2 + Math.floor(random() * (members.length - 1)))
  for (const member of voters) {
    const tag = pick(tags, random)
    votes.set(tag, (votes.get(tag) ?? 0) + 1)
    records.push([
      taggingKey(member, key),
      { v: 1, kind: 'tagging', author: member, at: at + 10, annotation: key, tag },
    ])
  }
  if (random() < 1 / 3) records.push(commentOn(key, pick(members, random), nth, at + 20))
  const [leading] = [...votes].sort((a, b) => b[1] - a[1])[0] ?? []
  return { key, start, end, leading, records }
}

/** A comment on an annotation. */
export const commentOn = (
  annotation: RecordKey,
  author: MemberId,
  nth: number,
  at: number,
): [RecordKey, LayerRecord] => [
  recordKey('comment', author, `bench${String(nth)}`),
  {
    v: 1,
    kind: 'comment',
    author,
    at,
    annotation,
    parent: null,
    body: bodyOf(`Comment ${String(nth)}: is this what the author shows, or only what he says?`),
  },
]
