import type { MemberId, TagId } from '../base'
import type { RecordKey } from '../annotation'
import type { Sentence } from '../document'
import type { AnnotationRow, TaggingRow } from '../projection'
import type { RatedUnit, Reliability } from './reliability'
import type { Continuum, Unit } from './unitizing'

/** Names an annotation among several layers: its key is unique in its own only. */
export const placeKey = (layer: string, key: RecordKey): string => `${layer} ${key}`

/** The verdicts of a reading, each with its passage. */
export interface Verdicts {
  /** Annotations by layer and key. */
  readonly placed: ReadonlyMap<string, AnnotationRow>
  /** Verdicts whose annotation is in `placed` and whose tag is in the codebook. */
  readonly verdicts: readonly TaggingRow[]
}

/** What was said of one sentence. */
export interface SentenceVerdicts {
  readonly sentence: Sentence
  /** The claims that touch it, by layer and key. */
  readonly claims: ReadonlySet<string>
  /** The verdict of each member who has one here (ST10). */
  readonly verdicts: ReadonlyMap<MemberId, TagId>
}

/** The verdicts on each of `sentences`, which ascend (ST10). */
export const verdictsOnSentences = (
  sentences: readonly Sentence[],
  { placed, verdicts }: Verdicts,
): readonly SentenceVerdicts[] => {
  const claims = sentences.map(() => new Set<string>())
  const given = sentences.map(() => new Map<MemberId, TagCounts>())
  for (const verdict of verdicts) {
    const place = placeKey(verdict.layer, verdict.annotation)
    const annotation = placed.get(place)
    if (annotation === undefined) continue
    for (let at = firstEndingAfter(sentences, annotation.start); at < sentences.length; at += 1) {
      const sentence = sentences[at]
      const here = given[at]
      if (sentence === undefined || here === undefined || sentence.start >= annotation.end) break
      claims[at]?.add(place)
      const member = here.get(verdict.member) ?? new Map<TagId, number>()
      member.set(verdict.tag, (member.get(verdict.tag) ?? 0) + 1)
      here.set(verdict.member, member)
    }
  }
  return sentences.map((sentence, at) => ({
    sentence,
    claims: claims[at] ?? new Set(),
    verdicts: new Map(
      [...(given[at] ?? [])].flatMap(([member, counts]): [MemberId, TagId][] => {
        const tag = leadingTag(counts)
        return tag === undefined ? [] : [[member, tag]]
      }),
    ),
  }))
}

/** Sentences by members: who has no verdict on a sentence is absent there (ST26). */
export const sentenceRatings = (
  rated: readonly SentenceVerdicts[],
  members: readonly MemberId[],
  scale: readonly TagId[],
): Reliability => ({
  raters: members,
  scale,
  units: rated.map(({ sentence, verdicts }) => ({ id: String(sentence.start), ratings: of(verdicts, members) })),
})

/** Claims by members: who has no tagging of a claim is absent there (ST26). */
export const claimRatings = (
  { verdicts }: Verdicts,
  members: readonly MemberId[],
  scale: readonly TagId[],
): Reliability => {
  const claims = new Map<string, Map<MemberId, TagId>>()
  for (const { layer, annotation, member, tag } of verdicts) {
    const place = placeKey(layer, annotation)
    const ratings = claims.get(place) ?? new Map<MemberId, TagId>()
    ratings.set(member, tag)
    claims.set(place, ratings)
  }
  return {
    raters: members,
    scale,
    // In an order of their own, so that a draw does not hang on that of the rows.
    units: [...claims]
      .map(([id, ratings]): RatedUnit => ({ id, ratings: of(ratings, members) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** The text as each member who tagged cut it (ST27). `length` is that of the text that counts, from offset 0. */
export const continuumOf = (
  { placed, verdicts }: Verdicts,
  members: readonly MemberId[],
  length: number,
): Continuum => {
  const own = new Map<MemberId, Unit[]>(members.map((member) => [member, []]))
  for (const { layer, annotation, member, tag } of verdicts) {
    const row = placed.get(placeKey(layer, annotation))
    if (row !== undefined && row.start < length) {
      own.get(member)?.push({ start: row.start, end: Math.min(row.end, length), label: tag })
    }
  }
  return { length, raters: [...own.values()].map(flattened).filter((units) => units.length > 0) }
}

type TagCounts = Map<TagId, number>

/** The label with most of `counts`, or `undefined` on a tie. */
const leadingTag = <Label extends string>(counts: ReadonlyMap<Label, number>): Label | undefined => {
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}

/** One member's claims, cut so that none lies over another. */
const flattened = (claims: readonly Unit[]): readonly Unit[] => {
  const cuts = claims
    .flatMap(({ start, end, label }) => [
      { at: start, label, by: 1 },
      { at: end, label, by: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  const counts = new Map<string, number>()
  const units: { start: number; end: number; readonly label: string }[] = []
  let from = 0
  for (const { at, label, by } of cuts) {
    const leading = at > from ? leadingTag(counts) : undefined
    if (leading !== undefined) {
      const last = units.at(-1)
      if (last?.end === from && last.label === leading) last.end = at
      else units.push({ start: from, end: at, label: leading })
    }
    from = Math.max(from, at)
    const count = (counts.get(label) ?? 0) + by
    if (count === 0) counts.delete(label)
    else counts.set(label, count)
  }
  return units
}

const of = <Value>(
  ratings: ReadonlyMap<MemberId, Value>,
  members: readonly MemberId[],
): ReadonlyMap<MemberId, Value> => {
  const asked = new Set(members)
  return new Map([...ratings].filter(([member]) => asked.has(member)))
}

const firstEndingAfter = (ordered: readonly Sentence[], offset: number): number => {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const sentence = ordered[middle]
    if (sentence !== undefined && sentence.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}
