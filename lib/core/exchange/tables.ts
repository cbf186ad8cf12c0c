import type { MemberId } from '../base'
import { type RecordKey, type ThreadComment, type ThreadReaction, bodyText } from '../annotation'
import { outline, sectionAt } from '../document'
import { type LayerThread } from '../export'
import { type Desk, type Frame, deskOf, isoTime, nameIn } from './frame'

/** The columns of a table of notes. They stay: other people's scripts know them. */
export const NOTE_COLUMNS = [
  'kind',
  'layer',
  'highlight',
  'section',
  'start',
  'end',
  'quote',
  'author',
  'written',
  'changed',
  'tag',
  'text',
  'answers',
  'resolved',
  'record',
] as const

export type Cell = string | number | null
type Row = Readonly<Record<(typeof NOTE_COLUMNS)[number], Cell>>

/**
 * A function that gives the rows of a thread, each in the order of
 * `NOTE_COLUMNS`: the highlight, then a row a verdict, a comment, a reaction.
 * `start` and `end` are code points, empty where the version does not hold the
 * quote; moments are ISO 8601 in UTC. `answers` is the record that is answered.
 */
export const tableRows = (frame: Frame): ((thread: LayerThread) => readonly (readonly Cell[])[]) => {
  const desk = deskOf(frame)
  const sections = outline(frame.document, frame.index)
  return (thread) => rowsOf(desk, sections, thread).map((row) => NOTE_COLUMNS.map((column) => row[column]))
}

const rowsOf = (
  { frame, codePoints, tags, layerNames }: Desk,
  sections: ReturnType<typeof outline>,
  { layer, thread }: LayerThread,
): readonly Row[] => {
  const { anchor } = thread.annotation
  const isHere = frame.index.text.startsWith(anchor.exact, anchor.start)
  const about = {
    layer: layerNames.get(layer) ?? '',
    highlight: thread.key,
    section: isHere ? (sectionAt(sections, anchor.start)?.title ?? '') : '',
    start: isHere ? codePoints.at(anchor.start) : null,
    end: isHere ? codePoints.at(anchor.end) : null,
    quote: anchor.exact,
    resolved: thread.resolved === null ? 'no' : 'yes',
    tag: null,
    text: null,
    answers: null,
  }
  const said = ({ key, author, at, editedAt, removedAt }: Said) => ({
    author: nameIn(frame, author),
    written: isoTime(at),
    changed: editedAt === undefined && removedAt === undefined ? null : isoTime(removedAt ?? editedAt ?? at),
    record: key,
  })
  const reactionRow = (reaction: ThreadReaction): Row => ({
    ...about,
    kind: 'reaction',
    ...said(reaction),
    text: reaction.reaction,
    answers: reaction.comment ?? thread.key,
  })
  const commentRows = (comment: ThreadComment, answers: RecordKey): readonly Row[] => [
    {
      ...about,
      kind: comment.body === null ? 'removed comment' : 'comment',
      ...said(comment),
      text: comment.body === null ? '' : bodyText(comment.body),
      answers,
    },
    ...comment.reactions.map(reactionRow),
    ...comment.replies.flatMap((reply) => commentRows(reply, comment.key)),
  ]
  const { annotation } = thread
  return [
    {
      ...about,
      kind: annotation.removedAt === undefined ? 'highlight' : 'removed highlight',
      ...said({ ...annotation, key: thread.key }),
    },
    ...thread.verdicts.map((verdict): Row => ({
      ...about,
      kind: 'verdict',
      ...said(verdict),
      tag: tags.get(verdict.tag)?.name ?? verdict.tag,
      text: verdict.rationale ?? null,
      answers: thread.key,
    })),
    ...thread.reactions.map(reactionRow),
    ...(thread.resolved === null ? [] : [reactionRow(thread.resolved)]),
    ...thread.comments.flatMap((comment) => commentRows(comment, thread.key)),
  ]
}

interface Said {
  readonly key: RecordKey
  readonly author: MemberId
  readonly at: number
  readonly editedAt?: number | undefined
  readonly removedAt?: number | undefined
}
