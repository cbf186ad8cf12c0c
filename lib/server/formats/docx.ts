import { Document, type FileChild, LevelFormat, Packer, Paragraph, TextRun } from 'docx'
import type { Node } from 'prosemirror-model'
import { type Frame, type Note, type Threads, notesByPart } from '../../core/exchange'
import { type WordComment, wordComments } from './docx-comments'
import { type Writing, blockChildren, commented, footnoteChildren } from './docx-paper'
import { clean, running, textRuns, wayOf } from './docx-text'

/** The reading as a Word document: the paper, its footnotes as footnotes, the notes as comments with their threads. */
export const docxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const comments: WordComment[] = []
  const children: FileChild[] = []
  const footnotes: Record<string, { readonly children: readonly Paragraph[] }> = {}
  const numbers = footnoteNumbers(frame)
  /** Comments of notes in the paper's footnotes, which Word can only have in the text: at the footnote's marker. */
  const inFootnotes = new Map<number, number[]>()
  /** Footnotes that nothing in the text refers to: they stand at its end. */
  const unmarked: { readonly node: Node; readonly ids: readonly number[] }[] = []
  const lost: Note[] = []
  const ids = new Map<Note, readonly number[]>()
  const body: { readonly node: Node; readonly covering: readonly Note[] }[] = []
  const take = (note: Note): readonly number[] => {
    const made = wordComments(frame, note, comments.length)
    comments.push(...made)
    const own = made.map(({ id }) => id)
    ids.set(note, own)
    return own
  }
  for await (const part of notesByPart(frame, threads)) {
    const own = part.beginning.flatMap(take)
    if (part.node === null) {
      lost.push(...part.beginning)
      continue
    }
    if (part.node.type.name === 'footnote') {
      const number = numbers.get(String(part.node.attrs.id))
      if (number === undefined) {
        unmarked.push({ node: part.node, ids: own })
        continue
      }
      footnotes[String(number)] = { children: footnoteChildren(part.node) }
      if (own.length > 0) inFootnotes.set(number, own)
    } else body.push({ node: part.node, covering: part.covering })
  }
  const writing: Writing = {
    index: frame.index,
    starts: new Map(frame.index.blocks.map((block) => [block.node, block.start])),
    footnotes: numbers,
    hasNote: (number) => String(number) in footnotes,
    atFootnote: inFootnotes,
    ids,
    written: new Set(),
  }
  for (const { node, covering } of body) children.push(...blockChildren(node, covering, writing))
  for (const { node, ids: own } of unmarked) {
    const label = new TextRun({ text: `${clean(String(node.attrs.label))} ` })
    children.push(new Paragraph({ children: commented([label], own) }), ...footnoteChildren(node))
  }
  if (lost.length > 0) {
    const title = frame.words.say('places.lost')
    const way = wayOf(title)
    children.push(new Paragraph({ heading: 'Heading2', ...running(way), children: textRuns(title, {}, way) }))
    for (const note of lost) {
      const quote = note.thread.annotation.anchor.exact
      const quoteWay = wayOf(quote)
      const quoted = commented(textRuns(quote, { italics: true }, quoteWay), ids.get(note) ?? [])
      children.push(new Paragraph({ ...running(quoteWay), children: quoted }))
    }
  }
  const buffer = await Packer.toBuffer(
    new Document({
      title: clean(frame.title),
      creator: clean(frame.authors.join(', ')),
      description: clean(frame.seminar),
      ...(comments.length === 0 ? {} : { comments: { children: comments } }),
      footnotes,
      styles: {
        default: {
          document: { run: { font: 'Georgia', size: 23, language: { value: 'en-GB', bidirectional: 'ur-PK' } } },
        },
      },
      numbering: {
        config: [
          {
            reference: 'numbers',
            levels: [
              {
                level: 0,
                format: LevelFormat.DECIMAL,
                text: '%1.',
                style: { paragraph: { indent: { left: 720, hanging: 360 } } },
              },
            ],
          },
        ],
      },
      sections: [{ children }],
    }),
  )
  return buffer
}

/** Word numbers its footnotes from 1 in the order of their first markers. */
const footnoteNumbers = (frame: Frame): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>()
  frame.document.descendants((node) => {
    if (node.type.name === 'footnoteRef') {
      const id = String(node.attrs.footnote)
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
    }
  })
  return numbers
}
