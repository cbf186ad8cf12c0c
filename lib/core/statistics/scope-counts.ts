import { growingInt32 } from './growing'
import { BySize } from './tally'

/** The counts of one row of a table, but for verdicts, which go by tag. */
export interface RowCounts {
  readonly annotations: Int32Array
  readonly comments: Int32Array
  /** A row and then a tag: row * tags + tag. */
  readonly tags: Int32Array
}

/** With room for so many rows and tags. */
export const rowCounts = (rows: number, tags: number): RowCounts => ({
  annotations: new Int32Array(rows),
  comments: new Int32Array(rows),
  tags: new Int32Array(rows * tags),
})

/** The counts of each round. Rounds are opened while a reading is counted, so their number is not known before. */
export class RoundCounts {
  readonly annotations = growingInt32()
  readonly comments = growingInt32()
  readonly claims = growingInt32()
  /** A round and then a tag: round * tags + tag. */
  readonly tags = growingInt32()
  /** A round and then a member: round * members + member. */
  readonly verdicts = growingInt32()
}

/** What agreement over claims is counted from: whole numbers only, so that adding and taking away leaves no trace. */
export class ClaimCounts {
  /** Ordered pairs of verdicts that differ, by how many verdicts the claim has. */
  readonly differing = new BySize()
  /** Claims by how many verdicts they have. */
  readonly sizes = new BySize()
  /** By tag: its verdicts, by how many the claim has. */
  readonly uses: readonly BySize[]
  /** By tag, on claims with two verdicts or more. */
  readonly totals: Int32Array
  /** By member: verdicts on claims with two or more. */
  readonly paired: Int32Array
  /** Claims with a verdict. */
  rated = 0
  /** Claims on which verdicts differ. */
  contested = 0

  constructor(members: number, tags: number) {
    this.uses = Array.from({ length: tags }, () => new BySize())
    this.totals = new Int32Array(tags)
    this.paired = new Int32Array(members)
  }
}
