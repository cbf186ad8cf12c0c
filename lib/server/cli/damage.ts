import type { LayerId } from '../../core/base'
import { damagedPage } from '../store/damaged-pages'
import type { CliContext } from './context'

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

/**
 * What was done to a layer; `undefined`, and a sentence, where a page of the
 * database that it lies on is damaged on the disk: then nothing was.
 */
export const unlessDamagedPage = async <Done>(
  layer: LayerId,
  deed: Promise<Done>,
  { err }: Pick<CliContext, 'err'>,
): Promise<Done | undefined> => {
  try {
    return await deed
  } catch (error) {
    const page = damagedPage(error)
    if (page === undefined) throw error
    err(
      `Layer ${layer}: the disk gave it back damaged (${page}): nothing of it was changed. See "Backup" in README.md.`,
    )
    return undefined
  }
}
