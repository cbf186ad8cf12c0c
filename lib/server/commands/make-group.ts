import type { GroupId, SeminarId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { createGroups, groupsOf } from '../store/groups'
import { lockSeminar } from '../store/seminars'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** More groups than anybody can look after. */
export const GROUPS_MAX = 40

/**
 * The next `count` names of the kind `Group A`, `Group B`, ... `Group Z`,
 * `Group AA` that are not taken.
 */
export const nextGroupNames = (taken: ReadonlySet<string>, count: number): readonly string[] => {
  const names: string[] = []
  for (let at = 0; names.length < count; at += 1) {
    const name = `Group ${letters(at)}`
    if (!taken.has(name)) names.push(name)
  }
  return names
}

/** 0 is A, 25 is Z, 26 is AA: bijective base 26, as spreadsheets name their columns. */
const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

/**
 * Adds a group, with the next free letter where no name is given. Throws
 * `conflict` where the name is taken, `bad-input` over 40 groups.
 */
export const makeGroup = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, name }: { readonly seminar: SeminarId; readonly name: string | undefined },
): Promise<GroupId> => {
  mustManage(actor, seminar)
  return db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const groups = await groupsOf(tx, seminar)
    if (groups.length >= GROUPS_MAX) throw new AppError('bad-input', `A seminar has ${GROUPS_MAX} groups at most.`)
    const names = name === undefined ? nextGroupNames(new Set(groups.map((group) => group.name)), 1) : [name]
    const [made] = await createGroups(tx, seminar, names)
    if (made === undefined) throw new AppError('conflict', 'Another group has this name. Choose another.')
    await recordDeed(tx, actor, seminar, 'group.made', { subject: made })
    await accessChanged(tx, seminar)
    return made
  })
}
