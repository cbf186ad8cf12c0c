import { bodyText } from '../../core/annotation'
import type { Change } from '../../core/layer'

/** Why changes are refused where the server gives no sentence; the page has words for each. */
export const REFUSAL_REASONS = ['not-taken', 'layer-gone'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Why changes are refused: the server's own sentence, with the rule and the next step, or a reason. */
export type RefusedBecause = { readonly sentence: string } | { readonly reason: RefusalReason }

/** Changes that the server refused for good. */
export type Refusal = RefusedBecause & {
  readonly count: number
  /** What the changes said, to copy; empty where they had no words. */
  readonly text: string
}

/** A refusal that outlives the window, until it is let go. */
export type KeptRefusal = Refusal & { readonly id: string }

const wordsOf = (change: Change): string => {
  if (change.kind === 'delete') return ''
  const { record } = change
  switch (record.kind) {
    case 'comment':
      return record.body === null ? '' : bodyText(record.body)
    case 'annotation':
      return record.anchor.exact
    case 'tagging':
      return record.rationale ?? ''
    case 'reaction':
      return ''
  }
}

/** Why the server refused, by its `sentence`; an empty one is one that it did not give. */
export const saidByServer = (sentence: string): RefusedBecause =>
  sentence === '' ? { reason: 'not-taken' } : { sentence }

/** A refusal of `changes`. */
export const refusalOf = (changes: readonly Change[], because: RefusedBecause): Refusal => ({
  ...because,
  count: changes.length,
  text: changes
    .map(wordsOf)
    .filter((words) => words !== '')
    .join('\n\n'),
})
