import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { type LayerRecord, type RecordKey, bodyOf, recordKey } from '../../../lib/core/annotation'
import { layerId, seededRandom } from '../../../lib/core/base'
import { readRecords, writeRecord } from '../../../lib/core/layer'
import type { TestMember } from '../../../lib/server/realtime/testing'
import type { RootDatabase } from '../../../lib/server/store/database'
import { saveSnapshot } from '../../../lib/server/store/snapshots'
import type { BenchLayer } from './load'

/** A layer with many records, as a class makes them. */
export interface LargeLayer {
  readonly id: string
  readonly members: readonly TestMember[]
  /** The whole state, V1 encoding: what a server that keeps nothing is filled with. */
  readonly update: Uint8Array
  readonly vector: Uint8Array
  /** Its records, in a form that can be compared. */
  readonly fingerprint: string
}

/**
 * Fills a layer with `count` records of about 600 bytes by its members, no two
 * with the same words, and stores it as the database has it after a lesson: a
 * snapshot, and whose the client ids are. Rows and the updates of before are
 * left out, since opening reads neither.
 */
export const fillLayer = async (db: RootDatabase, layer: BenchLayer, count: number): Promise<LargeLayer> => {
  const random = seededRandom(count)
  const doc = new Y.Doc()
  const each = Math.ceil(count / layer.members.length)
  const owners: { layerId: string; clientId: bigint; memberId: string }[] = []
  let made = 0
  for (const who of layer.members) {
    const own = new Y.Doc()
    own.clientID = Math.floor(random() * 0xffff_ffff)
    owners.push({ layerId: layer.id, clientId: BigInt(own.clientID), memberId: who.id })
    own.transact(() => {
      for (let nth = 0; nth < each && made < count; nth += 1) {
        writeRecord(own, ...commentOf(who, layer, made, wordsOf(random)))
        made += 1
      }
    })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(own))
  }
  const id = layerId(layer.id)
  await db.layerClient.createMany({ data: owners })
  const newest = await db.layerUpdate.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  await saveSnapshot(db, id, (newest?.id ?? 0n) + 1n, Y.encodeStateAsUpdateV2(doc))
  return {
    id,
    members: layer.members,
    update: Y.encodeStateAsUpdate(doc),
    vector: Y.encodeStateVector(doc),
    fingerprint: fingerprintOf(doc),
  }
}

/** The records of a document, in the order of their keys: SHA-256. */
export const fingerprintOf = (doc: Y.Doc): string => {
  const hash = createHash('sha256')
  for (const entry of [...readRecords(doc)].toSorted(([a], [b]) => (a < b ? -1 : 1))) hash.update(JSON.stringify(entry))
  return hash.digest('hex')
}

const commentOf = (
  who: TestMember,
  { claim }: BenchLayer,
  nth: number,
  words: string,
): readonly [RecordKey, LayerRecord] => [
  recordKey('comment', who.id, `large${nth}`),
  {
    v: 1,
    kind: 'comment',
    author: who.id,
    at: 1_790_000_000_000 + nth * 977,
    annotation: claim.key,
    parent: null,
    body: bodyOf(words),
  },
]

const SYLLABLES = 'tra de pow er sta te in ter est nor ms co op war pe ace bor der al ly gas oil vis it talk'.split(' ')

/** About 280 characters of words that nobody has written before. */
const wordsOf = (random: () => number): string => {
  const syllable = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? ''
  return Array.from({ length: 48 }, () => syllable() + syllable() + (random() < 0.3 ? syllable() : '')).join(' ')
}
