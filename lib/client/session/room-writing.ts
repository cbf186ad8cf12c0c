import { describe as describeAnchor } from '../../core/anchor'
import { commentBodySchema, type RecordKey } from '../../core/annotation'
import { type LayerId, versionId } from '../../core/base'
import type { TextIndex } from '../../core/document'
import type { Change } from '../../core/layer'
import type { Held } from './held'
import type { Step, history } from './history'
import type { RoomActions, RoomSetup } from './room'
import {
  annotated,
  annotationAt,
  commented,
  edited,
  type Hand,
  isSameRecord,
  moved,
  reacted,
  removed,
  resolved,
  restored,
  tagged,
  trimmed,
  untagged,
} from './writes'

/** What a member does in a room, by which records it changes. */
export type RoomWriting = Pick<
  RoomActions,
  'annotate' | 'tag' | 'untag' | 'move' | 'react' | 'resolve' | 'comment' | 'edit' | 'remove' | 'undo' | 'redo'
>

/** Writes as `hand` to the layers that are held, and notes in `past` what can be undone. */
export const roomWriting = (
  hand: Hand,
  index: TextIndex,
  past: ReturnType<typeof history>,
  room: {
    readonly setup: () => RoomSetup
    readonly held: ReadonlyMap<LayerId, Held>
    /** The layer that new notes go to. */
    readonly writeLayer: () => LayerId | null
    readonly refresh: () => void
  },
): RoomWriting => {
  const { held, refresh } = room
  const layerOf = (key: RecordKey): Held | undefined =>
    [...held.values()].find((one) => one.threads.get(key) !== undefined)

  /** Does changes as the member's own and notes what they were before. */
  const write = (one: Held, changes: readonly Change[]): Step => {
    if (changes.length === 0) return []
    const step = changes.map((change) => ({
      layer: one.layer.id,
      key: change.key,
      before: one.threads.get(change.key),
      after: change.kind === 'put' ? change.record : undefined,
    }))
    one.threads.apply(changes)
    one.link.write(changes)
    return step
  }
  const act = (one: Held | undefined, changesOf: (one: Held) => readonly Change[]): void => {
    if (one?.layer.access !== 'write') return
    past.note(write(one, changesOf(one)))
    refresh()
  }

  /** Takes a step back (or forward again) and gives the step that would undo that. Edits that were overtaken are left. */
  const reverse = (step: Step): Step =>
    step.toReversed().flatMap((edit) => {
      const one = held.get(edit.layer)
      if (one?.layer.access !== 'write' || !isSameRecord(one.threads.get(edit.key), edit.after)) return []
      return write(one, restored(one.threads, hand, edit.key, edit.before))
    })

  return {
    annotate: (asked) => {
      const id = room.writeLayer()
      const one = id === null ? undefined : held.get(id)
      const range = trimmed(index.text, asked)
      if (one?.layer.access !== 'write' || range === undefined) return undefined
      const there = annotationAt(one.threads, range)
      if (there !== undefined) return there
      const { key, changes } = annotated(hand, describeAnchor(versionId(room.setup().version.id), index, range))
      act(one, () => changes)
      return key
    },
    tag: (annotation, tag, rationale) => {
      act(layerOf(annotation), (one) => tagged(one.threads, hand, annotation, tag, rationale))
    },
    untag: (annotation) => {
      act(layerOf(annotation), (one) => untagged(one.threads, hand, annotation))
    },
    move: (annotation, asked) => {
      const range = trimmed(index.text, asked)
      if (range === undefined) return
      const anchor = describeAnchor(versionId(room.setup().version.id), index, range)
      act(layerOf(annotation), (one) => moved(one.threads, hand, annotation, anchor))
    },
    react: (annotation, comment, reaction) => {
      act(layerOf(annotation), (one) => reacted(one.threads, hand, annotation, comment, reaction))
    },
    resolve: (annotation, isResolved) => {
      act(layerOf(annotation), (one) => resolved(one.threads, hand, annotation, isResolved))
    },
    comment: (annotation, parent, body) => {
      const one = layerOf(annotation)
      if (one?.layer.access !== 'write' || !commentBodySchema.safeParse(body).success) return undefined
      const { key, changes } = commented(hand, annotation, parent, body)
      act(one, () => changes)
      return key
    },
    edit: (comment, body) => {
      if (!commentBodySchema.safeParse(body).success) return
      act(layerOf(comment), (one) => edited(one.threads, hand, comment, body))
    },
    remove: (record) => {
      const one = layerOf(record)
      // Instructors clear up after the round too, when nobody can add to a layer.
      if (one !== undefined && (one.layer.access === 'write' || one.layer.moderates)) {
        past.note(write(one, removed(one.threads, hand, record, one.layer.moderates)))
        refresh()
      }
    },
    undo: () => {
      const step = past.undo()
      if (step !== undefined) past.undone(reverse(step))
      refresh()
    },
    redo: () => {
      const step = past.redo()
      if (step !== undefined) past.redone(reverse(step))
      refresh()
    },
  }
}
