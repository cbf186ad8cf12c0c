import * as Y from 'yjs'
import type { LayerRecord, RecordKey } from '../../../lib/core/annotation'
import { type LayerId, type MemberId, tagId, versionId } from '../../../lib/core/base'
import { type Document, TextIndex } from '../../../lib/core/document'
import { writeRecord } from '../../../lib/core/layer'
import { acquirePostgres } from '../../../lib/server/launch/postgres.mjs'
import { type RootDatabase, openDatabase } from '../../../lib/server/store/database'
import { layersOfReading } from '../../../lib/server/store/layers'
import { findDocument } from '../../../lib/server/store/papers'
import { findReading } from '../../../lib/server/store/readings'
import { saveSnapshot } from '../../../lib/server/store/snapshots'
import { memberId } from '../../../lib/core/base'
import { SAMPLE_SLUG } from '../../actors/people'
import { type Note, type Scene, commentOn, scatter } from './notes'

/** One group's layer of the sample, filled. */
export interface FilledLayer {
  readonly layer: LayerId
  readonly scene: Scene
  readonly notes: readonly Note[]
}

/** The sample paper, and a layer for each count. */
export interface Filled {
  readonly document: Document
  readonly layers: readonly FilledLayer[]
}

/** How many comments hang on the first note of a layer that is to have a long thread. */
export const LONG_THREAD = 500

/** Fills the layers of the sample's groups, the first with the first of `counts` notes and so on, in place of what was there. */
export const fillGroups = async (dataDir: string, counts: readonly number[], longThreadIn: number): Promise<Filled> => {
  const postgres = await acquirePostgres({ folder: dataDir })
  const db = openDatabase(postgres.url)
  try {
    const reading = await findReading(db, SAMPLE_SLUG)
    if (reading === undefined) throw new Error('the sample has no reading')
    const document = await findDocument(db, reading.version)
    if (document === undefined) throw new Error('the sample paper is gone')
    const index = new TextIndex(document)
    const row = await db.reading.findUniqueOrThrow({
      where: { id: reading.id },
      include: { seminar: { include: { tags: true, groups: { orderBy: { position: 'asc' } }, members: true } } },
    })
    const known = await layersOfReading(db, reading.id)
    const layers: FilledLayer[] = []
    for (const [at, count] of counts.entries()) {
      const group = row.seminar.groups[at]
      const layer = known.find(({ subject }) => subject.layerKind === 'group' && subject.group === group?.id)
      if (group === undefined || layer === undefined) throw new Error('the sample has too few groups')
      const scene: Scene = {
        version: versionId(reading.version),
        index,
        members: row.seminar.members.filter(({ groupId }) => groupId === group.id).map(({ id }) => memberId(id)),
        tags: row.seminar.tags.map(({ id }) => tagId(id)),
      }
      const notes = scatter(scene, count)
      const [first] = notes
      const long = at === longThreadIn && first !== undefined ? answersTo(first, scene) : []
      await fill(db, layer.id, [...notes.flatMap(({ records }) => records), ...long])
      layers.push({ layer: layer.id, scene, notes })
    }
    return { document, layers }
  } finally {
    await db.$disconnect()
    await postgres.release()
  }
}

const answersTo = ({ key }: Note, { members }: Scene): readonly (readonly [RecordKey, LayerRecord])[] =>
  Array.from({ length: LONG_THREAD }, (_, nth) => {
    const author = members[nth % members.length]
    if (author === undefined) throw new Error('a group without members')
    return commentOn(key, author, 1_000_000 + nth, Date.UTC(2026, 10, 19, 11) + nth * 1000)
  })

/** As the database has a layer after a lesson: a snapshot, and whose the client ids are. */
const fill = async (
  db: RootDatabase,
  layer: LayerId,
  records: readonly (readonly [RecordKey, LayerRecord])[],
): Promise<void> => {
  const doc = new Y.Doc()
  const byAuthor = new Map<MemberId, (readonly [RecordKey, LayerRecord])[]>()
  for (const entry of records) {
    const own = byAuthor.get(entry[1].author)
    if (own === undefined) byAuthor.set(entry[1].author, [entry])
    else own.push(entry)
  }
  const owners: { layerId: string; clientId: bigint; memberId: string }[] = []
  for (const [author, own] of byAuthor) {
    const window = new Y.Doc()
    owners.push({ layerId: layer, clientId: BigInt(window.clientID), memberId: author })
    window.transact(() => {
      for (const [key, record] of own) writeRecord(window, key, record)
    })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(window))
  }
  await db.layerClient.createMany({ data: owners })
  const newest = await db.layerUpdate.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  await saveSnapshot(db, layer, (newest?.id ?? 0n) + 1n, Y.encodeStateAsUpdateV2(doc))
}
