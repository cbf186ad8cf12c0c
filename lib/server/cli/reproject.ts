import { parseArgs } from 'node:util'
import { reprojectLayer } from '../commands/reproject-layer'
import type { CliContext } from './context'
import { layersNamed } from './layers-named'

const USAGE = 'Use: scholion reproject [READING], where READING is a slug or an id; without it, every reading.'

/** `reproject [READING]`: builds rows anew from the journal. 0 done, 1 no such reading, 2 bad use. */
export const run = async (args: readonly string[], context: CliContext): Promise<number> => {
  const reading = parse(args)
  if (reading === false) {
    context.err(USAGE)
    return 2
  }
  const layers = await layersNamed(context, reading)
  if (layers === undefined) return 1
  const db = await context.database()
  let records = 0
  let mended = 0
  for (const layer of layers) {
    const done = await reprojectLayer(db, layer)
    records += done.records
    mended += done.mended
    if (done.unreadable > 0) {
      context.err(
        `Layer ${layer}: ${done.unreadable} updates cannot be read and were passed over. Rows that may come from them stay as they are.`,
      )
    }
    if (done.mended > 0) context.err(`Layer ${layer}: ${done.mended} rows were not those of its journal.`)
  }
  context.out(`${layers.length} layers, ${records} records, ${mended} rows put right.`)
  return 0
}

const parse = (args: readonly string[]): string | undefined | false => {
  try {
    const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true })
    return positionals.length > 1 ? false : positionals[0]
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
