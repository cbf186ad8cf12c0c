import { voicesOf } from '../annotation'
import type { Note } from './notes'
import { type AnnotatedPaper, layoutOf } from './paper'
import type { ContentsEntry } from './typst-body'
import { typstBlock, typstSheetLabel } from './typst-text'

/** A longer table of contents is set in two columns, so that the sheet stays one page. */
const CONTENTS_ONE_COLUMN_MAX = 12

/** The sheet before the paper: what was chosen, what the colours mean, and the contents. */
export const frontCode = (
  paper: AnnotatedPaper,
  notes: readonly Note[],
  contents: readonly ContentsEntry[],
): string => {
  const label = (text: string): string => typstSheetLabel(paper, text)
  const { say, list, day } = paper.words
  const lines: readonly (readonly [string, string])[] = [
    [say('front.seminar'), paper.seminar],
    ...(paper.layers.length === 0
      ? []
      : ([[say('front.layers', { count: paper.layers.length }), list(paper.layers.map(({ name }) => name))]] as const)),
    ...(paper.choice ?? []).map((line) => [line.label, line.words] as const),
    [say('front.names'), say(layoutOf(paper).names ? 'front.namesShown' : 'front.namesHidden')],
    [say('front.inFile'), totals(paper, notes)],
    [say('front.version'), paper.versionHash.replaceAll(/(.{4})(?=.)/gu, '$1 ')],
    [say('front.made'), say('front.madeOn', { day: day(paper.at) })],
  ]
  const ledBy = (tag: string): number => notes.filter((note) => note.counts[0]?.tag.id === tag).length
  const used = new Set(notes.flatMap((note) => note.counts.map(({ tag }) => tag.id)))
  const legend = paper.tags
    .filter((tag) => tag.active || used.has(tag.id))
    .toSorted((a, b) => a.position - b.position)
    .map(
      (tag) =>
        `legend-line(${label(tag.key.toUpperCase())}, "${tag.pigment}", ${label(tag.name)}, ${label(say('counts.passages', { count: ledBy(tag.id) }))}, ${label(tag.definition)})`,
    )
  return `front-sheet(${label(say('front.kind'))}, ${label(paper.title)}, ${label(list(paper.authors))}, ${typstBlock([
    ...lines.map(([name, words]) => `label-line(${label(name)}, ${label(words)})`),
    ...(legend.length === 0
      ? []
      : [
          `sheet-heading(${label(say('front.colours'))})`,
          ...legend,
          `figure-note(${label(say('front.coloursRule'))})`,
        ]),
    ...(contents.length === 0
      ? []
      : [
          `sheet-heading(${label(say('places.contents'))})`,
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
export const totals = ({ words: { say } }: Pick<AnnotatedPaper, 'words'>, notes: readonly Note[]): string => {
  const voices = new Set(notes.flatMap((note) => [...voicesOf(note.thread)]))
  return say('counts.totals', {
    annotations: say('counts.annotations', { count: notes.length }),
    members: say('counts.members', { count: voices.size }),
    verdicts: say('counts.verdicts', { count: notes.reduce((sum, { thread }) => sum + thread.verdicts.length, 0) }),
    comments: say('counts.comments', { count: notes.reduce((sum, { thread }) => sum + thread.commentCount, 0) }),
  })
}
