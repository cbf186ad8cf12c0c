import { parseRecordKey } from '../../core/annotation'
import type { Actor } from '../../core/policy'
import type { RootDatabase } from '../store/database'
import { settleReports } from '../store/manners'
import { moderatedLayer } from './moderated-layer'
import { recordDeed } from './record-deed'
import type { NoteName } from './remove-note'

/**
 * Lets a reported note stand: its reports are settled. Settled already: nothing
 * happens. Throws as `removeNote` for who may not.
 */
export const settleReport = async (db: RootDatabase, actor: Actor, { layer, key }: NoteName): Promise<void> => {
  await db.$transaction(async (tx) => {
    const { facts } = await moderatedLayer(tx, actor, layer)
    if ((await settleReports(tx, layer, key, new Date())) === 0) return
    const author = parseRecordKey(key)?.owner
    await recordDeed(tx, actor, facts.subject.seminar, 'report.settled', {
      ...(author === undefined ? {} : { member: author }),
      subject: key,
    })
  })
}
