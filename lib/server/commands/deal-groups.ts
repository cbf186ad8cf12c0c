import type { SeminarId } from '../../core/base'
import { dealt, groupsNeeded, leaning } from '../../core/people'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { Database, RootDatabase } from '../store/database'
import { beginCut, verdictsByStudent, writersOf } from '../store/cuts'
import { createGroups, groupsOf } from '../store/groups'
import { type SeminarMember, membersOf, writeMemberGroup } from '../store/members'
import { lockSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'
import { GROUPS_MAX, nextGroupNames } from './make-group'
import { secureRandom } from './pseudonym-for'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** What a deal spreads evenly: nothing, who is here and who has written, or what students lean to. */
export type DealBy = 'chance' | 'presence' | 'tags'

/** How long somebody who had a page open counts as here: 2 minutes. */
export const HERE_MS = 2 * 60 * 1000

/**
 * Deals all students into groups of at most `size`, as even as can be, with
 * chance deciding what `by` leaves open. The first groups are used as they are,
 * missing ones are made; groups that are left over stay, empty. With `anew` the
 * groups that are there become former ones, whose notes their members can still
 * read, and all groups are new. Instructors are not moved; assistants who had a
 * group get one of the new ones. Throws `bad-input` where that would be more
 * than 40 groups.
 */
export const dealGroups = async (
  db: RootDatabase,
  actor: Actor,
  {
    seminar,
    size,
    by = 'chance',
    anew = false,
  }: { readonly seminar: SeminarId; readonly size: number; readonly by?: DealBy; readonly anew?: boolean },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const members = await membersOf(tx, seminar)
    const students = members.filter((member) => member.role === 'student')
    const needed = groupsNeeded(students.length, size)
    if (needed > GROUPS_MAX) {
      throw new AppError(
        'bad-input',
        `That would make ${needed} groups; there can be ${GROUPS_MAX}. Choose a larger size.`,
      )
    }
    const kindOf = await kinds(tx, seminar, by)
    if (anew) await beginCut(tx, seminar)
    const existing = await groupsOf(tx, seminar)
    const names = nextGroupNames(new Set(existing.map((group) => group.name)), Math.max(0, needed - existing.length))
    await createGroups(tx, seminar, names)
    const groups = (await groupsOf(tx, seminar)).slice(0, needed)
    const hands = dealt(students, needed, kindOf, secureRandom)
    for (const [at, group] of groups.entries()) {
      for (const student of hands[at] ?? []) await writeMemberGroup(tx, student.id, group.id)
    }
    const assistants = anew ? members.filter(({ role, group }) => role === 'assistant' && group !== null) : []
    for (const [at, assistant] of assistants.entries()) {
      const group = groups[at % groups.length]
      if (group !== undefined) await writeMemberGroup(tx, assistant.id, group.id)
    }
    await recordDeed(tx, actor, seminar, 'groups.dealt', { detail: String(needed) })
    await accessChanged(tx, seminar)
  })
}

const kinds = async (tx: Database, seminar: SeminarId, by: DealBy): Promise<(student: SeminarMember) => string> => {
  switch (by) {
    case 'chance':
      return () => ''
    case 'presence': {
      const writers = await writersOf(tx, seminar)
      const since = Date.now() - HERE_MS
      return ({ id, seenAt }) =>
        seenAt !== null && seenAt.getTime() >= since ? 'here' : writers.has(id) ? 'wrote' : 'away'
    }
    case 'tags': {
      const [verdicts, tags] = [await verdictsByStudent(tx, seminar), await tagsOf(tx, seminar)]
      const order = tags.map(({ id }) => id)
      return ({ id }) => leaning(verdicts.get(id) ?? new Map(), order)
    }
  }
}
