import { readBack } from '../../lib/server/press/read-back'

/** A highlight of a PDF as a reader meets it: the words under it, who made it, and what is said on it. */
export interface PdfHighlight {
  readonly text: string
  readonly author: string
  readonly contents: string
  readonly replies: readonly { readonly author: string; readonly contents: string }[]
}

/** Reads a PDF with pdf.js and gives its highlights in the order of the pages, each with every answer below it. */
export const highlightsOf = async (pdf: Uint8Array): Promise<readonly PdfHighlight[]> => {
  const { annotations } = await readBack(pdf)
  const below = (id: string): PdfHighlight['replies'] =>
    annotations
      .filter((reply) => reply.inReplyTo === id)
      .flatMap((reply) => [{ author: reply.author, contents: reply.words }, ...below(reply.id)])
  return annotations
    .filter((annotation) => annotation.subtype === 'Highlight')
    .map(({ id, text, author, words }) => ({ text, author, contents: words, replies: below(id) }))
}
