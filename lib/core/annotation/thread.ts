import type { MemberId } from '../base'
import type { RecordKey } from './key'
import type { Annotation, Comment, LayerRecord, Reaction, Tagging } from './record'

/** One member's verdict, with its key. */
export interface Verdict extends Tagging {
  readonly key: RecordKey
}

/** One press of one member, with its key. */
export interface ThreadReaction extends Reaction {
  readonly key: RecordKey
}

/** A comment and what answers it, oldest first. */
export interface ThreadComment extends Comment {
  readonly key: RecordKey
  /** To this comment, oldest first. */
  readonly reactions: readonly ThreadReaction[]
  readonly replies: readonly ThreadComment[]
}

/** An annotation with everything said about it. */
export interface Thread {
  readonly key: RecordKey
  readonly annotation: Annotation
  /** One a member at most, oldest first. */
  readonly verdicts: readonly Verdict[]
  /** Those on the annotation itself, oldest first; answers hang below them. */
  readonly comments: readonly ThreadComment[]
  /** The comments whose words are still there, at any depth. */
  readonly commentCount: number
  /** To the passage itself, oldest first; without those that say how the thread stands. */
  readonly reactions: readonly ThreadReaction[]
  /** The word that resolved the thread; `null` while it is open. */
  readonly resolved: ThreadReaction | null
}

/**
 * The threads of a layer in the order of the text (by start, then the longer
 * first, then by key). An annotation that its author removed is there only
 * while another member's verdict or comment hangs on it; a removed comment only
 * while an answer does. Records whose annotation is missing are left out.
 */
export const threadsOf = (records: Iterable<readonly [RecordKey, LayerRecord]>): readonly Thread[] => {
  const annotations: [RecordKey, Annotation][] = []
  const verdicts = new Map<RecordKey, Verdict[]>()
  const comments = new Map<RecordKey, KeyedComment[]>()
  const reactions = new Map<RecordKey, ThreadReaction[]>()
  // The key before the rest: an engine copies a record into such an object many times faster.
  for (const [key, record] of records) {
    if (record.kind === 'annotation') annotations.push([key, record])
    else if (record.kind === 'tagging') append(verdicts, record.annotation, { key, ...record })
    else if (record.kind === 'reaction') append(reactions, record.comment ?? record.annotation, { key, ...record })
    else append(comments, record.annotation, { key, ...record })
  }
  return inTextOrder(annotations)
    .map(([key, annotation]): Thread => {
      const flat = comments.get(key)
      const tree = flat === undefined ? NO_COMMENTS : commentTree(flat, reactions)
      const own = inAge(reactions.get(key) ?? NO_REACTIONS)
      return {
        key,
        annotation,
        verdicts: inAge(verdicts.get(key) ?? NO_VERDICTS),
        comments: tree,
        commentCount: countComments(tree),
        reactions: own.length === 0 ? own : own.filter((reaction) => !saysState(reaction)),
        resolved: own.length === 0 ? null : resolutionOf(own),
      }
    })
    .filter((thread) => thread.annotation.removedAt === undefined || hasOthers(thread))
}

/** By start, then the longer first, then by key; what is compared is laid side by side first, which is twice as fast. */
const inTextOrder = (annotations: readonly (readonly [RecordKey, Annotation])[]) =>
  annotations
    .map((entry) => ({ entry, key: entry[0], start: entry[1].anchor.start, end: entry[1].anchor.end }))
    .sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry)

/** The members who say something in the thread, each once. */
export const voicesOf = (thread: Thread): ReadonlySet<MemberId> => {
  const voices = new Set<MemberId>()
  if (thread.annotation.removedAt === undefined) voices.add(thread.annotation.author)
  for (const verdict of thread.verdicts) voices.add(verdict.author)
  const visit = (comment: ThreadComment): void => {
    if (comment.body !== null) voices.add(comment.author)
    comment.replies.forEach(visit)
  }
  thread.comments.forEach(visit)
  return voices
}

