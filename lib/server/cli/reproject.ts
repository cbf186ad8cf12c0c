import { reprojectLayer } from '../commands/reproject-layer'
import { damageOf, unlessDamagedPage } from './damage'
import { layersNamed } from './layers-named'
import { verb } from './verb'

/** `reproject [READING]`: builds rows anew from the journal. 0 done, 1 no such reading, or a layer is damaged (the others are done all the same), 2 bad use. */
export const run = verb({
  usage: 'Use: scholion reproject [READING], where READING is a slug or an id; without it, every reading.',
  flags: {},
  read: ([reading, ...more]) => (more.length > 0 ? undefined : { reading }),
  run: async ({ reading }, context) => {
    const layers = await layersNamed(context, reading)
    if (layers === undefined) return 1
    const db = await context.database()
    let records = 0
    let mended = 0
    let damaged = 0
    for (const layer of layers) {
      const done = await unlessDamagedPage(layer, reprojectLayer(db, layer), context)
      if (done === undefined) {
        damaged += 1
        continue
      }
      records += done.records
      mended += done.mended
      const { unreadable: updates, unreadableStates: states, isLeft } = done
      const isDamaged = updates.length + states.length > 0
      if (isDamaged || isLeft) damaged += 1
      const what = isDamaged ? damageOf(layer, { updates, states }) : `Layer ${layer}: some of its updates are gone`
      if (isLeft) context.err(`${what}, and no kept state has what is missing: no row of it was changed.`)
      else if (isDamaged) context.err(`${what}: passed over, and rows that may come from there stay as they are.`)
      if (done.mended > 0) context.err(`Layer ${layer}: ${done.mended} rows were not those of its journal.`)
    }
    context.out(`${layers.length} layers, ${records} records, ${mended} rows put right.`)
    return damaged > 0 ? 1 : 0
  },
})
