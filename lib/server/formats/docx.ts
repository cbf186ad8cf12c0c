import { Comment, Document, type FileChild, LevelFormat, Packer, Paragraph, TextRun } from 'docx'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import type { Node } from 'prosemirror-model'
import { type Frame, type Note, type Threads, notesByPart, xmlWords } from '../../core/exchange'
import { Archive } from './archive'
import { wordComments } from './docx-comments'
import { type Passage, type Writing, blockChildren, commented, footnoteChildren } from './docx-paper'
import { running, textRuns, wayOf } from './docx-text'
import { xmlOf } from './docx-xml'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const COMMENTS_HEAD =
  '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14">'
const THREADS_HEAD =
  '<w15:commentsEx xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15">'
/** The parts that are written while the notes come, by their names in the archive. */
const STREAMED = { text: 'word/document.xml', comments: 'word/comments.xml', threads: 'word/commentsExtended.xml' }

/**
 * The reading as a Word document: the paper, its footnotes as footnotes, the
 * notes as comments with their threads. Comments are packed as they come, the
 * text paragraph by paragraph after them; of a note only its place and its
 * numbers are kept, so that a file of any length needs little memory.
 */
export const docxFile = async (frame: Frame, threads: Threads): Promise<Uint8Array> => {
  const archive = new Archive(frame.at)
  const numbers = footnoteNumbers(frame)
  // LibreOffice (7.4) takes a comment for the footnote of its number, and all that follow for others.
  const comments = new CommentsWriter(archive, frame, numbers.size + 1)
  const footnotes: Record<string, { readonly children: readonly Paragraph[] }> = {}
  /** Comments of notes in the paper's footnotes, which Word can only have in the text: at the footnote's marker. */
  const inFootnotes = new Map<number, number[]>()
  /** Footnotes that nothing in the text refers to: they stand at its end. */
  const unmarked: { readonly node: Node; readonly ids: readonly number[] }[] = []
  const lost: { readonly quote: string; readonly ids: readonly number[] }[] = []
  const passages = new WeakMap<Note, Passage>()
  const body: { readonly node: Node; readonly covering: readonly Passage[] }[] = []
  for await (const part of notesByPart(frame, threads)) {
    const own = part.beginning.flatMap((note) => {
      const ids = comments.add(note)
      if (note.place !== null) passages.set(note, { ...note.place, ids })
      else lost.push({ quote: note.thread.annotation.anchor.exact, ids })
      return ids
    })
    if (part.node === null) continue
    if (part.node.type.name === 'footnote') {
      const number = numbers.get(String(part.node.attrs.id))
      if (number === undefined) {
        unmarked.push({ node: part.node, ids: own })
        continue
      }
      footnotes[String(number)] = { children: footnoteChildren(part.node) }
      if (own.length > 0) inFootnotes.set(number, own)
    } else {
      const covering = part.covering.flatMap((note) => passages.get(note) ?? [])
      body.push({ node: part.node, covering })
    }
  }
  comments.end()
  const file = skeleton(frame, footnotes)
  const writing: Writing = {
    index: frame.index,
    starts: new Map(frame.index.blocks.map((block) => [block.node, block.start])),
    footnotes: numbers,
    hasNote: (number) => String(number) in footnotes,
    atFootnote: inFootnotes,
    written: new Set(),
  }
  const [before = '', after = ''] = textOfSkeleton(await Packer.toBuffer(skeleton(frame, {})))
  const text = archive.part(STREAMED.text)
  const write = (children: readonly FileChild[]): void => {
    text.write(xmlOf(children, file))
  }
  text.write(before)
  for (const { node, covering } of body) write(blockChildren(node, covering, writing))
  for (const { node, ids: own } of unmarked) {
    const label = new TextRun({ text: `${xmlWords(String(node.attrs.label))} ` })
    write([new Paragraph({ children: commented([label], own) }), ...footnoteChildren(node)])
  }
  if (lost.length > 0) {
    const title = frame.words.say('places.lost')
    const way = wayOf(title)
    write([new Paragraph({ heading: 'Heading2', ...running(way), children: textRuns(title, {}, way) })])
    for (const { quote, ids } of lost) {
      const quoteWay = wayOf(quote)
      const quoted = commented(textRuns(quote, { italics: true }, quoteWay), ids)
      write([new Paragraph({ ...running(quoteWay), children: quoted })])
    }
  }
  text.end(after)
  // The library writes the rest, which knows by now what the text refers to: addresses, lists, footnotes.
  const streamed: ReadonlySet<string> = new Set(Object.values(STREAMED))
  for (const [name, bytes] of Object.entries(unzipSync(await Packer.toBuffer(file)))) {
    if (!streamed.has(name) && !name.endsWith('/')) archive.whole(name, strToU8(withSeparators(strFromU8(bytes))))
  }
  return archive.end()
}

