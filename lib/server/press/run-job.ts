import type { AnnotatedPaper } from '../../core/export'
import { TextIndex, parseDocument } from '../../core/document'
import { fileWords } from '../formats/words'
import { attachmentsOf } from './attachments'
import type { PressJob } from './job'
import { annotateOriginal } from './on-original'
import type { PaperSetter, PressStep } from './set-paper'

/** Sets and annotates one paper, or annotates the PDF that it came as. Throws where the document is none, or `TypesettingError`. */
export const runJob = async (
  setter: PaperSetter,
  job: PressJob,
  step?: (done: PressStep) => void,
): Promise<Uint8Array> => {
  const parsed = parseDocument(job.document)
  if (!parsed.ok) throw new Error(`not a document: ${parsed.reason}`)
  const { language, ...rest } = job
  const paper: AnnotatedPaper = {
    ...rest,
    words: fileWords(language),
    document: parsed.value,
    index: new TextIndex(parsed.value),
  }
  const attachments = paper.data === undefined ? [] : await attachmentsOf(paper, paper.data)
  const whole = { ...paper, attachments: [...(paper.attachments ?? []), ...attachments] }
  return whole.original === undefined ? setter.set(whole, step) : annotateOriginal(whole, whole.original)
}
