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
  return (thread) => rowsOf(desk, sections, thread)
}

const rowsOf = (
  { frame, codePoints, tags, layerNames }: Desk,
  sections: ReturnType<typeof outline>,
  { layer, thread }: LayerThread,
): readonly (readonly Cell[])[] => {
  const { annotation } = thread
  const { anchor } = annotation
  const isHere = frame.index.text.startsWith(anchor.exact, anchor.start)
  const layerName = layerNames.get(layer) ?? ''
  const section = isHere ? (sectionAt(sections, anchor.start)?.title ?? '') : ''
  const start = isHere ? codePoints.at(anchor.start) : null
  const end = isHere ? codePoints.at(anchor.end) : null
  const resolved = thread.resolved === null ? 'no' : 'yes'
  // A large seminar has tens of thousands of these: each is made at once, of nothing that is made for it.
  const row = (kind: string, { key, author, at, editedAt, removedAt }: Said, own: Own): readonly Cell[] => {
    const cells: Row = {
      kind,
      layer: layerName,
      highlight: thread.key,
      section,
      start,
      end,
      quote: anchor.exact,
      author: nameIn(frame, author),
      written: isoTime(at),
      changed: editedAt === undefined && removedAt === undefined ? null : isoTime(removedAt ?? editedAt ?? at),
      tag: own.tag ?? null,
      text: own.text ?? null,
      answers: own.answers ?? null,
      resolved,
      record: key,
    }
    return NOTE_COLUMNS.map((column) => cells[column])
  }
  const reactionRow = (reaction: ThreadReaction): readonly Cell[] =>
    row('reaction', reaction, { text: reaction.reaction, answers: reaction.comment ?? thread.key })
  const commentRows = (comment: ThreadComment, answers: RecordKey): readonly (readonly Cell[])[] => [
    row(comment.body === null ? 'removed comment' : 'comment', comment, {
      text: comment.body === null ? '' : bodyText(comment.body),
      answers,
    }),
    ...comment.reactions.map(reactionRow),
    ...comment.replies.flatMap((reply) => commentRows(reply, comment.key)),
  ]
  const isRemoved = annotation.removedAt !== undefined
  return [
    row(isRemoved ? 'removed highlight' : 'highlight', { ...annotation, key: thread.key }, {}),
    ...thread.verdicts.map((verdict) =>
      row('verdict', verdict, {
        tag: tags.get(verdict.tag)?.name ?? verdict.tag,
        text: verdict.rationale,
        answers: thread.key,
      }),
    ),
    ...thread.reactions.map(reactionRow),
    ...(thread.resolved === null ? [] : [reactionRow(thread.resolved)]),
    ...thread.comments.flatMap((comment) => commentRows(comment, thread.key)),
  ]
}

/** What only some kinds of rows have. */
interface Own {
  readonly tag?: string
  readonly text?: string | undefined
  readonly answers?: RecordKey
}

interface Said {
  readonly key: RecordKey
  readonly author: MemberId
  readonly at: number
  readonly editedAt?: number | undefined
  readonly removedAt?: number | undefined
}
