import type { LayerId } from '../../core/base'

/** So many rows are named before the rest is counted. */
const NAMED_MAX = 5

/** The rows of a journal by their ids. */
const named = (ids: readonly bigint[]): string => {
  const more = ids.length - NAMED_MAX
  return `${ids.slice(0, NAMED_MAX).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`
}

/** What cannot be read of a layer: rows of its journal, and states by the last update in them. */
export const damageOf = (
  layer: LayerId,
  { updates, states }: { readonly updates: readonly bigint[]; readonly states: readonly bigint[] },
): string => {
  const parts = [
    ...(updates.length === 0 ? [] : [`${updates.length === 1 ? 'update' : 'updates'} ${named(updates)}`]),
    ...(states.length === 0 ? [] : [`the state${states.length === 1 ? '' : 's'} through update ${named(states)}`]),
  ]
  return `Layer ${layer}: ${parts.join(', and ')} cannot be read`
}
