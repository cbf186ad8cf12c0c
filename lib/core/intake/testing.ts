import { TextIndex, outline } from '../document'
import { type Intake, intake } from './index'

/** A file read in a test, opened up for reading. */
export interface Read extends Intake {
  /** The blocks of the body. */
  readonly body: readonly string[]
  /** `label text` of each note. */
  readonly notes: readonly string[]
  /** The text of the body with each marker as `[label]`. */
  readonly marked: string
  /** `level title` of each heading. */
  readonly headings: readonly string[]
  readonly codes: readonly string[]
}

/** Reads Markdown; throws with the sentence where it is refused. */
export const read = (markdown: string): Read => {
  const result = intake(markdown)
  if (!result.ok) throw new Error(result.reason.sentence)
  const { document, warnings } = result.value
  const index = new TextIndex(document)
  const notes: string[] = []
  const marked: string[] = []
  document.descendants((node) => {
    if (node.type.name === 'footnotes') return true
    if (node.type.name === 'footnote') {
      const paragraphs: string[] = []
      node.forEach((paragraph) => paragraphs.push(paragraph.textContent))
      notes.push(`${String(node.attrs.label)} ${paragraphs.join(' / ')}`)
      return false
    }
    if (!node.isTextblock) return true
    marked.push(node.textBetween(0, node.content.size, undefined, (leaf) => `[${String(leaf.attrs.label)}]`))
    return false
  })
  return {
    ...result.value,
    body: index.bodyText.split('\n'),
    notes,
    marked: marked.join('\n'),
    headings: outline(document, index).map((section) => `${section.level} ${section.title}`),
    codes: warnings.map((warning) => warning.code),
  }
}
