import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type GroupId, type MemberId, type Result, type SeminarId, type UserId, ok, refused } from '../../core/base'
import {
  type Roster,
  type RosterEntry,
  type RosterFault,
  type RosterLine,
  ROSTER_MAX_LINES,
  delimiterOf,
  nameKey,
  readRoster,
} from '../../core/people'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { Database, RootDatabase } from '../store/database'
import { createGroups, deleteGroup, groupsOf, recordsOfGroup } from '../store/groups'
import { type SeminarMember, bringBack, coloursOf, leftMembersOf, membersOf } from '../store/members'
import { nextNamesVersion } from '../store/names'
import { createPlaces, freeRosterEmails, provenUsers, writePlace } from '../store/roster'
import { findSeminar, lockSeminar } from '../store/seminars'
import { GROUPS_MAX } from './make-group'
import { pseudonymsFor } from './pseudonym-for'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

/** What becomes of one line of a roster. */
export interface RosterStep {
  readonly line: number
  readonly name: string
  readonly email: string
  /** The name of the group they are in afterwards; empty where chance or a later hand decides. */
  readonly group: string
  /** `came`: the person is a member as soon as this is written, and needs no link. */
  readonly what: 'new' | 'came' | 'changed' | 'same'
}

/** What a roster would do, or did. */
export interface RosterPlan {
  readonly steps: readonly RosterStep[]
  readonly newGroups: readonly string[]
  /** How many of an earlier roster are not on this one: they stay. */
  readonly left: number
}

/** Why nothing of a roster is taken: every line that is wrong, of the `good` others none. */
export interface RosterFaults {
  readonly faults: readonly RosterFault[]
  readonly good: number
}

/** A roster has at most so many UTF-16 units. */
export const ROSTER_MAX_CHARS = 500_000

/** Reads a roster from a file or a pasted list. Throws `bad-input` for what is no list, `too-large` for too long a one. */
const parseRoster = (text: string): Roster => {
  if (text.length > ROSTER_MAX_CHARS) {
    throw new AppError('too-large', 'This list is longer than 500,000 characters. Import it in parts.')
  }
  const roster = readRoster(linesOf(text))
  if (roster.entries.length + roster.faults.length > ROSTER_MAX_LINES) {
    throw new AppError('bad-input', `A roster has ${ROSTER_MAX_LINES} lines at most. Import it in parts.`)
  }
  if (roster.entries.length + roster.faults.length === 0) {
    throw new AppError('bad-input', 'There is nobody on this list. Give one line a person: name, e-mail, group.')
  }
  return roster
}

const rowsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) }))

const linesOf = (text: string): readonly RosterLine[] => {
  try {
    const rows = rowsSchema.parse(
      parse(text, {
        bom: true,
        info: true,
        delimiter: delimiterOf(text),
        relax_column_count: true,
        // A pasted `O"Hara` is a name, not a quotation that was never closed.
        relax_quotes: true,
        skip_empty_lines: true,
        trim: true,
      }),
    )
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = z.int().safeParse(error.lines)
    throw new AppError(
      'bad-input',
      lines.success
        ? `Line ${String(lines.data)}: a quotation mark is not closed. Close it, or take it away.`
        : 'A quotation mark is not closed. Close it, or take it away.',
    )
  }
}

/**
 * Takes a roster into a seminar: whoever is on it and is no member gets a place
 * as a student in their group, which waits for them until they come; who is a
 * member already gets the roster's group, and its name where the roster's own
 * name for them has changed; who left is back as who they were. Groups that are
 * missing are made. Nobody is removed.
 * With a line that is wrong nothing is written; with `isTrial` nothing is in any case.
 */
