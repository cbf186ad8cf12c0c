import { type ReadingId, type SeminarId, groupId, memberId, readingId, seminarId } from '../../core/base'
import type { Tag } from '../../core/annotation'
import { type Document, parseDocument } from '../../core/document'
import { type Actor, type Membership, nameLine, nameViewer, shownName } from '../../core/policy'
import type { Database } from './database'
import type { Prisma } from './generated/client'
import { NAMED, namedMember } from './names'
import { tagOf } from './tags'

/** A reading with everything that its page shows before the room opens. */
export interface ReadingToRead {
  readonly id: ReadingId
  readonly slug: string
  readonly title: string
  readonly authors: readonly string[]
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly version: { readonly id: string; readonly hash: string; readonly document: Document }
  /** The id of the PDF that it was set from; `undefined` where it came as text. */
  readonly original: string | undefined
  /** In the order of their names, as the actor gets them. `alias` is what the others see instead, for who knows. */
  readonly members: readonly (Omit<Membership, 'seminar' | 'sees'> & {
    readonly name: string
    readonly alias?: string
    readonly colour: number
  })[]
  readonly tags: readonly Tag[]
}

/** The same without its text. */
export type ReadingFace = Omit<ReadingToRead, 'version'> & {
  readonly version: Omit<ReadingToRead['version'], 'document'>
}

const PAPER = { paper: { select: { title: true, authors: true } } } as const
const SEMINAR = {
  include: {
    members: { select: { id: true, colour: true, groupId: true, ...NAMED } },
    tags: { orderBy: { position: 'asc' } },
  },
} as const

/**
 * The reading with this slug, or with this id where no slug is so; `undefined`
 * where there is none. Names are those that `actor` gets: without one, what
 * members see of each other. Asks nobody for leave: the caller does.
 */
export const findReadingToRead = async (
  db: Database,
  slug: string,
  actor: Actor = { kind: 'guest' },
): Promise<ReadingToRead | undefined> => {
  const include = { version: { include: PAPER }, seminar: SEMINAR } as const
  const found =
    (await db.reading.findUnique({ where: { slug }, include })) ??
    (await db.reading.findUnique({ where: { id: slug }, include }))
  if (found === null) return undefined
  const document = parseDocument(found.version.document)
  if (!document.ok) throw new Error(`version ${found.version.id} is not a document: ${document.reason}`)
  const face = faceOf(found, actor)
  return { ...face, version: { ...face.version, document: document.value } }
}

/** As `findReadingToRead`, by the slug alone, without the text, which takes longer to read than all the rest. */
export const findReadingFace = async (
  db: Database,
  slug: string,
  actor: Actor = { kind: 'guest' },
): Promise<ReadingFace | undefined> => {
  const include = { version: { select: { id: true, hash: true, ...PAPER } }, seminar: SEMINAR } as const
  const found = await db.reading.findUnique({ where: { slug }, include })
  return found === null ? undefined : faceOf(found, actor)
}

interface FoundReading {
  readonly id: string
  readonly slug: string
  readonly originalId: string | null
  readonly version: {
    readonly id: string
    readonly hash: string
    readonly paper: { readonly title: string; readonly authors: readonly string[] }
  }
  readonly seminar: Prisma.SeminarGetPayload<typeof SEMINAR>
}

const faceOf = (found: FoundReading, actor: Actor): ReadingFace => {
  const viewer = nameViewer(actor, seminarId(found.seminar.id))
  return {
    id: readingId(found.id),
    slug: found.slug,
    title: found.version.paper.title,
    authors: found.version.paper.authors,
    seminar: { id: seminarId(found.seminar.id), name: found.seminar.name },
    version: { id: found.version.id, hash: found.version.hash },
    original: found.originalId ?? undefined,
    members: found.seminar.members
      .map((member) => ({
        member: memberId(member.id),
        ...roomName(shownName(viewer, found.seminar.pseudonyms, namedMember(member))),
        colour: member.colour,
        role: member.role,
        group: member.groupId === null ? null : groupId(member.groupId),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
    tags: found.seminar.tags.map(tagOf),
  }
}

const roomName = (shown: ReturnType<typeof shownName>): { readonly name: string; readonly alias?: string } => ({
  name: nameLine(shown),
  ...(shown.alias === undefined ? {} : { alias: shown.alias }),
})
