/** What one row of a table counts. */
export interface Counts {
  readonly annotations: number
  readonly claims: number
  readonly verdicts: number
  readonly comments: number
  /** Verdicts by tag, in the order of `Figures.tags`. */
  readonly tags: readonly number[]
}
