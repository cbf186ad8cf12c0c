import { bodyText } from '../../core/annotation'
import type { Change } from '../../core/layer'

/** Why changes are refused where the server gives no sentence; the page has words for each. */
export const REFUSAL_REASONS = ['not-taken', 'layer-gone'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** What the server said of a change, in English. The page has its own words for `rule`, where it knows that. */
export interface Said {
  readonly sentence: string
  /** Absent where the server named none. */
  readonly rule?: string
}

/** The rules that the page has words for (`session.json` of each language); what names no rule is `unavailable`. */
const KNOWN_RULES = [
  'GA1',
  'GA2',
  'GA3',
  'GA4',
  'GA5',
  'GA6',
  'GA7',
  'GA8',
  'GA9',
  'GA10',
  'GA11',
  'GA12',
  'GA13',
  'GA14',
  'GA15',
  'GA16',
  'GA19',
  'RT9',
  'RT10',
  'RT29',
  'RT30',
  'unavailable',
] as const

/** The key of what the server said in the catalogue; `undefined` where it has no words for that. */
export const catalogueKeyOf = ({ rule = 'unavailable' }: Said): (typeof KNOWN_RULES)[number] | undefined =>
  KNOWN_RULES.find((known) => known === rule)

/** Why changes are refused: what the server said, or a reason. */
export type RefusedBecause = Said | { readonly reason: RefusalReason }

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

/** What the server said; an empty sentence, or rule, is one that it did not give. */
export const saidOf = (sentence: string, rule: string): Said | undefined =>
  sentence === '' ? undefined : rule === '' ? { sentence } : { sentence, rule }

/** Why the server refused. */
export const saidByServer = (sentence: string, rule: string): RefusedBecause =>
  saidOf(sentence, rule) ?? { reason: 'not-taken' }

/** A refusal of `changes`. */
export const refusalOf = (changes: readonly Change[], because: RefusedBecause): Refusal => ({
  ...because,
  count: changes.length,
  text: changes
    .map(wordsOf)
    .filter((words) => words !== '')
    .join('\n\n'),
})
