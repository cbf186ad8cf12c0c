import type { LayerId, MemberId, VersionId } from '../base'
import type { Tag } from '../annotation'
import { type AnnotatedPaper, type LayerThread, type Note, nameOf, notesOf } from '../export'
import { type CodePoints, codePointsOf } from './code-points'

/** What every file of a reading knows before its first note. */
export interface Frame extends Omit<AnnotatedPaper, 'threads' | 'canShow'> {
  readonly version: VersionId
  /** The address of the reading, without a slash at its end: what a file names begins with it. */
  readonly address: string
}

/** The notes of a file as they come: those of one layer, or of several, in the order of the text. */
export type Threads = AsyncIterable<LayerThread>

/** A frame with what its writers look up often. */
export interface Desk {
  readonly frame: Frame
  readonly codePoints: CodePoints
  readonly tags: ReadonlyMap<string, Tag>
  readonly layerNames: ReadonlyMap<LayerId, string>
}

export const deskOf = (frame: Frame): Desk => ({
  frame,
  codePoints: codePointsOf(frame.index.text),
  tags: new Map(frame.tags.map((tag) => [tag.id, tag])),
  layerNames: new Map(frame.layers.map(({ id, name }) => [id, name])),
})

/** The name to print for a member. */
export const nameIn = (frame: Frame, member: MemberId): string => nameOf(frame, member)

/** A thread as files print it: `core/export`'s note, numbered by its caller. */
export const noteOf = (frame: Frame, thread: LayerThread, number: number): Note => {
  const [note] = notesOf({ ...frame, threads: [thread] })
  if (note === undefined) throw new Error('a thread is a note')
  return { ...note, number }
}

/** A moment as ISO 8601 in UTC. */
export const isoTime = (at: number): string => new Date(at).toISOString()
