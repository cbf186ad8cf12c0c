import type { RootDatabase } from '../store/database'
import { type Seminar, findSeminarMeant } from '../store/seminars'
import type { CliContext } from './context'

/** The seminar that is meant (an id, a class code or a name); `undefined`, and a sentence, where there is none or several. */
export const seminarNamed = async (
  context: CliContext,
  text: string,
): Promise<{ readonly db: RootDatabase; readonly seminar: Seminar } | undefined> => {
  const db = await context.database()
  const seminar = await findSeminarMeant(db, text)
  if (seminar !== undefined) return { db, seminar }
  context.err(`There is no one seminar "${text}". Give its class code, its id, or a name that only one has.`)
  return undefined
}
