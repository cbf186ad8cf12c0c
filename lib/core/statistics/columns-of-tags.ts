import type { TagId } from '../base'
import type { Tag } from '../annotation'

/** A tag as a column of the figures. */
export interface FiguresTag {
  readonly id: TagId
  readonly name: string
  readonly key: string
  readonly pigment: Tag['pigment']
}

/** What of a tag its column shows. */
export const asColumn = ({ id, name, key, pigment }: FiguresTag): FiguresTag => ({ id, name, key, pigment })
