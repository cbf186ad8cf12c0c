import { type SeminarId, seminarId } from '../../core/base'
import type { PseudonymMode } from '../../core/policy'
import type { Database } from './database'

/** A seminar without its people. */
export interface Seminar {
  readonly id: SeminarId
  readonly name: string
  readonly classCode: string
  readonly classCodeOpen: boolean
  /** Over so many students the class code lets nobody in; `null` sets no limit. */
  readonly studentLimit: number | null
  readonly pseudonyms: PseudonymMode
  /** How often the groups were cut anew, from 1. */
  readonly cut: number
  readonly codebookVersion: number
  readonly sample: boolean
  /** Milliseconds since 1970 (UTC); `null` while it is not archived. */
  readonly archivedAt: number | null
  /** When it is archived or deleted by itself; `null` for never. */
  readonly retainUntil: number | null
  readonly retainThen: 'archive' | 'delete'
}

const SEMINAR = {
  id: true,
  name: true,
  classCode: true,
  classCodeOpen: true,
  studentLimit: true,
  pseudonyms: true,
  cut: true,
  codebookVersion: true,
  sample: true,
  archivedAt: true,
  retainUntil: true,
  retainThen: true,
} as const

interface SeminarRow extends Omit<Seminar, 'id' | 'archivedAt' | 'retainUntil'> {
  readonly id: string
  readonly archivedAt: Date | null
  readonly retainUntil: Date | null
}

const seminarOf = (row: SeminarRow): Seminar => ({
  ...row,
  id: seminarId(row.id),
  archivedAt: row.archivedAt?.getTime() ?? null,
  retainUntil: row.retainUntil?.getTime() ?? null,
})

/** `undefined` where there is none. */
export const findSeminar = async (db: Database, id: string): Promise<Seminar | undefined> => {
  const row = await db.seminar.findUnique({ where: { id }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/** The seminar of a class code (six characters, upper case), open or closed. */
export const findSeminarByCode = async (db: Database, classCode: string): Promise<Seminar | undefined> => {
  const row = await db.seminar.findUnique({ where: { classCode }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/**
 * The seminar that somebody at the command line means: by id, by class code, or
 * by name. `undefined` where there is none, or several of that name.
 */
export const findSeminarMeant = async (db: Database, text: string): Promise<Seminar | undefined> => {
  const exact = await db.seminar.findFirst({
    where: { OR: [{ id: text }, { classCode: text.toUpperCase() }] },
    select: SEMINAR,
  })
  if (exact !== null) return seminarOf(exact)
  const named = await db.seminar.findMany({ where: { name: text }, select: SEMINAR, take: 2 })
  const [only] = named
  return only === undefined || named.length > 1 ? undefined : seminarOf(only)
}

/** The sample seminar; `undefined` where this server has none. */
export const findSampleSeminar = async (db: Database): Promise<Seminar | undefined> => {
  const row = await db.seminar.findFirst({ where: { sample: true }, select: SEMINAR })
  return row === null ? undefined : seminarOf(row)
}

/** Writes a seminar without members, groups and tags. A class code that is taken: `undefined`, nothing is written. */
export const createSeminar = async (
  db: Database,
  seminar: { readonly name: string; readonly classCode: string; readonly sample?: boolean },
): Promise<Seminar | undefined> => {
  const [row] = await db.seminar.createManyAndReturn({ data: [seminar], select: SEMINAR, skipDuplicates: true })
  return row === undefined ? undefined : seminarOf(row)
}

/** Makes others who would change the seminar's people wait until this transaction ends. */
export const lockSeminar = async (db: Database, seminar: SeminarId): Promise<void> => {
  await db.$queryRaw`select 1 from "Seminar" where "id" = ${seminar} for update`
}

/** Puts a new class code in place of the old one; false where another seminar has it. */
export const writeClassCode = async (db: Database, seminar: SeminarId, classCode: string): Promise<boolean> => {
  if ((await findSeminarByCode(db, classCode)) !== undefined) return false
  await db.seminar.update({ where: { id: seminar }, data: { classCode } })
  return true
}

/** Opens or closes the seminar to people with the class code. */
export const writeClassCodeOpen = async (db: Database, seminar: SeminarId, isOpen: boolean): Promise<void> => {
  await db.seminar.update({ where: { id: seminar }, data: { classCodeOpen: isOpen } })
}
