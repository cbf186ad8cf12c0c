'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type FormState, readingId } from '../../core/base'
import { requireActor } from '../auth/session'
import { openFigures } from '../commands/open-figures'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText } from './fields'
import { parseForm, refusalOf, wrongForm } from './form'
import { speaking } from './speaking'

const schema = z.object({ reading: idText, open: z.enum(['yes', 'no']) })

/** Lets students see their own verdicts against the class's, or ends that, by one press. */
export const setFiguresOpen = speaking(async (_: FormState, data: FormData): Promise<FormState> => {
  const form = parseForm(schema, data)
  if (!form.ok) return wrongForm(data, new AppError('not-found').message)
  try {
    await openFigures(database(), await requireActor(), readingId(form.value.reading), form.value.open === 'yes')
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath('/readings/[slug]/figures', 'page')
  return { values: {}, errors: {} }
})
