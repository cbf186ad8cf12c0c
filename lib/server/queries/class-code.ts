import { parseClassCode } from '../auth/class-code'
import type { Database } from '../store/database'
import { membersOf } from '../store/members'
import { findSeminarByCode } from '../store/seminars'

/** What a class code opens, for somebody who has only the code. */
export type CodeAnswer =
  | {
      readonly kind: 'open'
      readonly name: string
      /** Who teaches it, by name. */
      readonly instructors: readonly string[]
      /** True where the others see a pseudonym instead of the name. */
      readonly isPseudonymous: boolean
    }
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many' }

/** Answers a code as somebody typed it. Knowing a code is leave to know the seminar's name and who teaches it. */
export const seminarOfCode = async (db: Database, typed: string): Promise<CodeAnswer> => {
  const code = parseClassCode(typed)
  const seminar = code === undefined ? undefined : await findSeminarByCode(db, code)
  if (seminar === undefined) return { kind: 'unknown' }
  if (!seminar.classCodeOpen) return { kind: 'closed' }
  const members = await membersOf(db, seminar.id)
  return {
    kind: 'open',
    name: seminar.name,
    instructors: members.filter((member) => member.role === 'instructor').map((member) => member.name),
    isPseudonymous: seminar.pseudonyms === 'required',
  }
}
