'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { FormState } from '../../core/base'
import { requireActor } from '../auth/session'
import { makeAccessToken } from '../commands/make-access-token'
import { revokeAccessToken } from '../commands/revoke-access-token'
import { database } from '../store/database'
import { idText, parseSeminar } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

/** A form with the token that was just made: here and nowhere else. */
export interface TokenState extends FormState {
  readonly made?: string
}

const makeSchema = z.object({ name: z.string().max(200), may: z.enum(['read', 'write', '']), days: z.string() })

/** Makes an access token of the member's own. */
export const makeToken = speaking(async (seminar: unknown, _: TokenState, data: FormData): Promise<TokenState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(makeSchema, data)
  if (!form.ok) return form.reason
  const { name, may, days } = form.value
  let made: string
  try {
    const canWrite = may === 'write'
    made = await makeAccessToken(database(), await requireActor(), { seminar: id, name, canWrite, days: Number(days) })
  } catch (error) {
    return refusalOf(error, data, 'name')
  }
  revalidatePath(`/seminars/${id}/me`)
  return { values: {}, errors: {}, done: 'Made. Copy it now: it is shown this once.', made }
})

const revokeSchema = z.object({ id: idText })

/** Ends a token. */
export const revokeToken = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(revokeSchema, data)
  if (!form.ok) return wrongForm(data, 'That token does not hold any more. Load the page again.')
  try {
    await revokeAccessToken(database(), await requireActor(), { seminar: id, id: form.value.id })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}/me`)
  return { values: {}, errors: {}, done: 'Revoked.' }
})
