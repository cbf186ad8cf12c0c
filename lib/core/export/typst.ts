import { type CommentBlock, type CommentInline, inlineText, voicesOf } from '../annotation'
import { type Note, notesOf } from './notes'
import { type AnnotatedPaper, dayText, momentText, versionText } from './paper'
import { type Stretch, stretchesOf } from './stretches'
import { lookOf, typstBody } from './typst-body'
import { typstTemplate } from './typst-template'
import { typstArray, typstBlock, typstLabel, typstString } from './typst-text'

/** How much of a quote stands over a note in the list at the end; the whole of it is in the text. */
const QUOTE_SHOWN_CHARS = 220
/** How much of a first comment stays when a margin is full; all of it is in the list at the end. */
const SHORT_CHARS = 130

/** A paper as Typst source, and what the press needs to find its highlights again. */
export interface TypesetPaper {
  readonly source: string
  readonly notes: readonly Note[]
  readonly stretches: readonly Stretch[]
  readonly hrefs: readonly string[]
}

/** The annotated paper as one Typst source (Typst 0.14): the text, its margin and all notes at the end. */
export const typesetPaper = (paper: AnnotatedPaper): TypesetPaper => {
  const notes = notesOf(paper)
  const stretches = stretchesOf(notes)
  const body = typstBody(paper, notes, stretches)
  const writer = new NotesWriter(paper, notes)
  const source = [
    `#let paper = ${paperWords(paper, notes)}`,
    `#let sides = (${
      notes
        .filter((note) => note.place !== null)
        .map((note) => `"${note.number}": ${writer.side(note)}, `)
        .join('\n') || ':'
    })`,
    typstTemplate(),
    `#{\n${body.code}\n${notes.length === 0 ? '' : writer.list()}\n}`,
  ].join('\n')
  return { source, notes, stretches, hrefs: body.hrefs }
}

const paperWords = (paper: AnnotatedPaper, notes: readonly Note[]): string => {
  const label = (text: string): string => typstLabel(text, paper.canShow)
  const date = new Date(paper.at)
  const used = new Set(notes.flatMap((note) => note.counts.map((count) => count.tag.id)))
  const legend = paper.tags.filter((tag) => tag.active || used.has(tag.id)).toSorted((a, b) => a.position - b.position)
  const fields = [
    `title: ${label(paper.title)}`,
    `authors: ${typstArray(paper.authors.map(label))}`,
    `date: datetime(year: ${date.getUTCFullYear()}, month: ${date.getUTCMonth() + 1}, day: ${date.getUTCDate()}, hour: ${date.getUTCHours()}, minute: ${date.getUTCMinutes()}, second: ${date.getUTCSeconds()})`,
    `foot: ${label(footText(paper))}`,
    `legend: ${typstArray(legend.map((tag) => `(${label(tag.key.toUpperCase())}, "${tag.pigment}", ${label(tag.name)})`))}`,
  ]
  return `(${fields.join(', ')})`
}

/** What the file holds, in one line: `South Asian Security, Group B. Names shown. Version 3f9a 2c71, 3 November 2026`. */
const footText = (paper: AnnotatedPaper): string => {
  const layers =
    paper.layers.length > 3 ? `${paper.layers.length} layers` : paper.layers.map((layer) => layer.name).join(', ')
  const what = layers === '' ? paper.seminar : `${paper.seminar}, ${layers}`
  return `${what}. Names shown. Version ${versionText(paper.versionHash)}, ${dayText(paper.at)}`
}

class NotesWriter {
  constructor(
    private readonly paper: AnnotatedPaper,
    private readonly notes: readonly Note[],
  ) {}

  /** A note's words in the margin. The first comment of the annotation's own author needs no name. */
  side(note: Note): string {
    const said = note.comments
      .filter((entry) => entry.text !== null)
      .map((entry, at) => {
        const isOwn = at === 0 && entry.comment.author === note.thread.annotation.author
        const text = entry.text ?? ''
        const who = isOwn ? 'none' : this.label(entry.who)
        return `(who: ${who}, full: ${this.body(entry.comment.body?.content ?? [], 'margin')}, short: ${this.text(clip(text, SHORT_CHARS))})`
      })
    const more = said.length - 1
    const fields = [
      `n: ${note.number}`,
      `look: "${lookOf(note)}"`,
      `who: ${this.label(note.who)}`,
      `tally: ${typstArray(note.counts.map(({ tag, who }) => `(${this.label(tag.key.toUpperCase())}, "${tag.pigment}", ${who.length})`))}`,
      `said: ${typstArray(said)}`,
      `more: ${this.label(more === 1 ? '1 answer under Notes' : `${more} answers under Notes`)}`,
    ]
    return `(${fields.join(', ')})`
  }

