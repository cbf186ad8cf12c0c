import type { TagId } from '../base'
import { type Tag, type Thread, type ThreadComment, bodyText } from '../annotation'
import type { AnnotatedPaper } from './paper'

/** The verdicts for one tag of a thread. */
export interface TagCount {
  readonly tag: Tag
  /** Names of those who gave it, oldest verdict first. */
  readonly who: readonly string[]
}

/** A comment of a thread with its depth: 0 on the annotation itself. */
export interface NoteComment {
  readonly comment: ThreadComment
  readonly depth: number
  readonly who: string
  /** `null` where its author removed it. */
  readonly text: string | null
}

/** One annotation as the file prints it. */
export interface Note {
  /** Its number in the file, from 1 in the order of the text; those without a place come last. */
  readonly number: number
  readonly layerName: string
  readonly thread: Thread
  /** Where it is in the text, without space at its ends; `null` where the version does not hold its quote. */
  readonly place: { readonly start: number; readonly end: number } | null
  /** Its author; where they took it away and others had answered, that they did. */
  readonly who: string
  /** Leading tag first: by verdicts, ties in the order of the codebook. */
  readonly counts: readonly TagCount[]
  /** Every comment in the order of reading: each before its answers. */
  readonly comments: readonly NoteComment[]
}

/** The notes of a paper, numbered. */
export const notesOf = (paper: AnnotatedPaper): readonly Note[] => {
  const tags = new Map<TagId, Tag>(paper.tags.map((tag) => [tag.id, tag]))
  const layerNames = new Map(paper.layers.map((layer) => [layer.id, layer.name]))
  const placed = paper.threads.map(({ layer, thread }) => ({ layer, thread, place: placeOf(paper, thread) }))
  placed.sort(
    (a, b) =>
      (a.place?.start ?? Infinity) - (b.place?.start ?? Infinity) ||
      (b.place?.end ?? 0) - (a.place?.end ?? 0) ||
      (a.thread.key < b.thread.key ? -1 : 1),
  )
  return placed.map(({ layer, thread, place }, at) => ({
    number: at + 1,
    layerName: layerNames.get(layer) ?? '',
    thread,
    place,
    who:
      thread.annotation.removedAt === undefined
        ? nameOf(paper, thread.annotation.author)
        : paper.words.say('said.removedAnnotation'),
    counts: countTags(paper, tags, thread),
    comments: flatten(paper, thread.comments, 0),
  }))
}

/** The name to print for a member. */
export const nameOf = (
  { names, words }: Pick<AnnotatedPaper, 'names' | 'words'>,
  member: Thread['annotation']['author'],
): string => names.get(member) ?? words.say('said.formerMember')

const placeOf = (paper: AnnotatedPaper, thread: Thread): Note['place'] => {
  const { start, end, exact } = thread.annotation.anchor
  if (paper.index.text.slice(start, end) !== exact) return null
  const lead = exact.length - exact.trimStart().length
  const length = exact.trim().length
  return length === 0 ? null : { start: start + lead, end: start + lead + length }
}

const countTags = (paper: AnnotatedPaper, tags: ReadonlyMap<TagId, Tag>, thread: Thread): readonly TagCount[] => {
  const who = new Map<TagId, string[]>()
  for (const verdict of thread.verdicts) {
    const names = who.get(verdict.tag) ?? []
    names.push(nameOf(paper, verdict.author))
    who.set(verdict.tag, names)
  }
  return [...who]
    .flatMap(([id, names]) => {
      const tag = tags.get(id)
      return tag === undefined ? [] : [{ tag, who: names }]
    })
    .sort((a, b) => b.who.length - a.who.length || a.tag.position - b.tag.position)
}

const flatten = (paper: AnnotatedPaper, comments: readonly ThreadComment[], depth: number): readonly NoteComment[] =>
  comments.flatMap((comment) => [
    {
      comment,
      depth,
      who: nameOf(paper, comment.author),
      text: comment.body === null ? null : bodyText(comment.body),
    },
    ...flatten(paper, comment.replies, depth + 1),
  ])
