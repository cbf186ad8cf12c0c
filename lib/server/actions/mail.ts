'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { FormState } from '../../core/base'
import { requireActor } from '../auth/session'
import { askConfirmation } from '../commands/ask-confirmation'
import { confirmAddress } from '../commands/confirm-address'
import { setMailWish } from '../commands/set-mail-wish'
import { currentLanguage } from '../language'
import { database } from '../store/database'
import { parseForm, refusalOf } from './form'
import { speaking } from './speaking'

const wishSchema = z.object({ how: z.enum(['off', 'daily', 'named'], 'Choose when you get mail.') })

/** Keeps when the reader gets mail; their letters speak the language of the page. */
export const keepMailWish = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const given = parseForm(wishSchema, data)
  if (!given.ok) return given.reason
  try {
    const language = await currentLanguage()
    await setMailWish(database(), await requireActor(), { how: given.value.how, language })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath('/notices')
  return { values: {}, errors: {}, done: 'Kept.' }
})

/** Has the letter sent by which the reader shows that their address is theirs. */
export const askToConfirm = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  try {
    await askConfirmation(database(), await requireActor())
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath('/notices')
  return { values: {}, errors: {}, done: 'A letter is on its way. Open the link in it.' }
})

/** Takes the token of that letter. */
export const confirmOwnAddress = speaking(async (token: unknown, _: FormState, data: FormData): Promise<FormState> => {
  try {
    await confirmAddress(database(), await requireActor(), typeof token === 'string' ? token : '')
  } catch (error) {
    return refusalOf(error, data)
  }
  return { values: {}, errors: {}, done: 'Your address is confirmed.' }
})
