import type { SeminarId } from '../../core/base'
import { nameKey } from '../../core/people'
import type { Database } from '../store/database'
import { type SeminarMember, membersOf } from '../store/members'

/** The member who is meant: by id, by e-mail, or by a name that only one has; `undefined` where there is no one such. */
export const memberNamed = async (
  db: Database,
  seminar: SeminarId,
  text: string,
): Promise<SeminarMember | undefined> => {
  const [found, another] = (await membersOf(db, seminar, 'knows')).filter(
    ({ id, name, email }) => id === text || email === text.toLowerCase() || nameKey(name) === nameKey(text),
  )
  return another === undefined ? found : undefined
}
