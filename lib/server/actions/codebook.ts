'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type FormState, tagId } from '../../core/base'
import { PIGMENTS, type TagInput } from '../../core/annotation'
import { requireActor } from '../auth/session'
import { addCodebook } from '../commands/add-codebook'
import { addTag } from '../commands/add-tag'
import { changeTag } from '../commands/change-tag'
import { mergeTag } from '../commands/merge-tag'
import { partTag } from '../commands/part-tag'
import { retireTag } from '../commands/retire-tag'
import { database } from '../store/database'
import { line, idText, parseSeminar } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const tagForm = z.object({
  tag: z.union([z.literal(''), idText]),
  name: line('Give the tag a name.', 40),
  definition: z
    .string()
    .trim()
    .min(1, 'Say when a claim is this, in one or two sentences.')
    .max(500, 'That is longer than 500 characters. Shorten it.'),
  example: z.string().trim().max(500, 'That is longer than 500 characters. Shorten it.'),
  counterExample: z.string().trim().max(500, 'That is longer than 500 characters. Shorten it.'),
  parent: z.union([z.literal(''), idText]),
  key: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]$/, 'The key is one letter or digit.'),
  pigment: z.enum(PIGMENTS, 'Choose one of the ten pigments.'),
  active: z.enum(['', 'on']),
})

/** Adds a tag to the codebook, or changes the one that the form names. */
export const keepTag = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(tagForm, data)
  if (!form.ok) return form.reason
  const { tag, active, parent, ...rest } = form.value
  const input: TagInput = { ...rest, active: active === 'on', ...(parent === '' ? {} : { parent: tagId(parent) }) }
  try {
    const actor = await requireActor()
    if (tag === '') await addTag(database(), actor, id, input)
    else await changeTag(database(), actor, id, tagId(tag), input)
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`, 'layout')
  return tag === '' ? { values: {}, errors: {} } : { values: {}, errors: {}, done: 'Kept.' }
})

const actSchema = z.object({
  tag: idText,
  act: z.enum(['retire', 'merge', 'part']),
  heir: z.union([z.literal(''), idText]),
})
const GONE = 'That tag is not here any more. Load the page again.'

/** Retires a tag, merges it into another or undoes that, by one press under what it touches. */
export const actOnTag = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(actSchema, data)
  if (!form.ok) return wrongForm(data, GONE)
  const { act, heir } = form.value
  const tag = tagId(form.value.tag)
  if (act === 'merge' && heir === '') {
    return wrongForm(data, 'Choose a tag that is switched on to merge this one into.')
  }
  try {
    const actor = await requireActor()
    if (act === 'retire') await retireTag(database(), actor, id, tag)
    else if (act === 'part') await partTag(database(), actor, id, tag)
    else await mergeTag(database(), actor, id, { tag, heir: tagId(heir) })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`, 'layout')
  return { values: {}, errors: {} }
})

const bookSchema = z.object({ book: z.string().max(40), version: z.string().regex(/^\d{1,9}$/) })

/** Adds a ready codebook, as the page said what would come. */
export const addReadyCodebook = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(bookSchema, data)
  if (!form.ok) return wrongForm(data, 'There is no such codebook. Choose one of the list.')
  const { book, version } = form.value
  try {
    await addCodebook(database(), await requireActor(), id, { book, version: Number(version) })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`, 'layout')
  return { values: {}, errors: {}, done: 'Added. The history says what came.' }
})
