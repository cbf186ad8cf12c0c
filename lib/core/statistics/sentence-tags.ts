import type { Frame } from './frame'
import { bump } from './growing'
import { leadingOf } from './marked-text'

/** What members say of each sentence: their leading tag there, of the last round in which they gave one (ST10). */
export class SentenceTags {
  /** By member and then sentence: the place of their tag there, plus one; 0 where they have none. */
  readonly cells: Uint8Array
  /** By sentence and then tag: how many members have it there. */
  readonly members: Int32Array
  readonly #frame: Frame
  readonly #tags: number
  // For one member at a time.
  readonly #counts: Int32Array
  readonly #roundHere: Int32Array

  constructor(frame: Frame, members: number, tags: number) {
    const sentences = frame.sentences.length
    this.#frame = frame
    this.#tags = tags
    this.cells = new Uint8Array(members * sentences)
    this.members = new Int32Array(sentences * tags)
    this.#counts = new Int32Array(sentences * tags)
    this.#roundHere = new Int32Array(sentences)
  }

  /** Puts all that a member marked (start, end, tag, round, start …) in the place of what they had marked. */
  mark(member: number, marks: readonly number[]): void {
    const frame = this.#frame
    const sentences = frame.sentences.length
    const tags = this.#tags
    const own = member * sentences
    for (let at = 0; at < sentences; at += 1) {
      const cell = this.cells[own + at] ?? 0
      if (cell === 0) continue
      bump(this.members, at * tags + cell - 1, -1)
      this.cells[own + at] = 0
    }
    let first = sentences
    let last = -1
    for (let mark = 0; mark < marks.length; mark += 4) {
      const [start = 0, end = 0, tag = 0, round = 0] = [marks[mark], marks[mark + 1], marks[mark + 2], marks[mark + 3]]
      let at = frame.firstEndingAfter(start)
      first = Math.min(first, at)
      for (; frame.startOf(at) < end; at += 1) {
        const known = this.#roundHere[at] ?? 0
        // A later round's verdicts stand in the place of an earlier one's.
        if (round < known) continue
        if (round > known) {
          this.#roundHere[at] = round
          this.#counts.fill(0, at * tags, (at + 1) * tags)
        }
        bump(this.#counts, at * tags + tag, 1)
        last = Math.max(last, at)
      }
    }
    for (let at = first; at <= last; at += 1) {
      if (this.#roundHere[at] === 0) continue
      this.#roundHere[at] = 0
      const tag = leadingOf(this.#counts, at * tags, tags)
      this.#counts.fill(0, at * tags, (at + 1) * tags)
      if (tag < 0) continue
      this.cells[own + at] = tag + 1
      bump(this.members, at * tags + tag, 1)
    }
  }
}
