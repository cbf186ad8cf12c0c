import type { MemberId, TagId } from '../base'
import type { RecordKey } from '../annotation'
import type { Sentence } from '../document'
import type { AnnotationRow } from '../projection'
import type { RatedUnit, Reliability } from './reliability'
import type { Continuum, Unit } from './unitizing'

/** Names an annotation among several layers: its key is unique in its own only. */
export const placeKey = (layer: string, key: RecordKey): string => `${layer} ${key}`

/** A verdict with the passage that it is on. The annotation's row, the same object for all on it, names the claim. */
export interface Verdict {
  readonly member: MemberId
  readonly tag: TagId
  readonly on: AnnotationRow
  /** When it was last set. */
  readonly at: number
}

/** The verdicts of each claim. */
export const byClaim = (verdicts: readonly Verdict[]): ReadonlyMap<AnnotationRow, readonly Verdict[]> => {
  const claims = new Map<AnnotationRow, Verdict[]>()
  for (const verdict of verdicts) {
    const own = claims.get(verdict.on)
    if (own === undefined) claims.set(verdict.on, [verdict])
    else own.push(verdict)
  }
  return claims
}

/** What was said of one sentence. */
export interface SentenceVerdicts {
  readonly sentence: Sentence
  /** How many claims touch it. */
  readonly claims: number
  /** The verdict of each member who has one here (ST10). */
  readonly verdicts: ReadonlyMap<MemberId, TagId>
}

/** The verdicts on each of `sentences`, which ascend (ST10). */
export const verdictsOnSentences = (
  sentences: readonly Sentence[],
  verdicts: readonly Verdict[],
): readonly SentenceVerdicts[] => {
  const claims = sentences.map(() => new Set<AnnotationRow>())
  const given = sentences.map(() => new Map<MemberId, TagId | Map<TagId, number>>())
  for (const { on, member, tag } of verdicts) {
    for (let at = firstEndingAfter(sentences, on.start); at < sentences.length; at += 1) {
      const sentence = sentences[at]
      const here = given[at]
      if (sentence === undefined || here === undefined || sentence.start >= on.end) break
      claims[at]?.add(on)
      const before = here.get(member)
      // Nearly all have one verdict on a sentence, or the same again: those cost no counts.
      if (before === undefined) here.set(member, tag)
      else if (typeof before === 'string') here.set(member, new Map([[before, 1]]).set(tag, before === tag ? 2 : 1))
      else before.set(tag, (before.get(tag) ?? 0) + 1)
    }
  }
  return sentences.map((sentence, at) => {
    const leading = new Map<MemberId, TagId>()
    for (const [member, said] of given[at] ?? []) {
      const tag = typeof said === 'string' ? said : leadingTag(said)
      if (tag !== undefined) leading.set(member, tag)
    }
    return { sentence, claims: claims[at]?.size ?? 0, verdicts: leading }
  })
}

/** Sentences by members, who gave all of these verdicts: who has none on a sentence is absent there (ST26). */
export const sentenceRatings = (
  rated: readonly SentenceVerdicts[],
  members: readonly MemberId[],
  scale: readonly TagId[],
): Reliability => ({
  raters: members,
  scale,
  units: rated.map(({ sentence, verdicts }) => ({ id: String(sentence.start), ratings: verdicts })),
})

/** Claims by members, who gave all of these verdicts: who has no tagging of a claim is absent there (ST26). */
export const claimRatings = (
  verdicts: readonly Verdict[],
  members: readonly MemberId[],
  scale: readonly TagId[],
): Reliability => {
  const claims = new Map<AnnotationRow, Map<MemberId, TagId>>()
  for (const { on, member, tag } of verdicts) {
    const ratings = claims.get(on)
    if (ratings === undefined) claims.set(on, new Map([[member, tag]]))
    else ratings.set(member, tag)
  }
  return {
    raters: members,
    scale,
    // In an order of their own, so that a draw does not hang on that of the rows.
    units: [...claims]
      .map(([on, ratings]): RatedUnit => ({ id: placeKey(on.layer, on.key), ratings }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** The text as each member who tagged cut it (ST27). `length` is that of the text that counts, from offset 0. */
export const continuumOf = (verdicts: readonly Verdict[], length: number): Continuum => {
  const own = new Map<MemberId, Unit[]>()
  for (const { on, member, tag } of verdicts) {
    if (on.start >= length) continue
    const unit = { start: on.start, end: Math.min(on.end, length), label: tag }
    const units = own.get(member)
    if (units === undefined) own.set(member, [unit])
    else units.push(unit)
  }
  return { length, raters: [...own.values()].map(flattened).filter((units) => units.length > 0) }
}

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