  /** Every note with its whole thread. */
  list(): string {
    const voices = new Set(this.notes.flatMap((note) => [...voicesOf(note.thread)]))
    const comments = this.notes.reduce((sum, note) => sum + note.thread.commentCount, 0)
    const verdicts = this.notes.reduce((sum, note) => sum + note.thread.verdicts.length, 0)
    const layers = this.paper.layers.map((layer) => layer.name).join(', ')
    const intro = `${count(this.notes.length, 'annotation')} by ${count(voices.size, 'member')}, ${count(verdicts, 'verdict')}, ${count(comments, 'comment')}. ${this.paper.seminar}: ${layers}. Version ${versionText(this.paper.versionHash)}, ${dayText(this.paper.at)}. Times are UTC.`
    return `all-notes(${this.label(intro)}, ${typstBlock(this.notes.map((note) => this.full(note)))})`
  }

  private full(note: Note): string {
    const box = note.place === null ? 'number-box' : 'note-number'
    const layer = this.paper.layers.length > 1 ? `${note.layerName}, ` : ''
    const when = `${layer}${momentText(note.thread.annotation.at)}`
    const head = `{${box}(${note.number}, "${lookOf(note)}"); h(1.6mm); ui(7.6pt, weight: 600, ${this.label(note.who)}); h(3pt); ui(7.2pt, fill: ink-3, ${this.label(when)})}`
    const exact = note.thread.annotation.anchor.exact.trim()
    const quoted = `${note.place === null ? 'Not in this version: ' : ''}“${clip(exact, QUOTE_SHOWN_CHARS)}”`
    const parts = [
      ...note.counts.map(
        ({ tag, who }) =>
          `verdict-line("${tag.pigment}", ${this.label(tag.key.toUpperCase())}, ${this.label(`${tag.name} ${who.length}`)}, ${this.label(who.join(', '))})`,
      ),
      ...note.thread.verdicts.flatMap((verdict) => {
        if (verdict.rationale === undefined) return []
        const tag = note.counts.find((entry) => entry.tag.id === verdict.tag)?.tag.name ?? ''
        const who = `${this.paper.names.get(verdict.author) ?? ''}, ${tag}`
        return [`said(0, ${this.label(who)}, ${this.label(momentText(verdict.at))}, ${this.text(verdict.rationale)})`]
      }),
      ...note.comments.map((entry) => {
        const words =
          entry.comment.body === null
            ? this.text('Comment removed by its author')
            : this.body(entry.comment.body.content)
        return `said(${Math.min(entry.depth, 6)}, ${this.label(entry.who)}, ${this.label(momentText(entry.comment.at))}, ${words})`
      }),
    ]
    return `full-note(${head}, ${this.text(quoted)}, ${typstBlock(parts)})`
  }

  /** A comment: its first paragraph runs on after the name, the others follow below. */
  private body(blocks: readonly CommentBlock[], where: 'margin' | 'list' = 'list'): string {
    return typstBlock(
      blocks.flatMap((block, at) => {
        if (block.type === 'paragraph')
          return [...(at > 0 ? ['parbreak()'] : []), ...this.inlines(block.content ?? [], where)]
        if (block.type === 'blockquote') return [`quote(block: true, ${this.paragraphs(block.content, where)})`]
        const items = block.content.map((item) => this.paragraphs(item.content, where))
        return [`${block.type === 'bulletList' ? 'list' : 'enum'}(${items.join(', ')})`]
      }),
    )
  }

  private paragraphs(
    paragraphs: readonly Extract<CommentBlock, { type: 'paragraph' }>[],
    where: 'margin' | 'list',
  ): string {
    return typstBlock(
      paragraphs.flatMap((paragraph, at) => [
        ...(at > 0 ? ['parbreak()'] : []),
        ...this.inlines(paragraph.content ?? [], where),
      ]),
    )
  }

  private inlines(inlines: readonly CommentInline[], where: 'margin' | 'list'): readonly string[] {
    return inlines.map((inline) => {
      let code = this.text(inlineText(inline))
      if (inline.type === 'mention') return `strong(${code})`
      for (const mark of inline.marks ?? []) {
        if (mark.type === 'italic') code = `emph(${code})`
        else if (mark.type === 'bold') code = `strong(${code})`
        // An artifact cannot hold a link; the same words in the list do.
        else if (where === 'list') code = `link(${typstString(mark.attrs.href.trim())}, ${code})`
      }
      return code
    })
  }

  private text(text: string): string {
    return typstString(text, this.paper.canShow)
  }

  private label(text: string): string {
    return typstLabel(text, this.paper.canShow)
  }
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** At most `limit` characters, cut at a word, with an ellipsis where something is left out. */
const clip = (text: string, limit: number): string => {
  const line = text.replaceAll(/\s+/gu, ' ')
  if (line.length <= limit) return line
  const cut = line.slice(0, limit)
  const word = cut.lastIndexOf(' ')
  return `${cut.slice(0, word > limit / 2 ? word : limit)}…`
}
