/** One line's piece of a passage on a page. Points from the lower left corner of the page. */
export interface Piece {
  /** From 0. */
  readonly page: number
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** The type size there. */
  readonly em: number
}
