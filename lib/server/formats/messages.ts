import type { Language } from '../../core/base'
import { TextIndex, parseDocument, serializeDocument } from '../../core/document'
import type { Frame } from '../../core/exchange'
import type { LayerThread } from '../../core/export'
import type { WholeFormat } from './make'
import { fileWords } from './words'

/** A frame as plain data, to be sent to another thread. */
export type SentFrame = Pick<
  Frame,
  'title' | 'authors' | 'seminar' | 'layers' | 'names' | 'tags' | 'versionHash' | 'version' | 'address' | 'at'
> & { readonly language: Language; readonly document: unknown }

/** What the thread is told: what to make, then its notes as it asks for them; an empty list ends them. */
export type FileRequest =
  | { readonly kind: 'make'; readonly format: WholeFormat; readonly frame: SentFrame }
  | { readonly kind: 'threads'; readonly threads: readonly LayerThread[] }

/** What it answers. `trouble` is for the log: it names no text of the paper. */
export type FileReply =
  | { readonly kind: 'more' }
  | { readonly kind: 'made'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly trouble: string }

/** A frame as plain data. */
export const sentFrame = (frame: Frame): SentFrame => {
  const { title, authors, seminar, layers, names, tags, versionHash, version, address, at } = frame
  const document = serializeDocument(frame.document)
  const { language } = frame.words
  return { title, authors, seminar, layers, names, tags, versionHash, version, address, at, language, document }
}

/** The frame that was sent. Throws where its document is none. */
export const receivedFrame = ({ document, language, ...frame }: SentFrame): Frame => {
  const parsed = parseDocument(document)
  if (!parsed.ok) throw new Error(`not a document: ${parsed.reason}`)
  return { ...frame, words: fileWords(language), document: parsed.value, index: new TextIndex(parsed.value) }
}
