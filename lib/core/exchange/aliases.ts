import type { MemberId } from '../base'
import {
  type CommentBody,
  type RecordKey,
  type Thread,
  type ThreadComment,
  type ThreadReaction,
  parseRecordKey,
  reactionKey,
  recordKey,
  taggingKey,
  withInlines,
} from '../annotation'

/** Who stands for a member in a file without names, and what they are called. */
export interface Alias {
  readonly member: MemberId
  readonly name: string
}

/**
 * A thread as others may see it who must not know who wrote it: authors, keys
 * and those who are spoken to are aliases, everywhere the same. What somebody
 * wrote stays, a name in it too.
 */
export const withAliases = (thread: Thread, aliasOf: (member: MemberId) => Alias): Thread => {
  const authorOf = ({ author }: { readonly author: MemberId }): MemberId => aliasOf(author).member
  const renamed = (key: RecordKey): RecordKey => {
    const parts = parseRecordKey(key)
    if (parts === undefined) throw new Error('a record has a key')
    return recordKey(parts.kind, aliasOf(parts.owner).member, parts.local)
  }
  const key = renamed(thread.key)
  const reaction = (given: ThreadReaction): ThreadReaction => {
    const author = authorOf(given)
    const comment = given.comment === null ? null : renamed(given.comment)
    return { ...given, author, annotation: key, comment, key: reactionKey(author, comment ?? key, given.reaction) }
  }
  const comment = (given: ThreadComment): ThreadComment => ({
    ...given,
    key: renamed(given.key),
    author: authorOf(given),
    annotation: key,
    parent: given.parent === null ? null : renamed(given.parent),
    body: given.body === null ? null : bodyWithAliases(given.body, aliasOf),
    reactions: given.reactions.map(reaction),
    replies: given.replies.map(comment),
  })
  return {
    ...thread,
    key,
    annotation: { ...thread.annotation, author: authorOf(thread.annotation) },
    verdicts: thread.verdicts.map((verdict) => {
      const author = authorOf(verdict)
      return { ...verdict, author, annotation: key, key: taggingKey(author, key) }
    }),
    comments: thread.comments.map(comment),
    reactions: thread.reactions.map(reaction),
    resolved: thread.resolved === null ? null : reaction(thread.resolved),
  }
}

const bodyWithAliases = (body: CommentBody, aliasOf: (member: MemberId) => Alias): CommentBody =>
  withInlines(body, (piece) => {
    if (piece.type !== 'mention') return piece
    const { member, name } = aliasOf(piece.attrs.id)
    return { type: 'mention', attrs: { id: member, label: name } }
  })
