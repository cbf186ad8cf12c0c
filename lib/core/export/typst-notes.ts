import { type CommentBlock, type CommentInline, inlineText, voicesOf } from '../annotation'
import type { Note } from './notes'
import { type AnnotatedPaper, dayText, momentText, versionText } from './paper'
import { lookOf } from './typst-body'
import { typstArray, typstBlock, typstLabel, typstString } from './typst-text'

/** How much of a quote stands over a note in the list at the end; the whole of it is in the text. */
const QUOTE_SHOWN_CHARS = 220
/** How much of a first comment stays when a margin is full; all of it is in the list at the end. */
const SHORT_CHARS = 130

/** The notes as Typst code: beside the text, and with their whole threads in the list at the end. */
export class NotesWriter {
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

/** `1 comment`, `2 comments`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** At most `limit` characters, cut at a word, with an ellipsis where something is left out. */
export const clip = (text: string, limit: number): string => {
  const line = text.replaceAll(/\s+/gu, ' ')
  if (line.length <= limit) return line
  const cut = line.slice(0, limit)
  const word = cut.lastIndexOf(' ')
  return `${cut.slice(0, word > limit / 2 ? word : limit)}…`
}
