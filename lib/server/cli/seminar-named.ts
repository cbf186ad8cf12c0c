import type { RootDatabase } from '../store/database'
import { type Seminar, findSeminarMeant } from '../store/seminars'
import type { CliContext } from './context'
import { noSeminar } from './not-there'

/** The seminar that is meant (an id, a class code or a name); `undefined`, and a sentence, where there is none or several. */
export const seminarNamed = async (
  context: CliContext,
  text: string,
): Promise<{ readonly db: RootDatabase; readonly seminar: Seminar } | undefined> => {
  const db = await context.database()
  const seminar = await findSeminarMeant(db, text)
  if (seminar !== undefined) return { db, seminar }
  context.err(noSeminar(text))
  return undefined
}
