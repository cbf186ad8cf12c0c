import type { GroupId, LayerId, MemberId, TagId } from '../base'
import type { Tag } from '../annotation'
import type { NumberedParagraph, Section, Sentence } from '../document'
import type { Rows } from '../projection'

/** A member as the figures know them. */
export interface FiguresMember {
  readonly id: MemberId
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: GroupId | null
}

/** A layer that is counted. */
export interface FiguresLayer {
  readonly id: LayerId
  /** From 1, in the order of the rounds. */
  readonly round: number
  /** The group whose members read it; `null` where everybody does. */
  readonly group: GroupId | null
}

/** What a reading is, but for what was said in it. */
export interface ReadingFacts {
  readonly members: readonly FiguresMember[]
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  /** The codebook, in its order. */
  readonly tags: readonly Tag[]
  /** As `outline` gives them. */
  readonly sections: readonly Section[]
  /** As `sentences` gives them. */
  readonly sentences: readonly Sentence[]
  /** As `numberedParagraphs` gives them; absent where they are not counted. */
  readonly paragraphs?: readonly NumberedParagraph[]
  /** Where the body ends and the footnotes begin, as an offset. */
  readonly bodyEnd: number
  /** The plain text, for the words of passages. */
  readonly text: string
  /** The layers that are counted, with their rounds; a layer that is not here is everybody's, in round 1. */
  readonly layers?: readonly FiguresLayer[]
}

/** All that the figures are counted from. Sections, sentences and offsets are those of one version. */
export interface FiguresInput extends ReadingFacts {
  readonly rows: Rows
  /** What is counted of it; absent for all (ST33). */
  readonly only?: FiguresFilter
}

/** A part of a reading. An empty list leaves nothing out. */
export interface FiguresFilter {
  readonly members: readonly MemberId[]
  readonly groups: readonly GroupId[]
  /** Agreement looks at all tags nonetheless. */
  readonly tags: readonly TagId[]
  /** From 1. */
  readonly rounds: readonly number[]
}

/** A filter that leaves nothing out. */
export const EVERYTHING: FiguresFilter = { members: [], groups: [], tags: [], rounds: [] }
