import type { TagId } from '../../base'
import type { Counts } from '../counts'
import type { Verdict } from './verdicts'

/** Counts of one row, as records come. */
export class Counter {
  readonly #columns: ReadonlyMap<TagId, number>
  readonly #tags: number[]
  #annotations = 0
  #verdicts = 0
  #claims = 0
  #comments = 0

  constructor(columns: ReadonlyMap<TagId, number>) {
    this.#columns = columns
    this.#tags = new Array<number>(columns.size).fill(0)
  }

  annotation(): void {
    this.#annotations += 1
  }

  verdict({ tag }: Verdict): void {
    const column = this.#columns.get(tag)
    if (column === undefined) return
    this.#tags[column] = (this.#tags[column] ?? 0) + 1
    this.#verdicts += 1
  }

  /** Once for each claim that one of the verdicts is on. */
  claim(): void {
    this.#claims += 1
  }

  comment(): void {
    this.#comments += 1
  }

  get hasVerdict(): boolean {
    return this.#verdicts > 0
  }

  get isEmpty(): boolean {
    return this.#annotations + this.#verdicts + this.#comments === 0
  }

  counts(): Counts {
    return {
      annotations: this.#annotations,
      claims: this.#claims,
      verdicts: this.#verdicts,
      comments: this.#comments,
      tags: [...this.#tags],
    }
  }
}
