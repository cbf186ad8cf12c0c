'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type FormState, type SeminarId, groupId, memberId } from '../../core/base'
import { READY_CODEBOOKS } from '../../core/annotation'
import { GROUP_NAME_MAX_CHARS } from '../../core/people'
import { requireActor } from '../auth/session'
import { changeRole } from '../commands/change-role'
import { dealGroups } from '../commands/deal-groups'
import { makeGroup } from '../commands/make-group'
import { moveMember } from '../commands/move-member'
import { openClassCode } from '../commands/open-class-code'
import { openSeminar } from '../commands/open-seminar'
import { removeGroup } from '../commands/remove-group'
import { renameGroup } from '../commands/rename-group'
import { rotateClassCode } from '../commands/rotate-class-code'
import { database } from '../store/database'
import { line, idText, parseSeminar } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const refreshed = (seminar: SeminarId): void => {
  revalidatePath(`/seminars/${seminar}`)
}

const newSeminarSchema = z.object({
  name: line('Give the seminar a name, as it stands in the timetable.', 120),
  codebook: z.string().max(40),
})

/** Opens a seminar with a ready-made codebook and goes to its page. */
export const openNewSeminar = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const form = parseForm(newSeminarSchema, data)
  if (!form.ok) return form.reason
  const book = READY_CODEBOOKS.find((candidate) => candidate.id === form.value.codebook)
  if (book === undefined && form.value.codebook !== 'none') return wrongForm(data, 'Choose one of the codebooks.')
  let opened: SeminarId
  try {
    opened = await openSeminar(database(), await requireActor(), { name: form.value.name, tags: book?.tags ?? [] })
  } catch (error) {
    return refusalOf(error, data)
  }
  redirect(`/seminars/${opened}`)
})

/** Puts a new class code in place of the old one. */
export const giveNewCode = async (seminar: unknown): Promise<void> => {
  const id = parseSeminar(seminar)
  await rotateClassCode(database(), await requireActor(), id)
  refreshed(id)
}

/** Opens the class code, or closes it. */
export const setCodeOpen = async (seminar: unknown, isOpen: unknown): Promise<void> => {
  const id = parseSeminar(seminar)
  await openClassCode(database(), await requireActor(), id, isOpen === true)
  refreshed(id)
}

const moveSchema = z.object({ member: idText, group: z.union([z.literal(''), idText]) })

/** Puts a member into a group; an empty group is none. */
export const moveToGroup = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(moveSchema, data)
  if (!form.ok) return wrongForm(data, 'That member or group is not here any more. Load the page again.')
  const { member, group } = form.value
  try {
    await moveMember(database(), await requireActor(), {
      seminar: id,
      member: memberId(member),
      group: group === '' ? null : groupId(group),
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {} }
})

const roleSchema = z.object({ member: idText, role: z.enum(['instructor', 'assistant', 'student']) })

/** Gives a member another role. */
export const giveRole = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(roleSchema, data)
  if (!form.ok) return wrongForm(data, 'Choose one of the three roles.')
  try {
    await changeRole(database(), await requireActor(), {
      seminar: id,
      member: memberId(form.value.member),
      role: form.value.role,
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {} }
})

/** Adds a group with the next free letter. */
export const addGroup = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  try {
    await makeGroup(database(), await requireActor(), { seminar: id, name: undefined })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {} }
})

const renameSchema = z.object({ group: idText, name: line('Give the group a name.', GROUP_NAME_MAX_CHARS) })

/** Gives a group another name. */
export const nameGroup = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(renameSchema, data)
  if (!form.ok) return form.reason
  try {
    await renameGroup(database(), await requireActor(), {
      seminar: id,
      group: groupId(form.value.group),
      name: form.value.name,
    })
  } catch (error) {
    return refusalOf(error, data, 'name')
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Renamed.' }
})

const removeSchema = z.object({ group: idText })

/** Removes a group in which nobody is and nothing was written. */
export const dropGroup = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(removeSchema, data)
  if (!form.ok) return wrongForm(data, 'That group is not here any more. Load the page again.')
  try {
    await removeGroup(database(), await requireActor(), { seminar: id, group: groupId(form.value.group) })
  } catch (error) {
    return refusalOf(error, data)
  }
  refreshed(id)
  return { values: {}, errors: {} }
})

const dealSchema = z.object({
  size: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'Type how many students a group has, as a number.')
    .transform(Number)
    .pipe(z.number().min(2, 'A group needs two students or more.').max(100, 'Choose 100 or fewer.')),
  by: z.enum(['', 'chance', 'presence', 'tags']),
  anew: z.enum(['', 'on']),
})

/** Deals all students into groups of a size, new ones where that is asked for. */
export const deal = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(dealSchema, data)
  if (!form.ok) return form.reason
  try {
    const { size, by, anew } = form.value
    await dealGroups(database(), await requireActor(), {
      seminar: id,
      size,
      by: by === '' ? 'chance' : by,
      anew: anew === 'on',
    })
  } catch (error) {
    return refusalOf(error, data, 'size')
  }
  refreshed(id)
  return { values: {}, errors: {}, done: 'Dealt. Notes stay in the groups where they were written.' }
})
