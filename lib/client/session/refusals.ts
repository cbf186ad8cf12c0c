import { bodyText } from '../../core/annotation'
import type { Change } from '../../core/layer'

/** Changes that the server refused for good. */
export interface Refusal {
  /** The rule and the next step, for the member. */
  readonly sentence: string
  readonly count: number
  /** What the changes said, to copy; empty where they had no words. */
  readonly text: string
}

/** A refusal that outlives the window, until it is let go. */
export interface KeptRefusal extends Refusal {
  readonly id: string
}

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

/** A refusal of `changes`. An empty `sentence` is one that the server did not give. */
export const refusalOf = (changes: readonly Change[], sentence: string): Refusal => ({
  sentence: sentence === '' ? 'The server did not take this change. Copy the text and load the page again.' : sentence,
  count: changes.length,
  text: changes
    .map(wordsOf)
    .filter((words) => words !== '')
    .join('\n\n'),
})

/** What stands over the changes that waited for a layer which is no longer the member's. */
export const LAYER_GONE = 'This note was not saved: its layer is no longer yours to write in. Copy the text.'
