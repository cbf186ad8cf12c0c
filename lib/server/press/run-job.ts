import { type AnnotatedPaper, highlightsOf, typesetPaper } from '../../core/export'
import { TextIndex, parseDocument } from '../../core/document'
import type { PaperCompiler } from './compiler'
import { addHighlights } from './highlights'
import type { PressJob } from './job'

/** Sets and annotates one paper. Throws where the document is none, or `TypesettingError`. */
export const runJob = (compiler: PaperCompiler, job: PressJob): Uint8Array => {
  const parsed = parseDocument(job.document)
  if (!parsed.ok) throw new Error(`not a document: ${parsed.reason}`)
  const paper: AnnotatedPaper = { ...job, document: parsed.value, index: new TextIndex(parsed.value) }
  let typeset = typesetPaper(paper)
  let isFirst = true
  const pdf = compiler.compile((canShow) => {
    if (!isFirst || compiler.knowsMissing) typeset = typesetPaper({ ...paper, canShow })
    isFirst = false
    return typeset.source
  }, paper.at)
  return addHighlights(pdf, highlightsOf(paper, typeset.notes, typeset.stretches), typeset.hrefs)
}
