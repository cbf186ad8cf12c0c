import type { Comment, LayerRecord, RecordKey } from '../annotation'
import { THREAD_MAX_DEPTH } from './limits'

/** The threads of comments as an update leaves them. What was once looked up is remembered. */
export interface Threads {
  readonly commentAt: (key: RecordKey) => Comment | undefined
  /**
   * How many comments are above one, 0 where none is; `Infinity` above
   * `THREAD_MAX_DEPTH`, and in a circle. A thread begins again below a comment
   * that a moderator took away.
   */
  readonly depthOf: (key: RecordKey) => number
}

/** Threads over the records as they will be. Many answers deep in one thread cost one walk up, not one each. */
export const openThreads = (recordAfter: (key: RecordKey) => LayerRecord | undefined): Threads => {
  const comments = new Map<RecordKey, Comment | undefined>()
  const depths = new Map<RecordKey, number>()
  const commentAt = (key: RecordKey): Comment | undefined => {
    if (comments.has(key)) return comments.get(key)
    const record = recordAfter(key)
    const comment = record?.kind === 'comment' ? record : undefined
    comments.set(key, comment)
    return comment
  }
  return {
    commentAt,
    depthOf: (key) => {
      const path: RecordKey[] = []
      let above: RecordKey | null = key
      let depth = -1
      while (above !== null) {
        const known = depths.get(above)
        if (known !== undefined) {
          depth = known
          break
        }
        const comment = commentAt(above)
        if (comment === undefined) break
        path.push(above)
        // A circle ends here too.
        if (path.length > THREAD_MAX_DEPTH + 1) return Infinity
        above = comment.parent
      }
      for (const below of path.reverse()) {
        depth += 1
        depths.set(below, depth)
      }
      return depth > THREAD_MAX_DEPTH ? Infinity : depth
    },
  }
}
