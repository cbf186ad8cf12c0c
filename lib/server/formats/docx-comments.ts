import type { ICommentOptions, Paragraph } from 'docx'
import { LANGUAGE_FACTS } from '../../core/base'
import { type Frame, type Note, nameIn } from '../../core/exchange'
import { type Way, clean, line } from './docx-text'

export type WordComment = ICommentOptions

/**
 * A note as comments of Word, the first of which the others answer: Word's
 * threads are one step deep, so an answer to an answer says to whom it is.
 * `from` is the first free id.
 */
export const wordComments = (frame: Frame, note: Note, from: number): readonly WordComment[] => {
  const { annotation, verdicts, resolved } = note.thread
  const { say, list } = frame.words
  const way: Way = LANGUAGE_FACTS[frame.words.language].direction === 'rtl' ? 'backward' : 'forward'
  // Words of ours are told from those of people.
  const ours = (text: string): Paragraph => line(text, { italics: true }, way)
  const [first, ...rest] = note.comments
  // The first words of who made the highlight are the note itself.
  const opens = first?.comment.author === annotation.author && first.text !== null
  const answers = opens ? rest : note.comments
  const counts = note.counts.map(({ tag, who }) => `${tag.name} ${who.length}: ${list(who)}`)
  const reasons = verdicts.flatMap(({ author, rationale }) =>
    rationale === undefined ? [] : [`${nameIn(frame, author)}: ${rationale}`],
  )
  const layer = frame.layers.length > 1 ? [note.layerName] : []
  const head = [...layer, ...counts, ...reasons]
  const own = opens ? first.text : head.length === 0 ? say('said.highlighted') : ''
  const root: WordComment = {
    id: from,
    author: clean(note.who),
    initials: initialsOf(note.who),
    date: new Date(annotation.at),
    resolved: resolved !== null,
    children: [...head.map(ours), ...linesOf(own)],
  }
  const path: string[] = []
  return [
    root,
    ...answers.map(({ comment, depth, who, text }, nth): WordComment => {
      path[depth] = who
      const to = depth === 0 ? undefined : path[depth - 1]
      return {
        id: from + 1 + nth,
        parentId: from,
        author: clean(who),
        initials: initialsOf(who),
        date: new Date(comment.at),
        children: [
          ...(to === undefined ? [] : [ours(say('said.to', { name: to }))]),
          ...linesOf(text ?? say('said.removedWords')),
        ],
      }
    }),
  ]
}

const linesOf = (text: string): readonly Paragraph[] =>
  text === '' ? [] : text.split('\n').map((words) => line(words))

const initialsOf = (name: string): string =>
  clean(name)
    .split(/\s+/u)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .slice(0, 4)
