import { z } from 'zod'
import { type MemberId, type SeminarId, type TagId, tagId } from '../../core/base'
import { type TagInput, tagSchema } from '../../core/annotation'
import type { Database } from './database'
import { namesOf } from './names'

/** What became of a tag. `retired` is switched off; `merged` counts as another; `parted` is a merge undone. */
const CODEBOOK_CHANGES = ['added', 'changed', 'retired', 'merged', 'parted'] as const

/** One change of a codebook. */
export interface CodebookChange {
  readonly kind: (typeof CODEBOOK_CHANGES)[number]
  readonly tag: TagId
  /** The tag as it was; absent for a new one. */
  readonly before?: TagInput
  readonly after: TagInput
  /** Of a merge and its undoing, the other tag. */
  readonly heir?: TagId
}

/** A change in the history of a codebook. */
export interface KeptChange extends CodebookChange {
  /** The version that it made. */
  readonly version: number
  /** The name of who made it; `undefined` for the administrator, and for one who left. */
  readonly by: string | undefined
  readonly at: Date
}

const asStored = ({ name, definition, example, counterExample, pigment, key, active, parent }: TagInput) => ({
  name,
  definition,
  example,
  counterExample: counterExample ?? '',
  pigment,
  key,
  active,
  ...(parent === undefined ? {} : { parent }),
})

const kindSchema = z.enum(CODEBOOK_CHANGES)

/** Writes what a version changed. */
export const writeCodebookChange = async (
  db: Database,
  seminar: SeminarId,
  version: number,
  member: MemberId | undefined,
  { kind, tag, before, after, heir }: CodebookChange,
): Promise<void> => {
  await db.codebookChange.create({
    data: {
      seminarId: seminar,
      version,
      memberId: member ?? null,
      kind,
      tagId: tag,
      ...(before === undefined ? {} : { before: asStored(before) }),
      after: asStored(after),
      heirId: heir ?? null,
    },
  })
}

/** The history of a codebook, the newest change first. Throws where a stored row is none of ours. */
export const codebookHistory = async (db: Database, seminar: SeminarId): Promise<readonly KeptChange[]> => {
  const rows = await db.codebookChange.findMany({ where: { seminarId: seminar }, orderBy: { version: 'desc' } })
  const names = new Map<string, string>(await namesOf(db, seminar, 'peer'))
  return rows.map((row) => ({
    version: row.version,
    by: names.get(row.memberId ?? ''),
    at: row.at,
    kind: kindSchema.parse(row.kind),
    tag: tagId(row.tagId),
    ...(row.before === null ? {} : { before: tagSchema.parse(row.before) }),
    after: tagSchema.parse(row.after),
    ...(row.heirId === null ? {} : { heir: tagId(row.heirId) }),
  }))
}

/** Lets a tag count as another, or (`null`) as itself again, and switches it on or off. */
export const writeHeir = async (db: Database, id: TagId, heir: TagId | null, active: boolean): Promise<void> => {
  await db.tag.update({ where: { id }, data: { heirId: heir, active } })
}

/** What a tag's verdicts touch, in all layers but private ones and asides. */
export interface Touched {
  readonly verdicts: number
  readonly members: number
  readonly readings: number
}

/** What each tag of a seminar touches; a tag without verdicts is not there. */
export const touchedByTags = async (db: Database, seminar: SeminarId): Promise<ReadonlyMap<TagId, Touched>> => {
  const rows = await db.$queryRaw<{ tag: string; verdicts: number; members: number; readings: number }[]>`
    select t."tagId" as tag, count(*)::int as verdicts, count(distinct t."memberId")::int as members,
           count(distinct l."readingId")::int as readings
      from "TaggingRow" t
      join "Layer" l on l.id = t."layerId" and l.kind not in ('private', 'aside')
      join "Reading" g on g.id = l."readingId" and g."seminarId" = ${seminar}
     group by t."tagId"`
  return new Map(rows.map(({ tag, ...touched }) => [tagId(tag), touched]))
}
