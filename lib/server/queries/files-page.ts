import { type Result, ok, refused } from '../../core/base'
import { type Actor, can, membershipIn } from '../../core/policy'
import { readableLayers } from '../commands/readable-layers'
import { type Database, database } from '../store/database'
import { findReadingToRead } from '../store/reading-room'
import { layersFor } from './layers-for'

/** What the page of a reading's files offers its member. */
export interface FilesPage {
  readonly reading: { readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  /** The layers that can be taken home, `write` where notes can be brought in; the one for new notes first. */
  readonly layers: readonly {
    readonly id: string
    readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
    readonly name: string
    readonly access: 'write' | 'read'
    /** True for the member's own; absent elsewhere. */
    readonly isOwn?: boolean
  }[]
  /** How many rounds there are of which something can be taken home. */
  readonly rounds: number
  /** True where the actor may know who is who, and some members see each other under pseudonyms. */
  readonly hasAliases: boolean
  /** True where the paper came as a PDF, on whose pages its notes can be taken home. */
  readonly hasOriginal: boolean
}

/** The files of the reading with this slug, as `actor` may take and bring them. `not-found` also for one that they may not know of. */
export const filesPage = async (
  actor: Actor,
  slug: string,
  db: Database = database(),
): Promise<Result<FilesPage, 'not-found'>> => {
  const found = await findReadingToRead(db, slug, actor)
  if (found === undefined) return refused('not-found')
  const subject = { kind: 'reading', seminar: found.seminar.id } as const
  if (membershipIn(actor, found.seminar.id) === undefined || !can(actor, 'reading.read', subject).ok) {
    return refused('not-found')
  }
  const { layers, writeLayer } = await layersFor(db, actor, found.id)
  const { rounds } = await readableLayers(db, actor, found)
  return ok({
    reading: { slug: found.slug, title: found.title },
    seminar: found.seminar,
    layers: layers
      .toSorted((a, b) => Number(b.id === writeLayer) - Number(a.id === writeLayer))
      .map(({ id, kind, name, access, isOwn }) => ({ id, kind, name, access, ...(isOwn === true ? { isOwn } : {}) })),
    rounds: rounds.length,
    hasAliases: found.members.some(({ alias }) => alias !== undefined),
    hasOriginal: found.original !== undefined,
  })
}
