import type { AnnotatedPaper } from '../../core/export'
import { TextIndex, parseDocument } from '../../core/document'
import type { PressJob } from './job'
import type { PaperSetter, PressStep } from './set-paper'

/** Sets and annotates one paper. Throws where the document is none, or `TypesettingError`. */
export const runJob = (setter: PaperSetter, job: PressJob, step?: (done: PressStep) => void): Uint8Array => {
  const parsed = parseDocument(job.document)
  if (!parsed.ok) throw new Error(`not a document: ${parsed.reason}`)
  const paper: AnnotatedPaper = { ...job, document: parsed.value, index: new TextIndex(parsed.value) }
  return setter.set(paper, step)
}
