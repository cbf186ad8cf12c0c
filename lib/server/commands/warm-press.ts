import { type Result, ok } from '../../core/base'
import type { Actor } from '../../core/policy'
import { type Press, press } from '../press/press'
import type { Database } from '../store/database'
import { type ExportRequest, gatherPaper } from './gather-paper'

/** So many notes are set with the paper, so that each part of the work has run once. */
const NOTES_SET = 8

/**
 * Makes the press ready for a paper that will likely be asked for: its thread
 * starts, its fonts are read, its text is set once. Resolves before that is
 * done, and makes no file. A press that is at work already is left alone.
 */
export const warmPress = async (
  db: Database,
  actor: Actor,
  request: ExportRequest,
  means: { readonly press?: Press } = {},
): Promise<Result<void, 'not-found'>> => {
  const gathered = await gatherPaper(db, actor, request, Date.now())
  if (!gathered.ok) return gathered
  const { paper } = gathered.value
  ;(means.press ?? press()).warm({ ...paper, threads: paper.threads.slice(0, NOTES_SET) })
  return ok(undefined)
}
