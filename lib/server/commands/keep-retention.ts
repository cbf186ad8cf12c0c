import type { RootDatabase } from '../store/database'
import { forgetLateStates, lateErasures, seminarsDue } from '../store/law'
import { forgetLateUploads } from '../store/originals'
import { findSeminar } from '../store/seminars'
import { archiveSeminar } from './archive-seminar'
import { deleteSeminar } from './delete-seminar'
import { eraseFromLayer } from './erase-from-layer'

/** Nobody's deed: what was set when the seminar's retention was. */
const BY_ITSELF = { kind: 'administrator' } as const

/**
 * Archives or deletes the seminars whose time has come by `now` (milliseconds,
 * UTC), and forgets what was on its way into a layer, states and updates, while
 * somebody was erased from it, and PDFs whose preview nobody set. Twice at once does no harm. Gives the number of seminars.
 */
export const keepRetention = async (db: RootDatabase, now: number): Promise<number> => {
  const due = await seminarsDue(db, new Date(now))
  for (const { id, then } of due) {
    const seminar = await findSeminar(db, id)
    if (seminar === undefined) continue
    if (then === 'archive') await archiveSeminar(db, BY_ITSELF, id, true)
    else await deleteSeminar(db, BY_ITSELF, id, seminar.name)
  }
  await forgetLateStates(db)
  await forgetLateUploads(db, now)
  for (const { layer, member } of await lateErasures(db)) {
    await db.$transaction((tx) => eraseFromLayer(tx, layer, member), { timeout: 120_000 })
  }
  return due.length
}
