import type { SeminarId } from '../../core/base'
import { TextIndex, outline } from '../../core/document'
import { type Intake, intake } from '../../core/intake'
import type { Actor } from '../../core/policy'
import { readPdf } from '../commands/read-pdf'
import { mustManage } from '../commands/seminar-access'
import { warmIntake } from '../commands/warm-intake'
import { AppError } from '../errors'

/** A paper as intake reads it, before anything is kept. Plain data. */
export interface PaperPreview {
  readonly title: string
  readonly authors: readonly string[]
  /** The headings under the title. */
  readonly sections: readonly { readonly level: number; readonly title: string }[]
  /** Without the author's own note, whose label is an asterisk. */
  readonly footnotes: number
  readonly words: number
  /** The first words of the body. */
  readonly begins: string
  /** `line` is 0 for what has no line. */
  readonly warnings: readonly { readonly line: number; readonly message: string }[]
}

const BEGINS_CHARS = 400

/** To be called when somebody is about to choose a file: its reading is quick then. Resolves once it would be. */
export const expectPaper = (): Promise<void> => warmIntake()

/** Reads a text as a paper for somebody who manages the seminar, and keeps nothing. Throws `bad-input` for what is no paper. */
export const previewPaper = (actor: Actor, seminar: SeminarId, text: string): PaperPreview => {
  mustManage(actor, seminar)
  const read = intake(text)
  if (!read.ok) throw new AppError('bad-input', read.reason.sentence)
  return previewOf(read.value)
}

/** As `previewPaper` for the bytes of a PDF. The `line` of a warning is a page. */
export const previewPdf = async (actor: Actor, seminar: SeminarId, bytes: Uint8Array): Promise<PaperPreview> => {
  mustManage(actor, seminar)
  const read = await readPdf(bytes)
  if (!read.ok) throw new AppError('bad-input', read.reason.sentence)
  return previewOf(read.value)
}

const previewOf = ({ document, title, authors, warnings }: Intake): PaperPreview => {
  const index = new TextIndex(document)
  let footnotes = 0
  document.descendants((node) => {
    if (node.type.name === 'footnote' && node.attrs.label !== '*') footnotes += 1
    return !node.isTextblock
  })
  const first = index.blocks.find(
    (block) => block.node.type.name === 'paragraph' && block.node.attrs.role === null && block.footnote === null,
  )
  const begins = first === undefined ? '' : index.text.slice(first.start, first.end)
  return {
    title,
    authors,
    sections: outline(document, index)
      .filter((section) => section.level > 1)
      .map(({ level, title: heading }) => ({ level, title: heading })),
    footnotes,
    words: index.bodyText.split(/\s+/).filter((word) => word !== '').length,
    begins: begins.length > BEGINS_CHARS ? `${begins.slice(0, BEGINS_CHARS).replace(/\s+\S*$/, '')} …` : begins,
    warnings: warnings.map(({ line, message }) => ({ line, message })),
  }
}
