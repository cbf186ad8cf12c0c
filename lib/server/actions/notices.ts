'use server'

import { revalidatePath } from 'next/cache'
import type { FormState } from '../../core/base'
import { requireActor } from '../auth/session'
import { setAttention } from '../commands/set-attention'
import { database } from '../store/database'
import { parseSeminar } from './fields'
import { refusalOf } from './form'
import { speaking } from './speaking'

/** Marks everything as read, in every seminar. */
export const markNoticesRead = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  try {
    const actor = await requireActor()
    const readAt = new Date()
    for (const { seminar } of actor.memberships) await setAttention(database(), actor, seminar, { readAt })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath('/notices')
  return { values: {}, errors: {} }
})

/** Keeps what a member wants to hear of in a seminar: a box that is ticked is a wish. */
export const keepWishes = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const wants = (name: string): boolean => data.get(name) === 'on'
  try {
    await setAttention(database(), await requireActor(), id, {
      mentions: wants('mentions'),
      replies: wants('replies'),
      reveals: wants('reveals'),
      deadlines: wants('deadlines'),
    })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath('/notices')
  return { values: {}, errors: {}, done: 'Kept.' }
})
