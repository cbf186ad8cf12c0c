import type { MemberId, TagId } from '../base'
import type { RecordKey } from '../annotation'
import { type Section, type Sentence, sectionAt } from '../document'
import type { AnnotationRow, TaggingRow } from '../projection'

/** One sentence of the heat strip. */
export interface HeatCell {
  /** Offsets of the sentence in the plain text; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Claims that touch it. */
  readonly claims: number
  /** Members with a verdict on it. */
  readonly members: number
  /** From 0 to 1; `null` with fewer than two members (ST11). */
  readonly disagreement: number | null
}

/** The strip of one section. */
export interface HeatSection {
  readonly id: string
  readonly title: string
  readonly level: number
  readonly cells: readonly HeatCell[]
}

interface HeatInput {
  readonly sections: readonly Section[]
  readonly sentences: readonly Sentence[]
  readonly bodyEnd: number
  /** Annotations by layer and key. */
  readonly placed: ReadonlyMap<string, AnnotationRow>
  /** Verdicts whose annotation is in `placed`. */
  readonly verdicts: readonly TaggingRow[]
}

/** The heat strip: one cell a sentence of the body, by section. Rules ST9 to ST11. */
export const heat = (input: HeatInput): readonly HeatSection[] => {
  const body = input.sentences.filter((sentence) => sentence.start < input.bodyEnd)
  const claims = body.map(() => new Set<string>())
  const verdicts = body.map(() => new Map<MemberId, Map<TagId, number>>())
  for (const verdict of input.verdicts) {
    const place = placeKey(verdict.layer, verdict.annotation)
    const annotation = input.placed.get(place)
    if (annotation === undefined) continue
    for (let at = firstEndingAfter(body, annotation.start); at < body.length; at += 1) {
      const sentence = body[at]
      if (sentence === undefined || sentence.start >= annotation.end) break
      claims[at]?.add(place)
      const member = verdicts[at]?.get(verdict.member) ?? new Map<TagId, number>()
      member.set(verdict.tag, (member.get(verdict.tag) ?? 0) + 1)
      verdicts[at]?.set(verdict.member, member)
    }
  }
  const cells = body.map((sentence, at): HeatCell => {
    const leading = [...(verdicts[at]?.values() ?? [])].flatMap((counts) => leadingTag(counts) ?? [])
    return {
      start: sentence.start,
      end: sentence.end,
      claims: claims[at]?.size ?? 0,
      members: leading.length,
      disagreement: disagreement(leading),
    }
  })
  return input.sections.map(({ id, title, level }) => ({
    id,
    title,
    level,
    cells: cells.filter((_, at) => {
      const sentence = body[at]
      return sentence !== undefined && sectionAt(input.sections, sentence.start)?.id === id
    }),
  }))
}

/**
 * The share of pairs that differ, among all pairs of `values`; `null` with
 * fewer than two values. This is the observed disagreement of one unit for
 * nominal data (Krippendorff, Content Analysis, 2nd ed. 2004, chapter 11).
 */
export const disagreement = (values: readonly string[]): number | null => {
  if (values.length < 2) return null
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const pairs = values.length * (values.length - 1)
  const agreeing = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return (pairs - agreeing) / pairs
}

/** The tag with most verdicts, or `undefined` on a tie. */
const leadingTag = (counts: ReadonlyMap<TagId, number>): TagId | undefined => {
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1])
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
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

/** Names an annotation among several layers: its key is unique in its own only. */
export const placeKey = (layer: string, key: RecordKey): string => `${layer} ${key}`