/** Writes comments and their threads as they come. */
class CommentsWriter {
  private readonly comments: ReturnType<Archive['part']>
  private readonly threads: ReturnType<Archive['part']>
  private readonly file = new Document({ sections: [] })

  constructor(
    private readonly archive: Archive,
    private readonly frame: Frame,
    /** The id of the next comment. */
    private next: number,
  ) {
    this.comments = archive.part(STREAMED.comments)
    this.threads = archive.part(STREAMED.threads)
    this.comments.write(HEAD + COMMENTS_HEAD)
    this.threads.write(HEAD + THREADS_HEAD)
  }

  /** The ids of the note's comments. */
  add(note: Note): readonly number[] {
    const made = wordComments(this.frame, note, this.next)
    this.next += made.length
    this.comments.write(
      xmlOf(
        made.map((comment) => new Comment(comment, paragraphId(comment.id))),
        this.file,
      ),
    )
    for (const { id, parentId, resolved } of made) {
      const parent = parentId === undefined ? '' : ` w15:paraIdParent="${paragraphId(parentId)}"`
      const done = resolved === undefined ? '' : ` w15:done="${resolved ? 1 : 0}"`
      this.threads.write(`<w15:commentEx w15:paraId="${paragraphId(id)}"${parent}${done}/>`)
    }
    return made.map(({ id }) => id)
  }

  end(): void {
    this.comments.end('</w:comments>')
    this.threads.end('</w15:commentsEx>')
  }
}

/** The name of the last paragraph of a comment, by which threads are told: eight digits, not zero (MS-DOCX 2.6.2.3). */
const paragraphId = (id: number): string => (id + 1).toString(16).toUpperCase().padStart(8, '0')

/** The document without its text. Two comments stand for any number, so that the library names their parts. */
const skeleton = (frame: Frame, footnotes: Record<string, { readonly children: readonly Paragraph[] }>): Document =>
  new Document({
    title: xmlWords(frame.title),
    creator: xmlWords(frame.authors.join(', ')),
    description: xmlWords(frame.seminar),
    comments: {
      children: [
        { id: 0, children: [] },
        { id: 1, parentId: 0, children: [] },
      ],
    },
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
    sections: [{ children: [] }],
  })

/**
 * The library makes the lines above footnotes and endnotes (ids -1 and 0), each
 * with a number before it, and does not list them in the settings: a reader goes
 * by that list (ECMA-376-1, 17.11.9).
 */
const withSeparators = (xml: string): string =>
  xml
    .replaceAll(NUMBERED_SEPARATOR, '')
    .replace(
      '<w:compat>',
      `<w:footnotePr>${separatorsOf('footnote')}</w:footnotePr><w:endnotePr>${separatorsOf('endnote')}</w:endnotePr><w:compat>`,
    )

const NUMBERED_SEPARATOR =
  /<w:r><w:rPr><w:rStyle w:val="\w+"\/><\/w:rPr><w:(?:foot|end)noteRef\/><\/w:r>(?=<w:r><w:(?:continuationS|s)eparator\/>)/gu
const separatorsOf = (kind: string): string => `<w:${kind} w:id="-1"/><w:${kind} w:id="0"/>`

/** What stands in a document's text before and after its paragraphs. */
const textOfSkeleton = (bytes: Uint8Array): readonly string[] => {
  const text = strFromU8(unzipSync(bytes)[STREAMED.text] ?? new Uint8Array())
  const at = text.indexOf('<w:sectPr')
  if (at < 0) throw new Error('the document of the library has a section')
  return [text.slice(0, at), text.slice(at)]
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