export const importRoster = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, text, isTrial }: { readonly seminar: SeminarId; readonly text: string; readonly isTrial: boolean },
): Promise<Result<RosterPlan, RosterFaults>> => {
  mustManage(actor, seminar)
  const { entries, faults } = parseRoster(text)
  if (faults.length > 0) return refused({ faults, good: entries.length })
  return db.$transaction(async (tx) => {
    await lockSeminar(tx, seminar)
    const plan = await planOf(tx, seminar, entries)
    if (!isTrial) {
      await carryOut(tx, seminar, plan)
      await recordDeed(tx, actor, seminar, 'member.listed', { detail: String(plan.places.length) })
    }
    const { newGroups, left } = plan
    return ok({ steps: plan.places.map((place) => stepOf(place, plan.groups)), newGroups, left })
  })
}

interface Place {
  readonly entry: RosterEntry
  readonly member: SeminarMember | undefined
  readonly user: UserId | undefined
  /** Who left, and is back by this roster. */
  readonly hasLeft: boolean
}

interface Plan {
  readonly places: readonly Place[]
  readonly members: readonly SeminarMember[]
  readonly newGroups: readonly string[]
  /** Group by the key of its name. */
  readonly groups: ReadonlyMap<string, { readonly id: GroupId; readonly name: string }>
  readonly left: number
}

const planOf = async (tx: Database, seminar: SeminarId, entries: readonly RosterEntry[]): Promise<Plan> => {
  const members = await membersOf(tx, seminar, 'knows')
  const proven = await provenUsers(
    tx,
    entries.map(({ email }) => email),
  )
  const gone = await leftMembersOf(tx, seminar, 'knows')
  const taken = new Set<MemberId>()
  const find = (is: (member: SeminarMember) => boolean, among = members): SeminarMember | undefined => {
    const found = among.filter((member) => !taken.has(member.id) && is(member))
    // A name that two have says nothing.
    const [only] = found
    return found.length === 1 ? only : undefined
  }
  const known = entries.map((entry) => {
    const { email } = entry
    const user = proven.get(email)
    const isTheirs = (one: SeminarMember): boolean =>
      one.user === user || (one.rosterEmail === null && one.email === email)
    const here = find(({ rosterEmail }) => rosterEmail === email) ?? find(isTheirs)
    const back =
      here === undefined ? (find(isTheirs, gone) ?? find((one) => one.rosterEmail === email, gone)) : undefined
    const member = here ?? back
    if (member !== undefined) taken.add(member.id)
    return { entry, member, user, hasLeft: back !== undefined }
  })
  // Who came in with the class code and a name alone, before there was a roster.
  const places = known.map((place) => {
    if (place.member !== undefined) return place
    const key = nameKey(place.entry.name)
    const isOne = entries.filter(({ name }) => nameKey(name) === key).length === 1
    const member = isOne
      ? find((one) => one.email === null && one.role === 'student' && nameKey(one.name) === key)
      : undefined
    if (member !== undefined) taken.add(member.id)
    return { ...place, member }
  })
  const groups = new Map((await groupsOf(tx, seminar)).map((group) => [nameKey(group.name), group]))
  const newGroups = new Map<string, string>()
  for (const { group } of entries) {
    const key = nameKey(group)
    if (group !== '' && !groups.has(key) && !newGroups.has(key)) newGroups.set(key, group)
  }
  if (groups.size + newGroups.size > GROUPS_MAX) {
    throw new AppError('bad-input', `A seminar has ${GROUPS_MAX} groups at most. Give fewer in the roster.`)
  }
  return {
    places,
    members,
    newGroups: [...newGroups.values()],
    groups,
    left: members.filter(({ id, rosterEmail }) => rosterEmail !== null && !taken.has(id)).length,
  }
}

/** Is what the roster calls them not what it called them before? Then the new name stands. */
const isRenamed = ({ entry, member }: Place): boolean =>
  member !== undefined && (member.isAwaited || member.rosterName !== null) && member.rosterName !== entry.name

const isMoved = ({ entry, member }: Place, groups: Plan['groups']): boolean =>
  member?.role === 'student' && entry.group !== '' && groups.get(nameKey(entry.group))?.id !== member.group

