import type { Agreement } from './agreement'
import { numberOf } from './alpha'
import { placeKey } from './columns'
import { type BothRated, CLAIMS_DRAWN_MAX, type IntervalsAsked } from './intervals'
import type { Scope } from './scope'
import type { UnitTally } from './tally'

/** What the intervals of an agreement are drawn from, as it is now. `scale` are the places of the tags that a verdict could have. */
export const intervalsAsked = (scope: Scope, scale: readonly number[], agreement: Agreement): IntervalsAsked => {
  const { frame, onSentences } = scope
  const { tags, sections } = frame.facts
  const sentences = frame.sentences.map((_, at) =>
    unitOf(onSentences.members.subarray(at * tags.length, (at + 1) * tags.length)),
  )
  const isRated = ({ size }: UnitTally): boolean => size > 0
  return {
    agreement,
    numbers: tags.map(({ name }) => numberOf(name) ?? 0),
    categories: scale.length,
    values: tags.length,
    sentences: sentences.filter(isRated),
    sections: sections.map((_, section) =>
      sentences.filter((unit, at) => frame.sectionOfSentence[at] === section && isRated(unit)),
    ),
    claims: scope.claims.rated > CLAIMS_DRAWN_MAX ? null : claimsInOrder(scope),
    text: scope.text.blocks(frame.sentences.map(({ start }) => start)),
    pairs: agreement.pairs.kappas.map(({ a, b }) => valuesOfBoth(scope, a, b)),
  }
}

/** How much there is to draw from, before anything is gathered: numbers that each draw adds up, but for pairs of members. */
export const workOf = ({ frame, claims }: Scope, { sentences }: Agreement): number => {
  const columns = 4 + frame.facts.tags.length
  // Sentences are drawn for alpha, for AC1 and by section; claims for alpha and AC1; the text in blocks.
  const units = 3 * sentences.percent.n.units + 2 * Math.min(claims.rated, CLAIMS_DRAWN_MAX) + frame.sentences.length
  return units * columns
}

const valuesOfBoth = ({ frame, onSentences: { cells } }: Scope, a: string, b: string): BothRated => {
  const place = (id: string): number => frame.facts.members.findIndex((member) => member.id === id)
  const sentences = frame.sentences.length
  const [left, right] = [place(a) * sentences, place(b) * sentences]
  const both = [...frame.sentences.keys()].filter((at) => (cells[left + at] ?? 0) > 0 && (cells[right + at] ?? 0) > 0)
  return {
    a: Uint8Array.from(both, (at) => (cells[left + at] ?? 0) - 1),
    b: Uint8Array.from(both, (at) => (cells[right + at] ?? 0) - 1),
  }
}

/** Claims with a verdict that is counted, by their names: in whatever order rows came, draws are the same. */
const claimsInOrder = (scope: Scope): readonly UnitTally[] => {
  const { columns, frame } = scope
  const claims: { readonly name: string; readonly unit: UnitTally }[] = []
  const counts = new Int32Array(frame.facts.tags.length)
  for (let claim = 0; claim < columns.claims; claim += 1) {
    counts.fill(0)
    for (const tag of scope.tagsOn(claim)) counts[tag] = (counts[tag] ?? 0) + 1
    const unit = unitOf(counts)
    const layer = columns.layers.name(columns.layer.at(claim)) ?? ''
    if (unit.size > 0) claims.push({ name: placeKey(layer, columns.keyOf(claim)), unit })
  }
  return claims.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ unit }) => unit)
}

const unitOf = (counts: Int32Array): UnitTally => {
  const given: (readonly [number, number])[] = []
  let size = 0
  counts.forEach((count, tag) => {
    if (count === 0) return
    given.push([tag, count])
    size += count
  })
  return { size, counts: given }
}
