import type { SeminarId } from '../../core/base'
import { type Actor, type Role, can } from '../../core/policy'
import type { Database } from '../store/database'
import { readingsOf } from '../store/readings'
import { membersOf } from '../store/members'
import { findSeminar } from '../store/seminars'

/** A seminar in the list of one's own. */
export interface MySeminar {
  readonly id: SeminarId
  readonly name: string
  readonly role: Role
  /** How many members of any role. */
  readonly members: number
  readonly instructors: readonly string[]
  readonly readings: readonly {
    readonly slug: string
    readonly title: string
    readonly authors: readonly string[]
  }[]
}

/** The seminars that the actor is a member of, those with the newest readings first. None for a guest. */
export const mySeminars = async (db: Database, actor: Actor): Promise<readonly MySeminar[]> => {
  if (actor.kind !== 'user') return []
  const mine = actor.memberships.filter(({ seminar }) => can(actor, 'seminar.read', { kind: 'seminar', seminar }).ok)
  const readings = await readingsOf(
    db,
    mine.map(({ seminar }) => seminar),
  )
  const found = await Promise.all(
    mine.map(async ({ seminar: id, role }): Promise<readonly MySeminar[]> => {
      const [seminar, members] = await Promise.all([findSeminar(db, id), membersOf(db, id)])
      if (seminar === undefined) return []
      return [
        {
          id,
          name: seminar.name,
          role,
          members: members.length,
          instructors: members.filter((member) => member.role === 'instructor').map((member) => member.name),
          readings: readings
            .filter((reading) => reading.seminar === id)
            .map(({ slug, title, authors }) => ({ slug, title, authors })),
        },
      ]
    }),
  )
  const newest = (seminar: MySeminar): number => {
    const at = readings.findIndex((reading) => reading.seminar === seminar.id)
    return at < 0 ? readings.length : at
  }
  return found.flat().toSorted((a, b) => newest(a) - newest(b) || a.name.localeCompare(b.name, 'en'))
}
