import { type LayerId, layerId } from '../../core/base'
import { allLayers } from '../store/history'
import { layersOfReading } from '../store/layers'
import { findReadingToRead } from '../store/reading-room'
import type { CliContext } from './context'
import { noReading } from './not-there'

/** The layers of a reading (a slug or an id), or all there are; `undefined`, and a sentence, where there is no such reading. */
export const layersNamed = async (
  context: CliContext,
  reading: string | undefined,
): Promise<readonly LayerId[] | undefined> => {
  const db = await context.database()
  if (reading === undefined) return (await allLayers(db)).map((id) => layerId(id))
  const found = await findReadingToRead(db, reading)
  if (found === undefined) {
    context.err(noReading(reading))
    return undefined
  }
  return (await layersOfReading(db, found.id)).map(({ id }) => id)
}
