import type { Node } from 'prosemirror-model'
import type { Document } from './document'
import { documentSchema } from './schema'

const { nodes, marks } = documentSchema

/** Text with `*em*` and markers `[1]` of the notes `fn-1`, ..., for tests. */
const inline = (text: string): readonly Node[] =>
  text.split(/(\*[^*]+\*|\[\d+\])/).flatMap((part): readonly Node[] => {
    if (part === '') return []
    if (part.startsWith('*')) return [documentSchema.text(part.slice(1, -1), [marks.em.create()])]
    const label = /^\[(\d+)\]$/.exec(part)?.[1]
    return [
      label === undefined ? documentSchema.text(part) : nodes.footnoteRef.create({ footnote: `fn-${label}`, label }),
    ]
  })

/** A document of lines: `# ` begins a heading (one sign a level), `> ` a quotation, `1: ` the footnote 1, else a paragraph. */
export const documentOf = (...lines: readonly string[]): Document => {
  const footnotes: Node[] = []
  const blocks = lines.flatMap((line, at): readonly Node[] => {
    const [, signs, title] = /^(#+) (.*)$/.exec(line) ?? []
    if (signs !== undefined && title !== undefined) {
      return [nodes.heading.create({ level: signs.length, id: `h${at}` }, inline(title))]
    }
    const [, label, note] = /^(\d+): (.*)$/.exec(line) ?? []
    if (label !== undefined && note !== undefined) {
      footnotes.push(nodes.footnote.create({ id: `fn-${label}`, label }, nodes.paragraph.create(null, inline(note))))
      return []
    }
    if (line.startsWith('> ')) {
      return [nodes.blockquote.create(null, nodes.paragraph.create(null, inline(line.slice(2))))]
    }
    return [nodes.paragraph.create(null, inline(line))]
  })
  const document = nodes.doc.create(
    null,
    footnotes.length === 0 ? blocks : [...blocks, nodes.footnotes.create(null, footnotes)],
  )
  document.check()
  return document
}
