import type { Row } from './crowding'

interface Placed {
  /** Names the row across renders. */
  readonly id: string
  /** Where it stands, px from the top of the column. */
  readonly top: number
  /** Where its passage stands. */
  readonly want: number
  /** About how tall it is before it has been drawn, px. */
  readonly guess: number
}
export type MoreRow = Extract<Row, { kind: 'more' }> & Placed
type ThreadRow = Extract<Row, { kind: 'thread' }> & Placed
export type PlacedRow = MoreRow | ThreadRow