// Most threads of a large layer have none of these: what they need not make adds up.
const NO_REACTIONS: readonly ThreadReaction[] = []
const NO_COMMENTS: readonly ThreadComment[] = []
const NO_VERDICTS: readonly Verdict[] = []

const hasOthers = (thread: Thread): boolean => [...voicesOf(thread)].some((voice) => voice !== thread.annotation.author)

type KeyedComment = Comment & { readonly key: RecordKey }

const saysState = ({ reaction }: Reaction): boolean => reaction === 'resolved' || reaction === 'reopened'

/** A member's later word moves their record's `editedAt`; the latest of all members counts. */
const resolutionOf = (reactions: readonly ThreadReaction[]): ThreadReaction | null => {
  const said = (reaction: ThreadReaction): number => reaction.editedAt ?? reaction.at
  const latest = reactions
    .filter(saysState)
    .toSorted((a, b) => said(a) - said(b) || (a.key < b.key ? -1 : 1))
    .at(-1)
  return latest?.reaction === 'resolved' ? latest : null
}

const commentTree = (
  flat: readonly KeyedComment[],
  reactions: ReadonlyMap<RecordKey, readonly ThreadReaction[]>,
): readonly ThreadComment[] => {
  const [first] = flat
  if (first !== undefined && flat.length === 1)
    return first.body === null
      ? NO_COMMENTS
      : [{ ...first, reactions: inAge(reactions.get(first.key) ?? NO_REACTIONS), replies: NO_COMMENTS }]
  const parents = parentsOf(flat)
  const children = new Map<RecordKey | null, KeyedComment[]>()
  for (const comment of flat) append(children, parents.get(comment.key) ?? null, comment)
  const build = (parent: RecordKey | null): ThreadComment[] =>
    (children.get(parent) ?? [])
      .toSorted(byAge)
      .map((comment): ThreadComment => ({
        ...comment,
        reactions: inAge(reactions.get(comment.key) ?? NO_REACTIONS),
        replies: build(comment.key),
      }))
      .filter((comment) => comment.body !== null || comment.replies.length > 0)
  return build(null)
}

/**
 * What each comment hangs on; `null` is the annotation itself. An answer to a
 * comment that is not there stands on the annotation, and so does the oldest of
 * comments that answer each other in a circle: nobody's words go missing.
 */
const parentsOf = (flat: readonly KeyedComment[]): ReadonlyMap<RecordKey, RecordKey | null> => {
  const known = new Map(flat.map((comment) => [comment.key, comment]))
  const parents = new Map<RecordKey, RecordKey | null>(
    flat.map(({ key, parent }) => [key, parent !== null && known.has(parent) ? parent : null]),
  )
  const settled = new Set<RecordKey>()
  for (const { key } of flat) {
    const path = new Set<RecordKey>()
    let at: RecordKey | null = key
    while (at !== null && !settled.has(at) && !path.has(at)) {
      path.add(at)
      at = parents.get(at) ?? null
    }
    if (at !== null && path.has(at)) {
      const circle = [...path].slice([...path].indexOf(at)).flatMap((member) => known.get(member) ?? [])
      const oldest = circle.toSorted(byAge)[0]
      if (oldest !== undefined) parents.set(oldest.key, null)
    }
    for (const member of path) settled.add(member)
  }
  return parents
}

const countComments = (comments: readonly ThreadComment[]): number =>
  comments.reduce((sum, comment) => sum + (comment.body === null ? 0 : 1) + countComments(comment.replies), 0)

const byAge = (a: { at: number; key: string }, b: { at: number; key: string }): number =>
  a.at - b.at || (a.key < b.key ? -1 : 1)

/** The oldest first. The list itself where it has no more than one. */
const inAge = <Item extends { readonly at: number; readonly key: string }>(items: readonly Item[]): readonly Item[] =>
  items.length < 2 ? items : items.toSorted(byAge)

const append = <Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
