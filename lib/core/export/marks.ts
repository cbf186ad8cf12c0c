import { type RecordKey, depthOf } from '../annotation'
import { type Note, nameOf } from './notes'
import { type Paint, paintsOf } from './paint'
import type { AnnotatedPaper } from './paper'
import { FILL_OPACITY, PAPER_PIGMENTS, type Rgb, UNTAGGED } from './pigments'
import { reactionLines } from './reactions'
import { richBody, richText } from './rich-text'
import type { Stretch } from './stretches'

/** A comment as it stands in a PDF: an answer to its note or to another comment. */
export interface Answer {
  /** Unique in the file. */
  readonly name: string
  /** The `name` of what it answers. */
  readonly parent: string
  readonly author: string
  readonly at: number
  readonly changedAt: number
  readonly words: string
  /** The same as XHTML, for `RC`: paragraphs with bold and italic. */
  readonly rich: string
}

/** A note as it stands in a PDF: one highlight, the same in every viewer. Moments are milliseconds since 1970 (UTC). */
export interface Highlight {
  /** Unique in the file: the record's key. */
  readonly name: string
  readonly author: string
  readonly at: number
  readonly changedAt: number
  /** The tag with most verdicts, ties in the order of the codebook; grey without a verdict. */
  readonly colour: Rgb
  readonly opacity: number
  /** The tags given, leading first; empty without a verdict. */
  readonly subject: string
  /** The verdicts by tag, then the first comment, else the quote. */
  readonly words: string
  /** The same as XHTML, for `RC`. */
  readonly rich: string
  /** Its passage in the plain text. */
  readonly start: number
  readonly end: number
  /** Who resolved the thread, and when; `null` while it is open. */
  readonly resolved: { readonly name: string; readonly author: string; readonly at: number } | null
  /** Ids of the stretches of its passage, in order. */
  readonly stretches: readonly number[]
  /** What this highlight paints on each of its stretches. */
  readonly paints: readonly Paint[]
  /** In the order of reading: each after what it answers. */
  readonly answers: readonly Answer[]
}

/** The highlights of a paper, in the order of its notes. A note that the version does not hold has none. */
export const highlightsOf = (
  paper: AnnotatedPaper,
  notes: readonly Note[],
  stretches: readonly Stretch[],
): readonly Highlight[] => {
  const paints = paintsOf(notes, stretches)
  const covering = new Map<number, number[]>()
  for (const stretch of stretches) {
    for (const note of stretch.notes) {
      const list = covering.get(note) ?? []
      list.push(stretch.id)
      covering.set(note, list)
    }
  }
  const taken = new Set<string>()
  // Two layers may hold records of the same key; in one file a name stands for one thing.
  const name = (key: RecordKey): string => {
    let free: string = key
    for (let copy = 2; taken.has(free); copy += 1) free = `${key}#${copy}`
    taken.add(free)
    return free
  }
  return notes.flatMap((note, at): Highlight[] => {
    if (note.place === null) return []
    const { annotation } = note.thread
    const lead = note.counts[0]?.tag.pigment
    const own = name(note.thread.key)
    return [
      {
        name: own,
        author: note.who,
        at: annotation.at,
        changedAt: lastChange(note),
        colour: (lead === undefined ? UNTAGGED : PAPER_PIGMENTS[lead]).fill,
        opacity: FILL_OPACITY[depthOf(note.counts[0]?.who.length ?? 1)],
        subject: paper.words.list(note.counts.map(({ tag }) => tag.name)),
        ...said(wordsOf(paper, note)),
        start: note.place.start,
        end: note.place.end,
        resolved: resolutionOf(paper, note, name),
        stretches: covering.get(at) ?? [],
        paints: paints.get(at) ?? [],
        answers: answersOf(paper, note, own, name),
      },
    ]
  })
}

const said = (words: string): { readonly words: string; readonly rich: string } => ({ words, rich: richText(words) })

const resolutionOf = (paper: AnnotatedPaper, note: Note, name: (key: RecordKey) => string): Highlight['resolved'] => {
  const { resolved } = note.thread
  if (resolved === null) return null
  return { name: name(resolved.key), author: nameOf(paper, resolved.author), at: resolved.editedAt ?? resolved.at }
}

const lastChange = (note: Note): number => {
  const { annotation, verdicts } = note.thread
  return Math.max(annotation.editedAt ?? annotation.at, ...verdicts.map((verdict) => verdict.editedAt ?? verdict.at))
}

const wordsOf = (paper: AnnotatedPaper, note: Note): string => {
  const { list } = paper.words
  const verdicts = note.counts.map(({ tag, who }) => `${tag.name} ${who.length}: ${list(who)}`)
  const reasons = note.thread.verdicts.flatMap((verdict) => {
    const tag = note.counts.find((count) => count.tag.id === verdict.tag)?.tag.name
    if (verdict.rationale === undefined || tag === undefined) return []
    return [`${list([nameOf(paper, verdict.author), tag])}: ${verdict.rationale}`]
  })
  const first = note.comments.find((entry) => entry.text !== null)
  const words =
    first === undefined ? `“${note.thread.annotation.anchor.exact.trim()}”` : `${first.who}: ${first.text ?? ''}`
  const layer = paper.layers.length > 1 ? [note.layerName] : []
  return [...layer, ...verdicts, ...reasons, words, ...reactionLines(paper, note.thread.reactions)].join('\n')
}

const answersOf = (
  paper: AnnotatedPaper,
  note: Note,
  own: string,
  name: (key: RecordKey) => string,
): readonly Answer[] => {
  const names: string[] = []
  const { say, moment } = paper.words
  return note.comments.map(({ comment, depth, who, text }): Answer => {
    const free = name(comment.key)
    names[depth] = free
    const reactions = reactionLines(paper, comment.reactions)
    const removed = say('said.removedCommentAt', { moment: moment(comment.removedAt ?? comment.at) })
    return {
      name: free,
      // Comments come in the order of reading, so the last one a step up is the parent.
      parent: depth === 0 ? own : (names[depth - 1] ?? own),
      author: who,
      at: comment.at,
      changedAt: comment.editedAt ?? comment.removedAt ?? comment.at,
      words: [text ?? removed, ...reactions].join('\n'),
      rich:
        comment.body === null
          ? richText([removed, ...reactions].join('\n'))
          : richBody(comment.body.content, reactions),
    }
  })
}
