import { type CommentBlock, type CommentInline, inlineText } from '../annotation'
import { LANGUAGE_FACTS } from '../base'
import { type Direction, heldIn } from './direction'
import { type Note, nameOf } from './notes'
import { type AnnotatedPaper, versionText } from './paper'
import { lookOf } from './typst-body'
import { totals } from './typst-front'
import { typstArray, typstBlock, typstLabel, typstSheetLabel, typstString } from './typst-text'
import type { FileWords } from './words'

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
      `more: ${this.label(this.words.say('notes.answers', { count: more }))}`,
    ]
    return `(${fields.join(', ')})`
  }

  /** Every note with its whole thread. */
  list(): string {
    const { say, list, day } = this.words
    const intro = say('notes.intro', {
      totals: totals(this.paper, this.notes),
      seminar: this.paper.seminar,
      layers: list(this.paper.layers.map(({ name }) => name)),
      version: say('places.version', { version: versionText(this.paper.versionHash), day: day(this.paper.at) }),
    })
    return `all-notes(${this.own(say('notes.title'))}, ${this.own(intro)}, ${typstBlock(this.notes.map((note) => this.full(note)))})`
  }

  private full(note: Note): string {
    const box = note.place === null ? 'number-box' : 'note-number'
    const { say, list, moment } = this.words
    const layer = this.paper.layers.length > 1 ? [note.layerName] : []
    const when = list([...layer, moment(note.thread.annotation.at)])
    const head = `{${box}(${note.number}, "${lookOf(note)}"); h(1.6mm); ui(7.6pt, weight: 600, ${this.own(note.who)}); h(3pt); ui(7.2pt, fill: ink-3, ${this.own(when)})}`
    const quote = clip(note.thread.annotation.anchor.exact.trim(), QUOTE_SHOWN_CHARS)
    const quoted = note.place === null ? say('places.notHereQuote', { quote }) : `“${quote}”`
    const parts = [
      ...note.counts.map(
        ({ tag, who }) =>
          `verdict-line("${tag.pigment}", ${this.own(tag.key.toUpperCase())}, ${this.own(`${tag.name} ${who.length}`)}, ${this.own(list(who))})`,
      ),
      ...note.thread.verdicts.flatMap((verdict) => {
        if (verdict.rationale === undefined) return []
        const tag = note.counts.find((entry) => entry.tag.id === verdict.tag)?.tag.name ?? ''
        const who = list([nameOf(this.paper, verdict.author), tag])
        return [`said(0, ${this.own(who)}, ${this.own(moment(verdict.at))}, ${this.own(verdict.rationale)})`]
      }),
      ...note.comments.map((entry) => {
        const words =
          entry.comment.body === null ? this.own(say('said.removedComment')) : this.body(entry.comment.body.content)
        return `said(${Math.min(entry.depth, 6)}, ${this.own(entry.who)}, ${this.own(moment(entry.comment.at))}, ${words})`
      }),
    ]
    return `full-note(${head}, ${this.own(quoted)}, ${typstBlock(parts)})`
  }

  /** A comment: its first paragraph runs on after the name, the others follow below. */
  private body(blocks: readonly CommentBlock[], where: Where = 'list'): string {
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

  private paragraphs(paragraphs: readonly Extract<CommentBlock, { type: 'paragraph' }>[], where: Where): string {
    return typstBlock(
      paragraphs.flatMap((paragraph, at) => [
        ...(at > 0 ? ['parbreak()'] : []),
        ...this.inlines(paragraph.content ?? [], where),
      ]),
    )
  }

  private inlines(inlines: readonly CommentInline[], where: Where): readonly string[] {
    const words = inlines.map(inlineText).join('')
    const isHeld = heldIn(where === 'margin' ? 'ltr' : this.direction, words) !== words
    const code = inlines.map((inline) => this.inline(inline, where))
    return isHeld ? ['"\\u{2068}"', ...code, '"\\u{2069}"'] : code
  }

  private inline(inline: CommentInline, where: Where): string {
    let code = this.text(inlineText(inline))
    if (inline.type === 'mention') return `strong(${code})`
    for (const mark of inline.marks ?? []) {
      if (mark.type === 'italic') code = `emph(${code})`
      else if (mark.type === 'bold') code = `strong(${code})`
      // An artifact cannot hold a link; the same words in the list do.
      else if (where === 'list') code = `link(${typstString(mark.attrs.href.trim())}, ${code})`
    }
    return code
  }

  private get words(): FileWords {
    return this.paper.words
  }

  private get direction(): Direction {
    return LANGUAGE_FACTS[this.words.language].direction
  }

  private text(text: string): string {
    return typstString(text, this.paper.canShow)
  }

  /** A label in the margin, whose lines run from the left. */
  private label(text: string): string {
    return typstLabel(text, this.paper.canShow)
  }

  /** A label in the list, among the file's own words. */
  private own(text: string): string {
    return typstSheetLabel(this.paper, text)
  }
}

/** Beside the text, or in the list at the end. */
type Where = 'margin' | 'list'

/** At most `limit` characters, cut at a word, with an ellipsis where something is left out. */
export const clip = (text: string, limit: number): string => {
  const line = text.replaceAll(/\s+/gu, ' ')
  if (line.length <= limit) return line
  const cut = line.slice(0, limit)
  const word = cut.lastIndexOf(' ')
  return `${cut.slice(0, word > limit / 2 ? word : limit)}…`
}
