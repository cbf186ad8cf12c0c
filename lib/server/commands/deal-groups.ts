import { randomInt } from 'node:crypto'
import type { MemberId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { createGroups, groupsOf, lockSeminar, membersOf, writeMemberGroup } from '../store/seminars'
import { GROUPS_MAX, nextGroupNames } from './make-group'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** A fair shuffle (Fisher and Yates, in Durstenfeld's form), by the system's secure generator. */
const shuffled = <Item>(items: readonly Item[]): Item[] => {
  const left = [...items]
  return items.flatMap(() => left.splice(randomInt(left.length), 1))
}

/** How many groups `students` make at about `size` each: sizes differ by one at most, none is over `size`. */
export const groupsNeeded = (students: number, size: number): number => Math.max(1, Math.ceil(students / size))

/**
 * Deals all students at random into groups of at most `size`, as even as can be.
 * The first groups are used as they are, missing ones are made; groups that are
 * left over stay, empty. Instructors and assistants are not moved. Throws
 * `bad-input` where that would be more than 40 groups.
 */
export const dealGroups = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, size }: { readonly seminar: SeminarId; readonly size: number },
): Promise<void> => {
  mustManage(actor, seminar)
  await db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const students = (await membersOf(tx, seminar)).filter((member) => member.role === 'student')
    const needed = groupsNeeded(students.length, size)
    if (needed > GROUPS_MAX) {
      throw new AppError(
        'bad-input',
        `That would make ${needed} groups; there can be ${GROUPS_MAX}. Choose a larger size.`,
      )
    }
    const existing = await groupsOf(tx, seminar)
    const names = nextGroupNames(new Set(existing.map((group) => group.name)), Math.max(0, needed - existing.length))
    await createGroups(tx, seminar, names)
    const groups = (await groupsOf(tx, seminar)).slice(0, needed)
    const hands: readonly MemberId[] = shuffled(students.map((student) => student.id))
    for (const [at, member] of hands.entries()) {
      const group = groups[at % needed]
      if (group !== undefined) await writeMemberGroup(tx, member, group.id)
    }
    await recordDeed(tx, actor, seminar, 'groups.dealt', { detail: String(needed) })
    await accessChanged(tx, seminar)
  })
}
