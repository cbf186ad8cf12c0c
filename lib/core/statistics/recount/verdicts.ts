import type { MemberId, TagId } from '../../base'
import type { RecordKey } from '../../annotation'
import type { Sentence } from '../../document'
import type { AnnotationRow } from '../../projection'
import type { RatedUnit, Reliability } from '../reliability'
import type { Continuum, Unit } from '../unitizing'

/** Names an annotation among several layers: its key is unique in its own only. */
export const placeKey = (layer: string, key: RecordKey): string => `${layer} ${key}`

/** A verdict with the passage that it is on. The annotation's row, the same object for all on it, names the claim. */
export interface Verdict {
  readonly member: MemberId
  readonly tag: TagId
  readonly on: AnnotationRow
  /** When it was last set. */
  readonly at: number
  readonly round: number
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
  const given = sentences.map(() => new Map<MemberId, Verdict[]>())
  for (const verdict of verdicts) {
    const { on, member } = verdict
    for (let at = firstEndingAfter(sentences, on.start); at < sentences.length; at += 1) {
      const sentence = sentences[at]
      const here = given[at]
      if (sentence === undefined || here === undefined || sentence.start >= on.end) break
      claims[at]?.add(on)
      here.set(member, [...(here.get(member) ?? []), verdict])
    }
  }
  return sentences.map((sentence, at) => {
    const leading = new Map<MemberId, TagId>()
    for (const [member, said] of given[at] ?? []) {
      const last = Math.max(...said.map(({ round }) => round))
      const counts = new Map<TagId, number>()
      for (const { tag, round } of said) if (round === last) counts.set(tag, (counts.get(tag) ?? 0) + 1)
      const tag = leadingTag(counts)
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
  const own = new Map<MemberId, Verdict[]>()
  for (const verdict of verdicts) {
    if (verdict.on.start < length) own.set(verdict.member, [...(own.get(verdict.member) ?? []), verdict])
  }
  return {
    length,
    raters: [...own.values()].map((claims) => flattened(claims, length)).filter((units) => units.length > 0),
  }
}

/** The label with most of `counts`, or `undefined` on a tie. */
const leadingTag = <Label extends string>(counts: ReadonlyMap<Label, number>): Label | undefined => {
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}

/** One member's claims, cut so that none lies over another: between two cuts it is plain which verdicts are there. */
const flattened = (claims: readonly Verdict[], length: number): readonly Unit[] => {
  const spans = claims.map(({ on, tag, round }) => ({ start: on.start, end: Math.min(on.end, length), tag, round }))
  const cuts = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const units: { start: number; end: number; readonly label: string }[] = []
  cuts.forEach((from, at) => {
    const to = cuts[at + 1]
    if (to === undefined) return
    const here = spans.filter(({ start, end }) => start <= from && end >= to)
    const last = Math.max(...here.map(({ round }) => round))
    const counts = new Map<string, number>()
    for (const { tag, round } of here) if (round === last) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    const label = leadingTag(counts)
    if (label === undefined) return
    const before = units.at(-1)
    if (before?.end === from && before.label === label) before.end = to
    else units.push({ start: from, end: to, label })
  })
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
