import { isDeepStrictEqual } from 'node:util'
import type { Document } from '@hocuspocus/server'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import { type LayerId, type MemberId, ok } from '../../core/base'
import { readRecord, updateThatDoes } from '../../core/layer'
import {
  type LayerChange,
  type WindowlessAnswer,
  type WindowlessChange,
  changeRecords,
  windowlessClient,
} from '../commands/change-records'
import { ERROR_TABLE } from '../errors'
import type { RootDatabase } from '../store/database'
import { type Admission, type Sender, OVERTAKEN } from './admit'
import type { Allowance, Allowances } from './allowance'
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
  /** How often it stayed open what became of a change of a lane: what comes next needs another client id. */
  const doubts = new Map<string, number>()

  const writeStored = async (change: LayerChange, { values, work }: Allowance): Promise<WindowlessAnswer> => {
    const start = performance.now()
    try {
      const changed = await changeRecords(tools.db, change)
      values.take(1, Date.now())
      return changed
    } finally {
      work.take(Math.min(COLD_MAX_MS, performance.now() - start), Date.now())
    }
  }

  /** `overtaken` where the layer changed between the reading and the judging: it is to be read anew. */
  const writeOpen = async (
    { layer: id, member, actorNow, changesOf }: LayerChange,
    { layer, document }: { readonly layer: OpenLayer; readonly document: Document },
    allowance: Allowance,
  ): Promise<WindowlessAnswer | 'overtaken'> => {
    const lane = laneOf(id, member)
    const way = `hot ${doubts.get(lane) ?? 0}`
    let nth = 0
    const ownerOf = (client: number): MemberId => layer.clients.ownerOf(client, member) ?? member
    while (ownerOf(windowlessClient(way, member, id, nth)) !== member) nth += 1
    const asRead = new Map<RecordKey, LayerRecord | undefined>()
    const changes = changesOf((key) => {
      const record = readRecord(document, key)
      asRead.set(key, record)
      return record
    })
    const update = updateThatDoes(document, windowlessClient(way, member, id, nth), changes)
    if (update === undefined) return ok(undefined)
    const stillHolds = (): boolean =>
      [...asRead].every(([key, record]) => isDeepStrictEqual(readRecord(document, key), record))
    const sender = { actorNow: () => actorNow(layer.facts), allowance, stillHolds }
    const answer = await tools.admit(layer, member, sender, update)
    if (answer === OVERTAKEN) return 'overtaken'
    const isOpen = tools.isOpen(id, document)
    // It may be stored, or not, or not yet be in the document: what comes next must not count on from it.
    const isUncertain = answer.kind === 'unavailable' && answer.rule === undefined
    if (!isOpen || isUncertain) doubts.set(lane, (doubts.get(lane) ?? 0) + 1)
    // It closed meanwhile, and was maybe opened anew without this.
    if (!isOpen) await tools.onMissed(id)
    switch (answer.kind) {
      case 'taken':
        return ok(undefined)
      case 'refused':
        return { ok: false, reason: { rule: answer.rule, sentence: answer.sentence } }
      case 'unavailable':
        return { ok: 'later', sentence: answer.sentence, isTooFast: answer.rule !== undefined }
    }
  }

  const write = async (change: WindowlessChange): Promise<WindowlessAnswer> => {
    const allowance = tools.allowances.of(change.user)
    for (let tries = 0; tries < OVERTAKEN_MAX; tries += 1) {
      const now = Date.now()
      if (allowance.values.wait(now) > 0 || allowance.work.wait(now) > 0) return TOO_FAST
      const { layer, member, changesOf } = change
      const turn = { layer, member, changesOf, actorNow: await change.rightsNow() }
      const open = tools.openLayer(layer)
      if (open === undefined) return writeStored(turn, allowance)
      const answer = await writeOpen(turn, open, allowance)
      if (answer !== 'overtaken') return answer
    }
    return { ok: 'later', sentence: ERROR_TABLE.unavailable.sentence, isTooFast: false }
  }

  return (change) => {
    const lane = laneOf(change.layer, change.member)
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

const laneOf = (layer: LayerId, member: MemberId): string => `${layer} ${member}`

/** How often a change is made anew because its layer changed under it. */
const OVERTAKEN_MAX = 5
/** What reading a stored layer counts as at most, in milliseconds: most of it is waiting. */
const COLD_MAX_MS = 200
const TOO_FAST: WindowlessAnswer = {
  ok: 'later',
  isTooFast: true,
  sentence: 'That is more than anyone writes in so short a time. Wait a minute and send it again.',
}
