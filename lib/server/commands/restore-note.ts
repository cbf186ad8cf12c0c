import { judge } from '../../core/gate'
import { readRecord, writeRecord } from '../../core/layer'
import type { Actor } from '../../core/policy'
import { project } from '../../core/projection'
import { publish } from '../bus'
import { AppError } from '../errors'
import type { RootDatabase } from '../store/database'
import { lockLayer } from '../store/history'
import { versionText } from '../store/indexed-versions'
import { appendJournal } from '../store/journal'
import { loadJournal } from '../store/load-layer'
import { findRemoved, markRestored } from '../store/manners'
import { layerDocument, updateThat } from './layer-document'
import { moderatedLayer } from './moderated-layer'
import { recordDeed } from './record-deed'

/**
 * Puts a note that was taken out back as it was, under its author's name, also
 * where the round has closed meanwhile. Throws `not-found` where there is none
 * or none that the actor may know of, `forbidden` for who does not moderate,
 * `conflict` where it is back already or has lost its place.
 */
export const restoreNote = async (db: RootDatabase, actor: Actor, id: string): Promise<void> => {
  await db.$transaction(async (tx) => {
    const note = await findRemoved(tx, id)
    if (note === undefined) throw new AppError('not-found', 'That note is not here any more. Load the page again.')
    const { facts } = await moderatedLayer(tx, actor, note.layer)
    await lockLayer(tx, note.layer)
    const stored = await loadJournal(tx, note.layer)
    const doc = layerDocument(stored)
    const isBack = readRecord(doc, note.key) !== undefined
    if (isBack || !(await markRestored(tx, id, new Date()))) {
      throw new AppError('conflict', 'That note is back already. Load the page again.')
    }
    const update = updateThat(doc, (window) => {
      writeRecord(window, note.key, note.record)
    })
    const judged = judge({
      doc,
      update,
      // The words are the author's, and so is the hand: a moderator writes nothing under another's key.
      actor: { member: note.author, moderates: false, canWrite: true },
      ownerOf: (client) => stored.owners.get(client),
      version: { id: facts.version, text: await versionText(tx, facts.version) },
      tags: facts.tags,
      now: Date.now(),
    })
    if (!judged.ok) {
      throw new AppError('conflict', 'What that note stood on is not there. Put that back first, if it was removed.')
    }
    const { changes, newClients } = judged.value
    await appendJournal(tx, [
      { layer: note.layer, member: note.author, update, rows: project(note.layer, changes), newClients },
    ])
    await recordDeed(tx, actor, note.seminar, 'note.restored', { member: note.author, subject: note.key })
    await publish(tx, { kind: 'layer-changed', layer: note.layer })
  })
}
