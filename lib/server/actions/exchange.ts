'use server'

import { z } from 'zod'
import type { FormState } from '../../core/base'
import { requireActor } from '../auth/session'
import { type AnnotationsImported, importAnnotations } from '../commands/import-annotations'
import { AppError } from '../errors'
import { database } from '../store/database'
import { idText } from './fields'
import { parseForm, refusalOf, wrongField } from './form'
import { speaking } from './speaking'

/** What a form carries back to look at; larger files go by the command line. */
const FILE_MAX_CHARS = 4_000_000

/** What the form of an import answers: its state, and what became of the notes, or would. */
interface BringState extends FormState {
  readonly outcome?: AnnotationsImported & { readonly isDone: boolean }
}

const bringSchema = z.object({
  layer: idText,
  mine: z.enum(['', 'on']),
})

const textOf = async (data: FormData): Promise<string> => {
  const file = data.get('file')
  const typed = data.get('text')
  const text = file instanceof File && file.size > 0 ? await file.text() : typeof typed === 'string' ? typed : ''
  if (text.length > FILE_MAX_CHARS) {
    throw new AppError('too-large', 'The file is larger than 4 MB. Ask who runs the server to import it, or split it.')
  }
  return text
}

/** Brings notes of another tool into a layer of a reading: `step` reads the file and shows what would come, takes it in, or goes back. */
export const bringNotes = speaking(async (slug: unknown, _: FormState, data: FormData): Promise<BringState> => {
  const step = data.get('step')
  if (step === 'other') return { values: {}, errors: {} }
  const reading = z.string().max(200).safeParse(slug)
  const form = parseForm(bringSchema, data)
  if (!reading.success || !form.ok)
    return wrongField(data, 'layer', 'There is no such layer for you here. Choose one of the list.')
  const { layer, mine } = form.value
  try {
    const text = await textOf(data)
    if (text.trim() === '') return wrongField(data, 'file', 'Choose the file that the other tool exported.')
    const isDone = step === 'take'
    const outcome = await importAnnotations(database(), await requireActor(), {
      reading: reading.data,
      text,
      layer,
      isMine: mine === 'on',
      isDryRun: !isDone,
    })
    return { values: isDone ? {} : { text, layer, mine }, errors: {}, outcome: { ...outcome, isDone } }
  } catch (error) {
    return refusalOf(error, data, 'file')
  }
})
