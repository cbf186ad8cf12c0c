'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { type FormState, memberId } from '../../core/base'
import { membershipIn } from '../../core/policy'
import { requireActor } from '../auth/session'
import { archiveSeminar } from '../commands/archive-seminar'
import { deleteSeminar } from '../commands/delete-seminar'
import { eraseMember } from '../commands/erase-member'
import { leaveSeminar } from '../commands/leave-seminar'
import { retainSeminar } from '../commands/retain-seminar'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText, parseSeminar } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const goSchema = z.object({
  how: z.enum(['leave', 'erase'], 'Choose whether your words stay.'),
  name: z.string().max(200),
})

/** Leaves a seminar, with or without what one wrote. */
export const goFromSeminar = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(goSchema, data)
  if (!form.ok) return form.reason
  try {
    const actor = await requireActor()
    const me = membershipIn(actor, id)?.member
    if (me === undefined) throw new AppError('not-found')
    if (form.value.how === 'leave') await leaveSeminar(database(), actor, id)
    else await eraseMember(database(), actor, me, form.value.name)
  } catch (error) {
    return refusalOf(error, data, 'name')
  }
  redirect('/')
})

const eraseSchema = z.object({ member: idText, name: z.string().max(200) })

/** Erases a member, for who asked their instructor. */
export const erase = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(eraseSchema, data)
  if (!form.ok) return wrongForm(data, 'Choose whom to erase.')
  try {
    await eraseMember(database(), await requireActor(), memberId(form.value.member), form.value.name)
  } catch (error) {
    return refusalOf(error, data, 'name')
  }
  revalidatePath(`/seminars/${id}/keep`)
  return { values: {}, errors: {}, done: 'Erased.' }
})

const keepSchema = z.object({
  act: z.enum(['archive', 'wake', 'retain']),
  until: z.string(),
  then: z.enum(['archive', 'delete', '']),
})

/** Archives a seminar, takes it out of the archive, or sets until when it is kept. */
export const keepSeminar = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(keepSchema, data)
  if (!form.ok) return form.reason
  const { act, until, then } = form.value
  try {
    const actor = await requireActor()
    if (act === 'retain') {
      const at = until === '' ? null : new Date(until)
      if (at !== null && Number.isNaN(at.getTime())) throw new AppError('bad-input', 'Choose a day and a time.')
      await retainSeminar(database(), actor, id, { until: at, then: then === 'delete' ? 'delete' : 'archive' })
    } else await archiveSeminar(database(), actor, id, act === 'archive')
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}/keep`)
  return { values: {}, errors: {}, done: 'Kept.' }
})

const deleteSchema = z.object({ name: z.string().max(200) })

/** Deletes a seminar whose name was typed. */
export const dropSeminar = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(deleteSchema, data)
  if (!form.ok) return form.reason
  try {
    await deleteSeminar(database(), await requireActor(), id, form.value.name)
  } catch (error) {
    return refusalOf(error, data, 'name')
  }
  redirect('/')
})
