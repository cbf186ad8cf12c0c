import { bump } from './growing'
import { type Coefficient, defined, notDefined } from './reliability'
import { type TextBlocks, textBlocks } from './text-blocks'

/** What a member marked, cut so that none lies over another: start, end and label in turn. */
type Units = readonly number[]

const EMPTY: Units = []

/**
 * Where members marked the text, kept for u-alpha: one member's marks are taken
 * out and put in again, and the coefficient costs one way along the text,
 * however many there are. Lengths and places are offsets; labels are numbers.
 */
export class MarkedText {
  readonly #length: number
  readonly #labels: number
  readonly #units: Units[] = []
  /** By label and then place: how many more members mark it so from there on. */
  readonly #changes: Int32Array
  readonly #lengths: Float64Array
  #raters = 0
  #count = 0
  #marked = 0
  /** The squares of the lengths of all units. */
  #paired = 0

  constructor(length: number, labels: number) {
    this.#length = length
    this.#labels = labels
    this.#changes = new Int32Array((length + 1) * labels)
    this.#lengths = new Float64Array(labels)
  }

  /** Puts a member's marks in the place of the earlier ones: start, end, label and round in turn, in any order (ST27). */
  mark(member: number, marks: readonly number[]): void {
    this.#add(this.#units[member] ?? EMPTY, -1)
    const units = marks.length === 0 ? EMPTY : flattened(marks, this.#length, this.#labels)
    this.#units[member] = units
    this.#add(units, 1)
  }

  #add(units: Units, sign: 1 | -1): void {
    if (units.length === 0) return
    this.#raters += sign
    for (let at = 0; at < units.length; at += 3) {
      const [start = 0, end = 0, label = 0] = [units[at], units[at + 1], units[at + 2]]
      bump(this.#changes, label * (this.#length + 1) + start, sign)
      bump(this.#changes, label * (this.#length + 1) + end, -sign)
      bump(this.#lengths, label, sign * (end - start))
      this.#count += sign
      this.#marked += sign * (end - start)
      this.#paired += sign * (end - start) ** 2
    }
  }

  /** The same cut into blocks that begin at these offsets, to draw it anew. */
  blocks(starts: readonly number[]): TextBlocks {
    const raters = this.#units.flatMap((units) => {
      const own: { readonly start: number; readonly end: number; readonly label: number }[] = []
      for (let at = 0; at < units.length; at += 3) {
        own.push({ start: units[at] ?? 0, end: units[at + 1] ?? 0, label: units[at + 2] ?? 0 })
      }
      return own.length === 0 ? [] : [own]
    })
    return textBlocks(raters, { length: this.#length, labels: this.#labels, starts })
  }

  /** u-alpha of what is marked: `unitizingAlpha`, from what is kept. */
  alpha(): Coefficient {
    const length = this.#length
    const raters = this.#raters
    const all = raters * length
    const n = { raters, units: this.#count, pairable: all }
    if (raters < 2 || length === 0) return notDefined('no-pairable-values', n)
    const itself = this.#paired + (all - this.#marked)
    let unlike = all * all - (all - this.#marked) ** 2
    for (const sum of this.#lengths) unlike -= sum * sum
    if (unlike === 0) return notDefined('no-variation', n)
    return defined(1 - (this.#differing() * (all * all - itself)) / ((raters - 1) * all * unlike), n)
  }

  /** Ordered pairs of members with unlike values at a place, over all places. */
  #differing(): number {
    const counts = new Int32Array(this.#labels)
    const raters = this.#raters
    let gaps = raters
    let unlike = 0
    let differing = 0
    for (let at = 0; at < this.#length; at += 1) {
      let isOther = false
      for (let label = 0; label < this.#labels; label += 1) {
        const change = this.#changes[label * (this.#length + 1) + at] ?? 0
        if (change === 0) continue
        bump(counts, label, change)
        gaps -= change
        isOther = true
      }
      if (isOther) {
        unlike = raters * raters - gaps * gaps
        for (const count of counts) unlike -= count * count
      }
      differing += unlike
    }
    return differing
  }
}

/** A cut that begins and one that ends stand at one place: what is between them has no length, so their order is all one. */
const flattened = (marks: readonly number[], length: number, labels: number): Units => {
  const cuts: number[] = []
  let rounds = 0
  for (let at = 0; at < marks.length; at += 4) {
    const start = marks[at] ?? 0
    if (start >= length) continue
    rounds = Math.max(rounds, marks[at + 3] ?? 0)
    cuts.push(start * marks.length + at, Math.min(marks[at + 1] ?? 0, length) * marks.length + at + 1)
  }
  const ordered = Float64Array.from(cuts).sort()
  const counts = new Int32Array((rounds + 1) * labels)
  const active = new Int32Array(rounds + 1)
  let top = 0
  const units: number[] = []
  let from = 0
  for (const cut of ordered) {
    const place = Math.floor(cut / marks.length)
    const which = cut - place * marks.length
    const isEnd = which % 4 === 1
    const mark = isEnd ? which - 1 : which
    const label = marks[mark + 2] ?? 0
    const round = marks[mark + 3] ?? 0
    while (top > 0 && active[top] === 0) top -= 1
    const best = place > from && (active[top] ?? 0) > 0 ? leadingOf(counts, top * labels, labels) : -1
    if (best >= 0) {
      if (units.length > 0 && units.at(-2) === from && units.at(-1) === best) units[units.length - 2] = place
      else units.push(from, place, best)
    }
    from = place
    bump(counts, round * labels + label, isEnd ? -1 : 1)
    bump(active, round, isEnd ? -1 : 1)
    if (round > top) top = round
  }
  return units
}

/** The place of the greatest of some numbers above 0, counted from `from`; -1 on a tie, and where all are 0. */
export const leadingOf = (counts: Int32Array, from: number, length: number): number => {
  let best = -1
  let most = 0
  for (let at = 0; at < length; at += 1) {
    const count = counts[from + at] ?? 0
    if (count > most) {
      most = count
      best = at
    } else if (count === most) best = -1
  }
  return most === 0 ? -1 : best
}
