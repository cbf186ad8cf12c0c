import { bodyOf, keepable } from '../annotation'
import type { ForeignNote, ForeignTarget } from './foreign'
import { type JsonObject, countOf, firstText, isObject, listOf, momentOf, textOf } from './json'

/**
 * The annotations of Hypothesis: its export file (`annotations`), an answer of
 * its API (`rows`, and `replies` beside them), or a list of them.
 */
export const hypothesisItems = (json: unknown): readonly JsonObject[] | undefined => {
  const lists = Array.isArray(json)
    ? [json]
    : isObject(json)
      ? [json.annotations, json.rows, json.replies].filter((list) => Array.isArray(list))
      : []
  const items = lists.flat().filter(isObject)
  return items.length > 0 && items.every(isHypothesis) ? items : undefined
}

const isHypothesis = (item: JsonObject): boolean =>
  typeof item.uri === 'string' && ('text' in item || 'target' in item || 'references' in item)

/** One annotation in our words. A note without a quote is on the paper as a whole. */
export const readHypothesisNote = (item: JsonObject, id: string): ForeignNote => {
  const words = bodyOf(keepable(textOf(item.text) ?? ''))
  return {
    id: textOf(item.id) ?? id,
    author: {
      id: textOf(item.user),
      name: (isObject(item.user_info) ? textOf(item.user_info.display_name) : null) ?? userName(textOf(item.user)),
    },
    at: momentOf(item.created),
    editedAt: item.updated === item.created ? null : momentOf(item.updated),
    removedAt: null,
    target: targetOf(item),
    scope: null,
    tags: listOf(item.tags).flatMap((tag) =>
      typeof tag === 'string' && tag.trim() !== '' ? [{ id: null, name: keepable(tag) }] : [],
    ),
    rationale: null,
    words: words.content.length === 0 ? null : words,
    reaction: null,
  }
}

/** `acct:name@example.org` is called `name`. */
const userName = (user: string | null): string | null => /^acct:([^@]+)@/.exec(user ?? '')?.[1] ?? user

const targetOf = (item: JsonObject): ForeignTarget => {
  // The root comes first, what is answered last.
  const answered = textOf(listOf(item.references).at(-1))
  if (answered !== null) return { kind: 'note', id: answered }
  for (const target of listOf(item.target).filter(isObject)) {
    const selectors = listOf(target.selector).filter(isObject)
    const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector')
    const exact = keepable(firstText(quote?.exact) ?? '')
    if (quote === undefined || exact.trim() === '') continue
    const place = selectors.find((selector) => selector.type === 'TextPositionSelector')
    return {
      kind: 'passage',
      exact,
      prefix: keepable(textOf(quote.prefix) ?? ''),
      suffix: keepable(textOf(quote.suffix) ?? ''),
      start: countOf(place?.start),
      source: textOf(target.source),
    }
  }
  return { kind: 'paper' }
}
