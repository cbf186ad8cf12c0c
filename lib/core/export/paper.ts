import type { LayerId, MemberId, VersionId } from '../base'
import type { Tag, Thread } from '../annotation'
import type { Document, TextIndex } from '../document'
import type { Places } from '../intake'
import type { FiguresInput } from '../statistics'
import { PDF_LAYOUT, type PdfLayout } from './layout'
import type { FileWords } from './words'

/** A thread and the layer that it lies in. */
export interface LayerThread {
  readonly layer: LayerId
  readonly thread: Thread
}

/** A file inside the file. */
export interface Attachment {
  /** ASCII letters, digits, dots and hyphens. */
  readonly name: string
  readonly mediaType: string
  /** What it is, in one sentence. */
  readonly description: string
  readonly text: string
}

/** The PDF that a version was read from, and where its text stands on the pages. */
export interface OriginalFile {
  readonly bytes: Uint8Array
  readonly places: Places
}

/** True where the press has a glyph for a code point. */
export type CanShow = (codePoint: number) => boolean

/** Everything that an annotated paper is made from. Plain data; the same input gives the same file. */
export interface AnnotatedPaper {
  readonly document: Document
  readonly index: TextIndex
  readonly title: string
  readonly authors: readonly string[]
  readonly seminar: string
  /** The layers in the file and what each is called, in the order of the layer switcher. */
  readonly layers: readonly { readonly id: LayerId; readonly name: string }[]
  readonly threads: readonly LayerThread[]
  /** Names to print. A member who is not here is printed as a former one. */
  readonly names: ReadonlyMap<MemberId, string>
  readonly tags: readonly Tag[]
  /** The version's content hash, in hex. */
  readonly versionHash: string
  /** When the file is made: milliseconds since 1970 (UTC). */
  readonly at: number
  /** What the file says of itself, in the language of who asks for it. */
  readonly words: FileWords
  /** How it is set; absent: `PDF_LAYOUT`. */
  readonly layout?: PdfLayout
  /** What was chosen beyond the layers, as it is told on the sheet before the paper. */
  readonly choice?: readonly { readonly label: string; readonly words: string }[]
  /** Of whom the figures count; absent: the file has no figures. */
  readonly people?: Pick<FiguresInput, 'members' | 'groups'>
  /** The version's id and the reading's address, without a slash at its end: given, the notes travel inside as data too. */
  readonly data?: { readonly version: VersionId; readonly address: string }
  /** Files that travel inside. */
  readonly attachments?: readonly Attachment[]
  /** Given, nothing is set: the notes are written on the pages of this PDF. */
  readonly original?: OriginalFile
  /** Absent: every character has a glyph. */
  readonly canShow?: CanShow
}

/** How a paper is set. */
export const layoutOf = (paper: AnnotatedPaper): PdfLayout => paper.layout ?? PDF_LAYOUT

/** The version as people compare it: the first eight hex digits in two groups. */
export const versionText = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`
