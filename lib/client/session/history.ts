import type { LayerRecord, RecordKey } from '../../core/annotation'
import type { LayerId } from '../../core/base'

/** One record that an action changed, and what it was before and after; `undefined` is not there. */
export interface Edit {
  readonly layer: LayerId
  readonly key: RecordKey
  readonly before: LayerRecord | undefined
  readonly after: LayerRecord | undefined
}

/** What one press did: several records where they belong together. */
export type Step = readonly Edit[]

/**
 * The member's own actions, newest last, over all layers. Y.UndoManager is not
 * used: it knows one document, is lost with it after a refusal, and would delete
 * an annotation under the answers of others.
 */
export interface History {
  /** Notes an edit. Edits of one turn of the event loop make one step, and a new step ends what could be redone. */
  note(edits: Step): void
  canUndo(): boolean
  canRedo(): boolean
  /** Takes the newest step off; what undoing it did goes to `undone`. */
  undo(): Step | undefined
  redo(): Step | undefined
  undone(step: Step): void
  redone(step: Step): void
  /** Forgets a layer that the member no longer sees, or records that the server refused. */
  forget(concerns: (edit: Edit) => boolean): void
}

/** How many steps can be undone. */
const STEPS_MAX = 200

export const history = (): History => {
  let past: Step[] = []
  let future: Step[] = []
  let isTurnOpen = false
  const keep = (steps: Step[], step: Step): void => {
    if (step.length === 0) return
    steps.push(step)
    if (steps.length > STEPS_MAX) steps.shift()
  }
  return {
    note: (edits) => {
      if (edits.length === 0) return
      future = []
      const last = isTurnOpen ? past.pop() : undefined
      keep(past, [...(last ?? []), ...edits])
      if (isTurnOpen) return
      isTurnOpen = true
      queueMicrotask(() => {
        isTurnOpen = false
      })
    },
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    undo: () => past.pop(),
    redo: () => future.pop(),
    undone: (step) => {
      keep(future, step)
    },
    redone: (step) => {
      keep(past, step)
    },
    forget: (concerns) => {
      const without = (steps: Step[]): Step[] =>
        steps.map((step) => step.filter((edit) => !concerns(edit))).filter((step) => step.length > 0)
      past = without(past)
      future = without(future)
    },
  }
}
