import { voicesOf } from '../annotation'
import type { Note } from './notes'
import { type AnnotatedPaper, dayText, layoutOf } from './paper'
import type { ContentsEntry } from './typst-body'
import { count } from './typst-notes'
import { typstBlock, typstLabel } from './typst-text'

/** A longer table of contents is set in two columns, so that the sheet stays one page. */
const CONTENTS_ONE_COLUMN_MAX = 12

/** The sheet before the paper: what was chosen, what the colours mean, and the contents. */
export const frontCode = (
  paper: AnnotatedPaper,
  notes: readonly Note[],
  contents: readonly ContentsEntry[],
): string => {
  const label = (text: string): string => typstLabel(text, paper.canShow)
  const lines: readonly (readonly [string, string])[] = [
    ['Seminar', paper.seminar],
    ...(paper.layers.length === 0
      ? []
      : ([
          [paper.layers.length === 1 ? 'Layer' : 'Layers', paper.layers.map((layer) => layer.name).join(', ')],
        ] as const)),
    ...(paper.choice ?? []).map((line) => [line.label, line.words] as const),
    ['Names', layoutOf(paper).names ? 'Shown' : 'Left out: everybody is a numbered reader'],
    ['In this file', totals(notes)],
    ['Version', paper.versionHash.replaceAll(/(.{4})(?=.)/gu, '$1 ')],
    ['Made', `${dayText(paper.at)} (times are UTC)`],
  ]
  const ledBy = (tag: string): number => notes.filter((note) => note.counts[0]?.tag.id === tag).length
  const used = new Set(notes.flatMap((note) => note.counts.map(({ tag }) => tag.id)))
  const legend = paper.tags
    .filter((tag) => tag.active || used.has(tag.id))
    .toSorted((a, b) => a.position - b.position)
    .map(
      (tag) =>
        `legend-line(${label(tag.key.toUpperCase())}, "${tag.pigment}", ${label(tag.name)}, ${label(count(ledBy(tag.id), 'passage'))}, ${label(tag.definition)})`,
    )
  return `front-sheet(${typstBlock([
    ...lines.map(([name, words]) => `label-line(${label(name)}, ${label(words)})`),
    ...(legend.length === 0
      ? []
      : [
          'sheet-heading("Colours")',
          ...legend,
          'figure-note("A passage has the colour of the tag with most verdicts; where two have as many, of the one that comes first in the codebook; without a verdict it is grey. Every note is an annotation of this file: a viewer shows its thread.")',
        ]),
    ...(contents.length === 0
      ? []
      : [
          'sheet-heading("Contents")',
          contentsCode(
            contents.length > CONTENTS_ONE_COLUMN_MAX,
            contents.map((entry) => `contents-line(${entry.level}, ${label(entry.words)}, label("${entry.label}"))`),
          ),
        ]),
  ])})`
}

const contentsCode = (isWide: boolean, lines: readonly string[]): string =>
  isWide ? `columns(2, gutter: 8mm, ${typstBlock(lines)})` : typstBlock(lines)

/** `34 annotations by 7 members, 61 verdicts, 48 comments`. */
export const totals = (notes: readonly Note[]): string => {
  const voices = new Set(notes.flatMap((note) => [...voicesOf(note.thread)]))
  const comments = notes.reduce((sum, note) => sum + note.thread.commentCount, 0)
  const verdicts = notes.reduce((sum, note) => sum + note.thread.verdicts.length, 0)
  return `${count(notes.length, 'annotation')} by ${count(voices.size, 'member')}, ${count(verdicts, 'verdict')}, ${count(comments, 'comment')}`
}
