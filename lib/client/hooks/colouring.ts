import { type OverlapPassage, PIGMENTS, type Pigment, type Tag, voicesOf } from '../../core/annotation'
import { type TagId, tagId } from '../../core/base'
import type { RoomSetup, RoomThread } from '../session/room'

/** By what highlights are coloured. */
export const COLOURS = ['verdict', 'member', 'layer'] as const
export type ColourBy = (typeof COLOURS)[number]

/** One colour and what has it. */
export interface ColourEntry {
  readonly id: TagId
  readonly name: string
  readonly pigment: Pigment
}

/** What each thread is coloured as. */
export interface Colouring {
  /** What can be coloured, each with its pigment, in order. By member the ten pigments begin again after the tenth. */
  readonly entries: readonly ColourEntry[]
  /** Who says what of a thread, in the entries' ids. */
  readonly verdictsOf: (thread: RoomThread) => OverlapPassage['verdicts']
}

/**
 * The colours of the text: by verdict, as the codebook has them; by member, each
 * voice of a thread; or by layer, where several are shown at once.
 */
export const colouringOf = (by: ColourBy, setup: Pick<RoomSetup, 'tags' | 'members' | 'layers'>): Colouring => {
  if (by === 'verdict') return { entries: inOrder(setup.tags), verdictsOf: (thread) => thread.verdicts }
  const named = by === 'member' ? setup.members : setup.layers
  const entries = named.map(({ id, name }, at) => ({
    id: tagId(id),
    name,
    pigment: PIGMENTS[at % PIGMENTS.length] ?? 'graphite',
  }))
  return {
    entries,
    verdictsOf: (thread) =>
      [...voicesOf(thread)].map((author) => ({ author, tag: tagId(by === 'member' ? author : thread.layer) })),
  }
}

const inOrder = (tags: readonly Tag[]): readonly ColourEntry[] => tags.toSorted((a, b) => a.position - b.position)
