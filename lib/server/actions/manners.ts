'use server'

import { revalidatePath } from 'next/cache'
import type { FormState } from '../../core/base'
import { doManners } from './do-manners'
import { parseSeminar } from './fields'
import { refusalOf } from './form'

/** Reports, removes, restores or settles a note, or mutes a member, by one press on a page of the seminar. */
export const actOnManners = async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  try {
    await doManners(seminar, data)
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${parseSeminar(seminar)}/conduct`)
  revalidatePath(`/seminars/${parseSeminar(seminar)}/me`)
  return { values: {}, errors: {} }
}
