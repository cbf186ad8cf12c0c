import { type AnnotatedPaper, layoutOf, versionText } from './paper'
import { LANGUAGE_FACTS } from '../base'
import type { PdfLayout } from './layout'
import { type Note, notesOf } from './notes'
import { type Stretch, stretchesOf } from './stretches'
import { typstBody } from './typst-body'
import { figuresCode } from './typst-figures'
import { frontCode } from './typst-front'
import { indexCode } from './typst-index'
import { NotesWriter } from './typst-notes'
import { typstTemplate } from './typst-template'
import { languageOf } from './direction'
import { joinTypstFiles } from './typst-files'
import { typstArray, typstBlock, typstLabel } from './typst-text'

/** Where a note begins: the page of the paper, from 1, and the height there in points from the upper edge. */
export interface Spot {
  readonly page: number
  readonly top: number
}

/** A paper as Typst source (several files, `typstFilesOf`), and what the press needs to find its highlights again. */
export interface TypesetPaper {
  /**
   * The text alone, set as it is in the whole. It says where each note stands,
   * and stays the same while the text and the numbers in it do.
   */
  readonly body: string
  /** The whole file, once the places of the notes (by index) are known. */
  readonly whole: (spots: ReadonlyMap<number, Spot>) => string
  readonly notes: readonly Note[]
  readonly stretches: readonly Stretch[]
  readonly hrefs: readonly string[]
}

/**
 * The annotated paper as Typst source (Typst 0.14). `by` says how passages are
 * found in the file that Typst makes: by its text, or by links around them.
 */
export const typesetPaper = (paper: AnnotatedPaper, by: 'text' | 'links' = 'text'): TypesetPaper => {
  const layout = layoutOf(paper)
  const notes = notesOf(paper)
  const stretches = stretchesOf(notes)
  const body = typstBody(paper, { notes, areNumbered: layout.marginNotes, stretches: by === 'links' ? stretches : [] })
  const start = `#let paper = ${paperWords(paper, notes)}`
  const template = typstTemplate(layout)
  const text = `#import "template.typ": *\n#let text-of-paper = {\n${body.code}\n}`
  const source = (isPlain: boolean, sides: string, starts: string, around: (pages: string) => string): string =>
    joinTypstFiles([
      {
        name: 'given.typ',
        code: [start, `#let plain = ${String(isPlain)}`, `#let sides = ${sides}`, `#let starts = ${starts}`].join('\n'),
      },
      { name: 'template.typ', code: template },
      { name: 'text.typ', code: text },
      {
        name: 'main.typ',
        code: `#import "template.typ": *\n#import "text.typ": text-of-paper\n#show: dressed\n#{\n${around('paper-pages(text-of-paper)')}\n}`,
      },
    ])
  const writer = new NotesWriter(paper, notes)
  return {
    body: source(true, '(:)', '(:)', (pages) => pages),
    whole: (spots) => {
      const pages = notes.map((_, at) => spots.get(at)?.page)
      const back = [
        figuresCode(paper),
        indexCode(paper, notes, pages),
        layout.marginNotes && notes.length > 0 ? writer.list() : '',
      ].filter((part) => part !== '')
      return source(false, sidesCode(layout, notes, writer), startsCode(layout, notes, spots), (paperPages) =>
        [
          frontCode(paper, notes, body.contents),
          paperPages,
          back.length === 0 ? '' : `back-pages(${typstBlock(back)})`,
        ].join('\n'),
      )
    },
    notes,
    stretches,
    hrefs: body.hrefs,
  }
}

const sidesCode = (layout: PdfLayout, notes: readonly Note[], writer: NotesWriter): string => {
  const placed = layout.marginNotes ? notes.filter((note) => note.place !== null) : []
  return `(${placed.map((note) => `"${note.number}": ${writer.side(note)}, `).join('\n') || ':'})`
}

const startsCode = (layout: PdfLayout, notes: readonly Note[], spots: ReadonlyMap<number, Spot>): string => {
  const pages = new Map<number, string[]>()
  for (const [at, { page, top }] of layout.marginNotes ? spots : []) {
    const list = pages.get(page) ?? []
    list.push(`(n: ${notes[at]?.number ?? 0}, y: ${Math.round(top * 100) / 100}pt)`)
    pages.set(page, list)
  }
  return `(${[...pages].map(([page, list]) => `"${page}": ${typstArray(list)}`).join(', ') || ':'})`
}

/** Stands in a sentence for what only Typst knows. */
const HOLE = '\u0000'

const paperWords = (paper: AnnotatedPaper, notes: readonly Note[]): string => {
  const label = (text: string): string => typstLabel(text, paper.canShow)
  const used = new Set(notes.flatMap((note) => note.counts.map((count) => count.tag.id)))
  const legend = paper.tags.filter((tag) => tag.active || used.has(tag.id)).toSorted((a, b) => a.position - b.position)
  const { language, say } = paper.words
  const { direction } = LANGUAGE_FACTS[language]
  // On the pages of the paper it stands in a line that runs from the left.
  const held = (words: string): string => (direction === 'rtl' ? `\u2067${words}\u2069` : words)
  const fields = [
    `lang: "${languageOf(paper)}"`,
    `own-lang: "${language}"`,
    `own-dir: ${direction}`,
    `left-out: ${typstArray(say('notes.leftOut', { count: HOLE }).split(HOLE).map(label))}`,
    `title: ${label(paper.title)}`,
    `authors: ${typstArray(paper.authors.map(label))}`,
    `foot: ${label(held(footText(paper)))}`,
    `legend: ${typstArray(legend.map((tag) => `(${label(tag.key.toUpperCase())}, "${tag.pigment}", ${label(tag.name)})`))}`,
  ]
  return `(${fields.join(', ')})`
}

/** What the file holds, in one line: `South Asian Security, Group B. Names shown. Version 3f9a 2c71, 3 November 2026`. */
const footText = (paper: AnnotatedPaper): string => {
  const { say, list, day } = paper.words
  const { length } = paper.layers
  const layers = length > 3 ? [say('counts.layers', { count: length })] : paper.layers.map(({ name }) => name)
  return say('foot.line', {
    what: list([paper.seminar, ...layers]),
    names: say(layoutOf(paper).names ? 'foot.named' : 'foot.nameless'),
    version: say('places.version', { version: versionText(paper.versionHash), day: day(paper.at) }),
  })
}
