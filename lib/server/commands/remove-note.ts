import type { LayerId } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { judge } from '../../core/gate'
import { deleteRecord, readRecord } from '../../core/layer'
import type { Actor } from '../../core/policy'
import { project } from '../../core/projection'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { lockLayer } from '../store/history'
import { versionText } from '../store/indexed-versions'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { settleReports } from '../store/manners'
import { layerDocument, updateThat } from './layer-document'
import { moderatedLayer } from './moderated-layer'

/** A note that another wrote. */
export interface NoteName {
  readonly layer: LayerId
  readonly key: RecordKey
}

const GONE = 'That note is not here any more. Load the page again.'

/**
 * Takes a note that another wrote out of its layer, through the gate and the
 * journal, so that no window has it any more. It is kept beside the layer with
 * `reason` (empty for none), for its author to read and for moderators to put
 * back; reports of it are settled. Throws `not-found` where it is not there,
 * `forbidden` for who does not moderate, `conflict` for one's own.
 */
export const removeNote = async (
  db: RootDatabase,
  actor: Actor,
  { layer, key, reason }: NoteName & { readonly reason: string },
): Promise<void> => {
  await db.$transaction(async (tx) => {
    const { facts, membership } = await moderatedLayer(tx, actor, layer)
    await lockLayer(tx, layer)
    const stored = await loadJournal(tx, layer)
    const doc = layerDocument(stored)
    const record = readRecord(doc, key)
    if (record === undefined) throw new AppError('not-found', GONE)
    if (record.author === membership.member) {
      throw new AppError('conflict', 'That note is yours. Remove it where it stands.')
    }
    const update = updateThat(doc, (window) => {
      deleteRecord(window, key)
    })
    const judged = judge({
      doc,
      update,
      actor: { member: membership.member, moderates: true, canWrite: false },
      ownerOf: (client) => stored.owners.get(client),
      version: { id: facts.version, text: await versionText(tx, facts.version) },
      tags: facts.tags,
      now: Date.now(),
    })
    if (!judged.ok) throw new AppError('conflict', judged.reason.sentence)
    const { changes, newClients } = judged.value
    const removed = [{ key, record, reason }]
    await appendJournal(tx, [
      { layer, member: membership.member, update, rows: project(layer, changes), newClients, removed },
    ])
    await settleReports(tx, layer, key, new Date())
    await publish(tx, { kind: 'layer-changed', layer })
  })
}
