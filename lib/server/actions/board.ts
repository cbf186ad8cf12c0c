'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type FormState, layerId } from '../../core/base'
import { parseRecordKey, recordKey } from '../../core/annotation'
import { requireActor } from '../auth/session'
import { changeBoard } from '../commands/change-board'
import { giveNoteToGroups } from '../commands/give-note-to-groups'
import { moveOn } from '../commands/move-on'
import { pinPassage } from '../commands/pin-passage'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const GONE = 'That passage is not here any more. Load the page again.'

const slugText = z.string().regex(/^[a-z0-9-]{1,80}$/i)
/** The reading of an action's bound argument, which comes from the browser like anything else. */
const parseReading = (given: unknown): string => {
  const parsed = slugText.safeParse(given)
  if (!parsed.success) throw new AppError('not-found')
  return parsed.data
}

const placeSchema = z.object({ layer: idText, annotation: z.string().max(260) })
const placeOf = (data: FormData) => {
  const form = parseForm(placeSchema, data)
  const parts = form.ok ? parseRecordKey(form.value.annotation) : undefined
  if (!form.ok || parts?.kind !== 'annotation') return undefined
  return { layer: layerId(form.value.layer), annotation: recordKey('annotation', parts.owner, parts.local) }
}

const boardSchema = z.object({ act: z.enum(['throw', 'clear', 'show', 'hide', 'names', 'no-names', 'pin', 'unpin']) })

/** What an instructor does with a board, one press each: throws a passage or clears it, shows or hides it and its names, pins a passage. */
export const actOnBoard = speaking(async (reading: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const slug = parseReading(reading)
  const form = parseForm(boardSchema, data)
  if (!form.ok) return wrongForm(data, GONE)
  const { act } = form.value
  const db = database()
  try {
    const actor = await requireActor()
    if (act === 'throw' || act === 'pin' || act === 'unpin') {
      const place = placeOf(data)
      if (place === undefined) return wrongForm(data, GONE)
      if (act === 'throw') await changeBoard(db, actor, slug, { thrown: place })
      else await pinPassage(db, actor, { reading: slug, place, isPinned: act === 'pin' })
    } else if (act === 'clear') await changeBoard(db, actor, slug, { thrown: null })
    else if (act === 'show' || act === 'hide') await changeBoard(db, actor, slug, { isShown: act === 'show' })
    else await changeBoard(db, actor, slug, { showsNames: act === 'names' })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/readings/${slug}/board`, 'layout')
  return { values: {}, errors: {} }
})

/** Throws a passage, from a page that does not show the board: it says that it is done. */
export const throwOnBoard = speaking(async (reading: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const slug = parseReading(reading)
  const place = placeOf(data)
  if (place === undefined) return wrongForm(data, GONE)
  try {
    await changeBoard(database(), await requireActor(), slug, { thrown: place })
  } catch (error) {
    return refusalOf(error, data)
  }
  return { values: {}, errors: {}, done: 'Thrown on the board.' }
})

const onSchema = z.object({ round: idText })

/** Closes the round that members work in and opens the next. */
export const moveRoomOn = speaking(async (reading: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const slug = parseReading(reading)
  const form = parseForm(onSchema, data)
  if (!form.ok) return wrongForm(data, 'That round is not here any more. Load the page again.')
  try {
    await moveOn(database(), await requireActor(), form.value.round)
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/readings/${slug}/board`, 'layout')
  return { values: {}, errors: {} }
})

/** Writes an own note of the instructor's into the margin of every group at once. */
export const giveToGroups = speaking(async (reading: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const slug = parseReading(reading)
  const place = placeOf(data)
  if (place === undefined) return wrongForm(data, GONE)
  try {
    await giveNoteToGroups(database(), await requireActor(), { reading: slug, place })
  } catch (error) {
    return refusalOf(error, data)
  }
  return { values: {}, errors: {}, done: 'It stands in the margin of every group now.' }
})
