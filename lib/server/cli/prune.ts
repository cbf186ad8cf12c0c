import { parseArgs } from 'node:util'
import { pruneLayer } from '../commands/prune-layer'
import type { CliContext } from './context'
import { damageOf, unlessDamagedPage } from './damage'
import { layersNamed } from './layers-named'

const USAGE =
  'Use: scholion prune (READING | --all) --older-than DAYS. It forgets how the layers came to be before that; their notes stay.'
const DAY_MS = 86_400_000

/** `prune (READING | --all) --older-than DAYS`: forgets old history. 0 done, 1 no such reading, or a layer is damaged (the others are done all the same), 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const request = parse(args)
  if (request === undefined) {
    context.err(USAGE)
    return 2
  }
  const layers = await layersNamed(context, request.reading)
  if (layers === undefined) return 1
  const db = await context.database()
  const before = Date.now() - request.days * DAY_MS
  let gone = 0
  let damaged = 0
  for (const layer of layers) {
    const pruned = await unlessDamagedPage(layer, pruneLayer(db, layer, before), context)
    if (pruned === undefined) {
      damaged += 1
      continue
    }
    gone += pruned.gone
    const { unreadable: updates, unreadableState: state } = pruned
    if (updates.length === 0 && state === undefined) continue
    damaged += 1
    const what = damageOf(layer, { updates, states: state === undefined ? [] : [state] })
    context.err(
      `${what}: ${state === undefined ? 'kept, with all that came after the first' : 'nothing of it was forgotten'}.`,
    )
  }
  context.out(`${layers.length} layers, ${gone} updates became part of their beginnings.`)
  return damaged > 0 ? 1 : 0
}

const parse = (
  args: readonly string[],
): { readonly reading: string | undefined; readonly days: number } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { all: { type: 'boolean', default: false }, 'older-than': { type: 'string' } },
      allowPositionals: true,
    })
    const given = values['older-than'] ?? ''
    if (!/^\d{1,5}$/.test(given) || positionals.length !== (values.all ? 0 : 1)) return undefined
    return { reading: positionals[0], days: Number(given) }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
