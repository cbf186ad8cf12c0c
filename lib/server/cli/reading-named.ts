import type { RootDatabase } from '../store/database'
import { type ReadingFace, findReading } from '../store/readings'
import type { CliContext } from './context'
import { noReading } from './not-there'

/** The reading that is meant (a slug or an id); `undefined`, and a sentence, where there is none. */
export const readingNamed = async (
  context: CliContext,
  text: string,
): Promise<{ readonly db: RootDatabase; readonly reading: ReadingFace } | undefined> => {
  const db = await context.database()
  const reading = await findReading(db, text)
  if (reading !== undefined) return { db, reading }
  context.err(noReading(text))
  return undefined
}
