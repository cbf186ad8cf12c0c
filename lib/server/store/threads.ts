import type { LayerId } from '../../core/base'
import { threadsOf } from '../../core/annotation'
import type { LayerThread } from '../../core/export'
import { type Rows, recordsOfRows } from '../../core/projection'
import type { Database } from './database'
import { rowsOfHighlights } from './records'

/** So many highlights, with all that is said on them, are held at once. */
const HIGHLIGHTS_PER_PAGE = 400

/**
 * The threads of these layers in the order of the text (by start, then the
 * longer first), read page by page: however many there are, one page of them is
 * held. Asks nobody for leave: pass only layers that the actor may read.
 */
export async function* threadsInOrder(db: Database, layers: readonly LayerId[]): AsyncGenerator<LayerThread> {
  let after:
    { readonly start: number; readonly end: number; readonly layerId: string; readonly key: string } | undefined
  for (;;) {
    const page = await db.annotationRow.findMany({
      where: { layerId: { in: [...layers] }, ...(after === undefined ? {} : later(after)) },
      orderBy: [{ start: 'asc' }, { end: 'desc' }, { layerId: 'asc' }, { key: 'asc' }],
      take: HIGHLIGHTS_PER_PAGE,
    })
    const rows = await rowsOfHighlights(db, page)
    yield* threadsOfPage(rows)
    const last = page.at(-1)
    if (last === undefined || page.length < HIGHLIGHTS_PER_PAGE) return
    after = last
  }
}

type Place = Readonly<Record<'start' | 'end', number> & Record<'layerId' | 'key', string>>

const later = ({ start, end, layerId, key }: Place) => ({
  // The first condition alone narrows the index; the others only decide among equals.
  start: { gte: start },
  OR: [
    { start: { gt: start } },
    { end: { lt: end } },
    { end, layerId: { gt: layerId } },
    { end, layerId, key: { gt: key } },
  ],
})

const threadsOfPage = (rows: Rows): readonly LayerThread[] => {
  const said = {
    taggings: byHighlight(rows.taggings),
    comments: byHighlight(rows.comments),
    reactions: byHighlight(rows.reactions),
  }
  return rows.annotations.flatMap((row) => {
    const name = `${row.layer} ${row.key}`
    const records = recordsOfRows({
      annotations: [row],
      taggings: said.taggings.get(name) ?? [],
      comments: said.comments.get(name) ?? [],
      reactions: said.reactions.get(name) ?? [],
    })
    return threadsOf(records).map((thread) => ({ layer: row.layer, thread }))
  })
}

interface Said {
  readonly layer: LayerId
  readonly annotation: string
}

const byHighlight = <Row extends Said>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = `${row.layer} ${row.annotation}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [row])
    else group.push(row)
  }
  return groups
}
