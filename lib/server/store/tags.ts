import { type SeminarId, type TagId, tagId } from '../../core/base'
import { PIGMENTS, type Pigment, type Tag, type TagInput } from '../../core/annotation'
import type { Database } from './database'

/** A tag of the codebook, and how many verdicts use it in all layers but private ones and asides. */
export interface CountedTag extends Tag {
  readonly verdicts: number
}

/** The codebook in its order. */
export const tagsOf = async (db: Database, seminar: SeminarId): Promise<readonly CountedTag[]> => {
  const [tags, counts] = await Promise.all([
    db.tag.findMany({ where: { seminarId: seminar }, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
    db.taggingRow.groupBy({
      by: ['tagId'],
      where: { layer: { kind: { notIn: ['private', 'aside'] }, reading: { seminarId: seminar } } },
      _count: { _all: true },
    }),
  ])
  const verdicts = new Map(counts.map((row) => [row.tagId, row._count._all]))
  return tags.map((tag) => ({ ...tagOf(tag), verdicts: verdicts.get(tag.id) ?? 0 }))
}

/** A tag as it is stored. */
export interface TagRow {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly example: string
  readonly counterExample: string
  readonly pigment: string
  readonly key: string
  readonly position: number
  readonly active: boolean
  readonly parentId: string | null
  readonly heirId: string | null
}

/** A tag of the codebook; of a wider row, what is a tag's alone. */
export const tagOf = (row: TagRow): Tag => ({
  id: tagId(row.id),
  name: row.name,
  definition: row.definition,
  example: row.example,
  ...(row.counterExample === '' ? {} : { counterExample: row.counterExample }),
  pigment: pigmentOf(row.pigment),
  key: row.key,
  position: row.position,
  active: row.active,
  ...(row.parentId === null ? {} : { parent: tagId(row.parentId) }),
  ...(row.heirId === null ? {} : { heir: tagId(row.heirId) }),
})

/** The columns of a tag; of a caller's wider object, these alone. */
const columnsOf = ({ name, definition, example, counterExample, pigment, key, active, parent }: TagInput) => ({
  name,
  definition,
  example,
  counterExample: counterExample ?? '',
  pigment,
  key,
  active,
  parentId: parent ?? null,
})

// The column is text; only pigments are ever written. One from a later version of this program is shown grey.
const pigmentOf = (text: string): Pigment => PIGMENTS.find((pigment) => pigment === text) ?? 'graphite'

/** Writes the tags of a new codebook in this order; gives their ids. */
export const createTags = async (
  db: Database,
  seminar: SeminarId,
  tags: readonly TagInput[],
): Promise<readonly TagId[]> => {
  const rows = await db.tag.createManyAndReturn({
    data: tags.map((tag, position) => ({ ...columnsOf(tag), seminarId: seminar, position })),
    select: { id: true, position: true },
  })
  return rows.toSorted((a, b) => a.position - b.position).map((row) => tagId(row.id))
}

/** Adds a tag after those there are; gives its id. */
export const addTagRow = async (db: Database, seminar: SeminarId, tag: TagInput): Promise<TagId> => {
  const last = await db.tag.findFirst({ where: { seminarId: seminar }, orderBy: { position: 'desc' } })
  const row = await db.tag.create({
    data: { ...columnsOf(tag), seminarId: seminar, position: (last?.position ?? -1) + 1 },
    select: { id: true },
  })
  return tagId(row.id)
}

/** Changes a tag. */
export const writeTag = async (db: Database, id: TagId, tag: TagInput): Promise<void> => {
  await db.tag.update({ where: { id }, data: columnsOf(tag) })
}

/** Gives the codebook its next version, which is the answer. */
export const nextCodebookVersion = async (db: Database, seminar: SeminarId): Promise<number> => {
  const row = await db.seminar.update({
    where: { id: seminar },
    data: { codebookVersion: { increment: 1 } },
    select: { codebookVersion: true },
  })
  return row.codebookVersion
}
