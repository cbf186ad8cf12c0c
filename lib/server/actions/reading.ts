'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { type FormState, versionId } from '../../core/base'
import { requireActor } from '../auth/session'
import { addReading as addReadingTo } from '../commands/add-reading'
import { keepUpload } from '../commands/keep-upload'
import { PDF_MAX_BYTES, looksLikePdf } from '../commands/read-pdf'
import { setReading } from '../commands/set-reading'
import { takeUpload } from '../commands/take-upload'
import { AppError } from '../errors'
import { previewPaper, previewPdf } from '../queries/preview-paper'
import { database } from '../store/database'
import { idText, parseSeminar } from './fields'
import { fileText } from './file-text'
import { parseForm, refusalOf, wrongField } from './form'
import { speaking } from './speaking'

const FILE_MAX_BYTES = 8_000_000

/** What the form answers: the form's state, and the paper once it was read. */
interface AddReadingState extends FormState {
  readonly preview?: {
    readonly title: string
    readonly authors: readonly string[]
    readonly sections: readonly { readonly level: number; readonly title: string }[]
    readonly begins: string
    readonly warnings: readonly { readonly line: number; readonly message: string }[]
    readonly counted: string
    readonly toCheck: string
    /** What the `line` of a warning counts. */
    readonly unit: 'line' | 'page'
  }
}

/** What was sent: a text, the bytes of a PDF, or the id of one that was sent before. */
type Sent = { readonly text: string } | { readonly pdf: Uint8Array } | { readonly upload: string }

const sentIn = async (data: FormData): Promise<Sent> => {
  const file = data.get('file')
  if (file instanceof File && file.size > 0) {
    if (file.size > PDF_MAX_BYTES) {
      throw new AppError('too-large', 'The file has more than 30 MB. Choose the pages of the paper alone.')
    }
    const bytes = await file.arrayBuffer()
    if (looksLikePdf(new Uint8Array(bytes))) return { pdf: new Uint8Array(bytes) }
    if (file.size > FILE_MAX_BYTES) throw new AppError('too-large', 'The file has more than 8 MB. Split the paper.')
    return { text: fileText(bytes) }
  }
  const upload = data.get('upload')
  if (typeof upload === 'string' && upload !== '') return { upload }
  const text = data.get('text')
  return { text: typeof text === 'string' ? text : '' }
}

/** Adds a reading: `step` reads a file or text and shows it, sets it, or goes back to another one. */
export const addReading = speaking(
  async (seminar: unknown, before: AddReadingState, data: FormData): Promise<AddReadingState> => {
    const id = parseSeminar(seminar)
    const step = data.get('step')
    if (step === 'other') return { values: {}, errors: {} }
    const field = data.get('file') instanceof File || data.has('upload') ? 'file' : 'text'
    // What was looked at stays in sight where it cannot be set: there is nothing to choose anew.
    const kept = step === 'set' && before.preview !== undefined ? { preview: before.preview } : {}
    try {
      const actor = await requireActor()
      const sent = await sentIn(data)
      if ('upload' in sent) {
        const isSet = await takeUpload(database(), actor, id, sent.upload)
        if (!isSet) return wrongField(data, 'file', 'The file was not kept so long. Choose it again.')
      } else if ('pdf' in sent) {
        const preview = await previewPdf(actor, id, sent.pdf)
        return await read({ upload: await keepUpload(database(), actor, id, sent.pdf) }, 'page', preview)
      } else {
        const { text } = sent
        if (text.trim() === '') return wrongField(data, 'file', 'Choose a file, or paste the text of a paper.')
        if (step !== 'set') return await read({ text }, 'line', previewPaper(actor, id, text))
        await addReadingTo(database(), actor, { seminar: id, markdown: text })
      }
    } catch (error) {
      const refusal = refusalOf(error, data, ...(step === 'set' ? [] : [field]))
      return { ...refusal, ...kept }
    }
    revalidatePath(`/seminars/${id}`)
    redirect(`/seminars/${id}`)
  },
)

const read = async (
  values: FormState['values'],
  unit: 'line' | 'page',
  paper: ReturnType<typeof previewPaper>,
): Promise<AddReadingState> => {
  const [t, format] = await Promise.all([getTranslations('seminar.add'), getFormatter()])
  const { title, authors, sections, begins, warnings } = paper
  return {
    values,
    errors: {},
    preview: {
      title,
      authors,
      sections,
      begins,
      warnings,
      unit,
      counted: `${t('words', { count: format.number(paper.words) })} ${t('notes', { count: paper.footnotes })}`,
      toCheck: t('warnings', { count: warnings.length }),
    },
  }
}

const againSchema = z.object({ version: idText })

/** Sets a paper again that the seminar has, as another reading with empty layers. */
export const setAgain = speaking(async (seminar: unknown, _: FormState, data: FormData): Promise<FormState> => {
  const id = parseSeminar(seminar)
  const form = parseForm(againSchema, data)
  if (!form.ok) return wrongField(data, 'version', 'That paper is not here any more. Load the page again.')
  try {
    await setReading(database(), await requireActor(), { seminar: id, version: versionId(form.value.version) })
  } catch (error) {
    return refusalOf(error, data)
  }
  revalidatePath(`/seminars/${id}`)
  redirect(`/seminars/${id}`)
})
