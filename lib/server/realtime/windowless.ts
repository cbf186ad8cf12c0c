import type { Document } from '@hocuspocus/server'
import { type LayerId, type MemberId, ok } from '../../core/base'
import { readRecord, updateThatDoes } from '../../core/layer'
import {
  type WindowlessAnswer,
  type WindowlessChange,
  changeRecords,
  windowlessClient,
} from '../commands/change-records'
import type { RootDatabase } from '../store/database'
import type { Admission, Sender } from './admit'
import type { Allowances } from './allowance'
import type { OpenLayer } from './open-layer'

/** What the writer needs of the realtime server. */
export interface WindowlessTools {
  readonly db: RootDatabase
  readonly allowances: Allowances
  /** The layer while it is open in this process. */
  readonly openLayer: (layer: LayerId) => { readonly layer: OpenLayer; readonly document: Document } | undefined
  /** Whether it still is, and by that document. */
  readonly isOpen: (layer: LayerId, document: Document) => boolean
  readonly admit: (layer: OpenLayer, member: MemberId, sender: Sender, update: Uint8Array) => Promise<Admission>
  readonly onMissed: (layer: LayerId) => Promise<void>
}

/**
 * Writes in layers for who has no window there. A layer that is open here takes
 * it as it takes what a window sends: by the same gate, in the same turns, in the
 * same transactions, told to the same windows at once. One that is not is changed
 * where it is stored. One change of a member in a layer after the other, so that
 * their client id counts on.
 */
export const openWindowless = (tools: WindowlessTools): ((change: WindowlessChange) => Promise<WindowlessAnswer>) => {
  const lanes = new Map<string, Promise<unknown>>()

  const write = async (change: WindowlessChange): Promise<WindowlessAnswer> => {
    const { layer: id, member, user, actorNow, changesOf } = change
    const allowance = tools.allowances.of(user)
    const now = Date.now()
    if (allowance.values.wait(now) > 0 || allowance.work.wait(now) > 0) return TOO_FAST
    const open = tools.openLayer(id)
    if (open === undefined) {
      const start = performance.now()
      const changed = await changeRecords(tools.db, change)
      allowance.values.take(1, Date.now())
      allowance.work.take(Math.min(COLD_MAX_MS, performance.now() - start), Date.now())
      return changed
    }
    const { layer, document } = open
    let nth = 0
    const ownerOf = (client: number): MemberId => layer.clients.ownerOf(client, member) ?? member
    while (ownerOf(windowlessClient('hot', member, id, nth)) !== member) nth += 1
    const changes = changesOf((key) => readRecord(document, key))
    const update = updateThatDoes(document, windowlessClient('hot', member, id, nth), changes)
    if (update === undefined) return ok(undefined)
    const answer = await tools.admit(layer, member, { actorNow: () => actorNow(layer.facts), allowance }, update)
    // It closed meanwhile, and was maybe opened anew without this.
    if (!tools.isOpen(id, document)) await tools.onMissed(id)
    switch (answer.kind) {
      case 'taken':
        return ok(undefined)
      case 'refused':
        return { ok: false, reason: { rule: answer.rule, sentence: answer.sentence } }
      case 'unavailable':
        return { ok: 'later', sentence: answer.sentence, isTooFast: answer.rule !== undefined }
    }
  }

  return (change) => {
    const lane = `${change.layer} ${change.member}`
    const answer = (lanes.get(lane) ?? Promise.resolve()).then(
      () => write(change),
      () => write(change),
    )
    lanes.set(lane, answer)
    const end = (): void => {
      if (lanes.get(lane) === answer) lanes.delete(lane)
    }
    answer.then(end, end)
    return answer
  }
}

/** What reading a stored layer counts as at most, in milliseconds: most of it is waiting. */
const COLD_MAX_MS = 200
const TOO_FAST: WindowlessAnswer = {
  ok: 'later',
  isTooFast: true,
  sentence: 'That is more than anyone writes in so short a time. Wait a minute and send it again.',
}
