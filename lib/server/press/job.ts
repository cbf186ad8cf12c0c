import type { Language } from '../../core/base'
import type { AnnotatedPaper } from '../../core/export'
import { serializeDocument } from '../../core/document'

/** An annotated paper as plain data, to be sent to another thread. */
export type PressJob = Omit<AnnotatedPaper, 'document' | 'index' | 'words' | 'canShow'> & {
  readonly language: Language
  /** The document's JSON. */
  readonly document: unknown
}

/** A paper as plain data. */
export const jobOf = (paper: AnnotatedPaper): PressJob => ({
  title: paper.title,
  authors: paper.authors,
  seminar: paper.seminar,
  layers: paper.layers,
  threads: paper.threads,
  names: paper.names,
  tags: paper.tags,
  versionHash: paper.versionHash,
  at: paper.at,
  language: paper.words.language,
  ...(paper.layout === undefined ? {} : { layout: paper.layout }),
  ...(paper.choice === undefined ? {} : { choice: paper.choice }),
  ...(paper.people === undefined ? {} : { people: paper.people }),
  ...(paper.data === undefined ? {} : { data: paper.data }),
  ...(paper.attachments === undefined ? {} : { attachments: paper.attachments }),
  ...(paper.original === undefined ? {} : { original: paper.original }),
  document: serializeDocument(paper.document),
})
