import { pruneLayer } from '../commands/prune-layer'
import { damageOf, unlessDamagedPage } from './damage'
import { layersNamed } from './layers-named'
import { SWITCH, TEXT, verb } from './verb'

const DAY_MS = 86_400_000

/** `prune (READING | --all) --older-than DAYS`: forgets old history. 0 done, 1 no such reading, or a layer is damaged (the others are done all the same), 2 bad use. */
export const run = verb({
  usage:
    'Use: scholion prune (READING | --all) --older-than DAYS. It forgets how the layers came to be before that; their notes stay.',
  flags: { all: SWITCH, 'older-than': TEXT },
  read: (words, { all, 'older-than': given = '' }) => {
    if (!/^\d{1,5}$/.test(given) || words.length !== (all ? 0 : 1)) return undefined
    return { reading: words[0], days: Number(given) }
  },
  run: async ({ reading, days }, context) => {
    const layers = await layersNamed(context, reading)
    if (layers === undefined) return 1
    const db = await context.database()
    const before = Date.now() - days * DAY_MS
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
  },
})
