import { type Result, ok } from '../../core/base'
import type { Actor } from '../../core/policy'
import { type Press, type PressRefusal, press } from '../press/press'
import type { Database } from '../store/database'
import { type ExportRequest, gatherPaper } from './gather-paper'
import { recordDeed } from './record-deed'

/** A file, ready to be sent or written. */
export interface ExportedFile {
  readonly bytes: Uint8Array
  /** ASCII letters, digits, dots and hyphens. */
  readonly fileName: string
  readonly mediaType: string
}

/** `not-found` also for a reading, a layer or a group that the actor may not know of. */
export type ExportRefusal = 'not-found' | PressRefusal

/** What a caller lends. */
export interface ExportMeans {
  readonly signal?: AbortSignal
  /** Milliseconds since 1970; absent: now. */
  readonly at?: number
  readonly press?: Press
}

/** The paper of a reading with the notes of some of its layers as one file. The log of the seminar says so before it is given out; an abort stops the work. */
export const exportReading = async (
  db: Database,
  actor: Actor,
  request: ExportRequest,
  means: ExportMeans = {},
): Promise<Result<ExportedFile, ExportRefusal>> => {
  const gathered = await gatherPaper(db, actor, request, means.at ?? Date.now())
  if (!gathered.ok) return gathered
  const pressed = await (means.press ?? press()).press(gathered.value.paper, means.signal)
  if (!pressed.ok) return pressed
  await recordDeed(db, actor, gathered.value.seminar, 'exported', {
    subject: gathered.value.reading,
    detail: request.format,
  })
  return ok({ bytes: pressed.value, fileName: `${gathered.value.fileStem}.pdf`, mediaType: 'application/pdf' })
}