const stepOf = (place: Place, groups: Plan['groups']): RosterStep => {
  const { entry, member, user, hasLeft } = place
  const { line, name, email, group } = entry
  const isSame = member?.rosterEmail === email && member.rosterName === name && !isMoved(place, groups)
  return {
    line,
    name,
    email,
    group,
    what: hasLeft ? 'came' : member === undefined ? (user === undefined ? 'new' : 'came') : isSame ? 'same' : 'changed',
  }
}

const carryOut = async (tx: Database, seminar: SeminarId, plan: Plan): Promise<void> => {
  await createGroups(tx, seminar, plan.newGroups)
  const groups = new Map((await groupsOf(tx, seminar)).map((group) => [nameKey(group.name), group]))
  await freeRosterEmails(
    tx,
    seminar,
    plan.places.map(({ entry }) => entry.email),
    plan.places.flatMap(({ member }) => member?.id ?? []),
  )
  for (const place of plan.places) {
    const { entry, member } = place
    if (member === undefined || place.hasLeft) continue
    const group = isMoved(place, groups) ? groups.get(nameKey(entry.group))?.id : undefined
    if (group === undefined && member.rosterEmail === entry.email && member.rosterName === entry.name) continue
    await writePlace(tx, member.id, {
      email: entry.email,
      rosterName: entry.name,
      ...(isRenamed(place) ? { name: entry.name } : {}),
      ...(group === undefined ? {} : { group }),
    })
  }
  const added = plan.places.filter(({ member }) => member === undefined)
  const isRequired = (await findSeminar(tx, seminar))?.pseudonyms === 'required'
  const returning = plan.places.filter(({ hasLeft }) => hasLeft)
  const pseudonyms = isRequired ? await pseudonymsFor(tx, seminar, added.length + returning.length) : []
  await dropEmptyFirst(tx, seminar, plan)
  const sizes = new Map((await groupsOf(tx, seminar)).map(({ id, size }) => [id, size]))
  for (const { entry } of [...added, ...returning]) {
    const group = groups.get(nameKey(entry.group))?.id
    if (entry.group !== '' && group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  const smallest = (): GroupId | null => {
    const [least] = [...sizes].toSorted((a, b) => a[1] - b[1])
    if (least === undefined) return null
    sizes.set(least[0], least[1] + 1)
    return least[0]
  }
  const groupOf = ({ group }: RosterEntry): GroupId | null =>
    group === '' ? smallest() : (groups.get(nameKey(group))?.id ?? null)
  for (const [at, { entry, member }] of returning.entries()) {
    if (member === undefined) continue
    await bringBack(
      tx,
      { id: member.id },
      {
        role: 'student',
        group: groupOf(entry),
        pseudonym: pseudonyms[added.length + at] ?? null,
        rosterEmail: entry.email,
        rosterName: entry.name,
      },
    )
  }
  const colours = await coloursOf(tx, seminar)
  await createPlaces(
    tx,
    seminar,
    added.map(({ entry, user }, at) => ({
      name: entry.name,
      email: entry.email,
      group: groupOf(entry),
      colour: colours(at),
      pseudonym: pseudonyms[at] ?? null,
      user,
    })),
  )
  if (plan.places.some(isRenamed)) await nextNamesVersion(tx, seminar)
  await accessChanged(tx, seminar)
}

/** The empty group that a new seminar begins with goes where the roster brings groups of its own: else the next newcomer sits there alone. */
const dropEmptyFirst = async (tx: Database, seminar: SeminarId, { newGroups, groups, places }: Plan): Promise<void> => {
  const [first] = await groupsOf(tx, seminar)
  if (first === undefined || first.size > 0 || newGroups.length === 0 || groups.size !== 1) return
  if (places.some(({ entry }) => nameKey(entry.group) === nameKey(first.name))) return
  if ((await recordsOfGroup(tx, first.id)) === 0) await deleteGroup(tx, first.id)
}
