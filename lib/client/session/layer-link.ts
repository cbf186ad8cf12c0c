import * as Y from 'yjs'
import type { LayerRecord, RecordKey } from '../../core/annotation'
import type { LayerId } from '../../core/base'
import { type Change, applyState, deleteRecord, observeRecords, readRecords, writeRecord } from '../../core/layer'
import { type Batch, Outbox, changesOf } from './outbox'
import { type Said, saidOf } from './refusals'
import type { Channel, Transport } from './transport'
import type { KeptChange } from './unsent-rows'
import { isSameRecord } from './writes'

/** What a link tells the room. */
export interface LinkEvents {
  /** The layer as the member sees it changed: by others, or because the server refused. Own writes are not told. */
  readonly onChanges: (changes: readonly Change[]) => void
  /** Synced, waiting or acknowledged: look again. */
  readonly onStatus: () => void
  /** The server refused these changes for good; they are undone by the `onChanges` that follows. */
  readonly onRefused: (changes: readonly Change[], sentence: string, rule: string) => void
  /** The member may not open the layer, or no more. */
  readonly onDenied: () => void
  readonly onPeople: (states: readonly unknown[]) => void
  /** The room's setup is another. */
  readonly onLook: () => void
}

/** One layer on its way to the server and back. */
export interface LayerLink {
  readonly layer: LayerId
  /** True while the document holds what the server has. */
  isSynced(): boolean
  /** Takes the member's changes; they go out when the server is there, in this order, the last of one key only. */
  write(changes: readonly Change[]): void
  /**
   * Takes what an earlier window left unsent, before what this one has. A record
   * that this window changed is left, and so is one that the server has in a later
   * version: twice or too late changes nothing.
   */
  adopt(kept: readonly KeptChange[]): void
  /**
   * Shows a copy of an earlier visit (`state`) until the server answers. False
   * where the server was first, or the copy cannot be read.
   */
  seed(copy: Uint8Array): boolean
  /** The layer as the server last had it (`encodeStateAsUpdateV2`); `undefined` while something is on the way. */
  state(): Uint8Array | undefined
  /** The changes that the server has not committed, oldest first. */
  waiting(): readonly Change[]
  /** Why the server did not take them yet; `undefined` where it did not say. */
  heldUp(): Said | undefined
  setPresence(state: Readonly<Record<string, unknown>> | null): void
  /** Opens the channel again after a denial, with a wait that grows; nothing otherwise. */
  reopen(): void
  destroy(): void
}

/** Waits before a closed channel opens again, in ms: half to one and a half times as long, doubled up to the last. */
const FIRST_WAIT_MS = 400
const LAST_WAIT_MS = 30_000

/** The rule by which the server refuses a client id that another member has; Yjs draws them at random. */
const FOREIGN_CLIENT_ID = 'GA2'

/** The user timing mark of the moment when a layer is first whole; its detail is the layer. */
export const LAYER_MARK = 'scholion layer'

/** The origin of the link's own transactions. */
const OWN = Symbol('own')

/** The records of a copy; a document of its own, since what is put into the channel's would be sent. */
const recordsOf = (copy: Uint8Array): Map<RecordKey, LayerRecord> | undefined => {
  const document = new Y.Doc()
  try {
    applyState(document, copy)
    return new Map(readRecords(document))
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  } finally {
    document.destroy()
  }
}

/**
 * Opens one layer. Changes wait in an outbox, not in the document, until the
 * server holds everything that went before: so the server never sees a gap, and
 * after a refusal only the refused batch is in a document that must be given
 * up. A refused batch of several goes out again one by one, so that one bad
 * change does not take the others with it.
 */
export const openLink = (
  transport: Transport,
  {
    layer,
    hasPresence,
    first,
    events,
  }: {
    readonly layer: LayerId
    readonly hasPresence: boolean
    /** A state that the server is known to have (V2 encoding): then the socket brings the rest only. */
    readonly first?: Promise<Uint8Array | undefined>
    readonly events: LinkEvents
  },
): LayerLink => {
  const outbox = new Outbox()
  /** In the document and sent, not yet acknowledged. */
  let sent: Batch = new Map()
  /** What the document held when last synced; what the member sees lies over it. */
  let base = new Map<RecordKey, LayerRecord>()
  let document = new Y.Doc()
  let channel: Channel | undefined
  let unobserve = (): void => undefined
  let isSynced = false
  let wasSynced = false
  /** The document holds at least what the server had when it was last there. */
  let isWhole = false
  let firstState = first
  let isOneByOne = false
  /** What goes out went out before, under a client id that was somebody else's. */
  let hasNewId = false
  let isGone = false
  let isDenied = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let presence: Readonly<Record<string, unknown>> | null = null
  let heldUp: Said | undefined

  const later = (run: () => void): void => {
    clearTimeout(timer)
    const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random())
    failures += 1
    timer = setTimeout(run, wait)
  }

  const takeIn = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.kind === 'put') base.set(change.key, change.record)
      else base.delete(change.key)
    }
    tell(changes)
  }

  /** What the member changed themselves since, they do not see changed. */
  const tell = (changes: readonly Change[]): void => {
    const seen = outbox.size === 0 ? changes : changes.filter((change) => !outbox.has(change.key))
    if (seen.length > 0) events.onChanges(seen)
  }

  const flush = (): void => {
    if (!isSynced || isGone || sent.size > 0 || channel?.isIdle() !== true) return
    const overtaken = outbox.dropOvertaken(base)
    if (overtaken.length > 0) events.onChanges(overtaken)
    if (outbox.size === 0) return
    sent = outbox.take(isOneByOne)
    document.transact(() => {
      for (const [key, record] of sent) {
        if (record !== undefined) writeRecord(document, key, record)
        else if (base.has(key)) deleteRecord(document, key)
      }
    }, OWN)
    for (const [key, record] of sent) {
      if (record === undefined) base.delete(key)
      else base.set(key, record)
    }
    // Nothing of it was news to the document, so no answer will come.
    if (channel.isIdle()) settle()
  }

  const settle = (): void => {
    if (sent.size > 0) hasNewId = false
    if (sent.size > 0 || outbox.size === 0) heldUp = undefined
    sent = new Map()
    failures = 0
    if (outbox.size === 0) isOneByOne = false
    flush()
    events.onStatus()
  }

  /** A fresh document in place of one that is ahead of the server; what waits goes back to the outbox, in order. */
  const startOver = (again: Batch, wait: boolean): void => {
    outbox.putBack(again)
    sent = new Map()
    isSynced = false
    isWhole = false
    hangUp()
    document.destroy()
    document = new Y.Doc()
    if (wait) later(dial)
    else dial()
    events.onStatus()
  }

  const onRefused = (sentence: string, rule: string): void => {
    const batch = sent
    if (batch.size === 1 && rule === FOREIGN_CLIENT_ID && !hasNewId) {
      hasNewId = true
      startOver(batch, false)
      return
    }
    if (batch.size <= 1) {
      isOneByOne = outbox.size > 1
      // A refusal of nothing is no rule of ours: wait, lest the two of us go round and round.
      startOver(new Map(), batch.size === 0)
      if (batch.size === 1) events.onRefused(changesOf(batch), sentence, rule)
      return
    }
    isOneByOne = true
    startOver(batch, false)
  }

  const onSynced = (): void => {
    // For who measures: from here on the time is ours.
    if (!wasSynced) performance.mark(LAYER_MARK, { detail: layer })
    const now = readRecords(document)
    const news: Change[] = []
    for (const [key, record] of now) {
      if (!isSameRecord(base.get(key), record)) news.push({ kind: 'put', key, record })
    }
    for (const key of base.keys()) if (!now.has(key)) news.push({ kind: 'delete', key })
    isSynced = true
    isWhole = true
    wasSynced = true
    base = now
    tell(news)
    // Not before: of a document that is not whole nothing is told, and reading each change of a large one takes long.
    unobserve()
    unobserve = observeRecords(document, (changes, origin) => {
      if (isSynced && origin !== OWN) takeIn(changes)
    })
    flush()
    events.onStatus()
  }

  const hangUp = (): void => {
    unobserve()
    unobserve = () => undefined
    channel?.close()
    channel = undefined
  }

  const dial = (): void => {
    if (isGone) return
    clearTimeout(timer)
    hangUp()
    channel = transport.open(
      layer,
      document,
      hasPresence,
      {
        onSynced,
        onAcknowledged: () => {
          if (isSynced) settle()
        },
        onRefused,
        onUnavailable: (sentence, rule) => {
          heldUp = saidOf(sentence, rule)
          startOver(sent, true)
        },
        onClosed: (what) => {
          isSynced = false
          if (what === 'channel') later(dial)
          events.onStatus()
        },
        onDenied: () => {
          isSynced = false
          isDenied = true
          hangUp()
          events.onDenied()
          events.onStatus()
        },
        onUnreadable: () => {
          startOver(sent, false)
        },
        onPeople: events.onPeople,
        onLook: events.onLook,
      },
      firstState,
    )
    // A document that is made anew begins with what the server says.
    firstState = undefined
    channel.setPresence(presence)
  }
  dial()

  return {
    layer,
    isSynced: () => isSynced,
    write: (changes) => {
      outbox.put(changes)
      flush()
      events.onStatus()
    },
    adopt: (kept) => {
      const fresh = kept.filter(({ key }) => !outbox.has(key) && !sent.has(key))
      outbox.adopt(fresh)
      events.onChanges(fresh)
      flush()
      events.onStatus()
    },
    seed: (copy) => {
      const records = wasSynced || isGone ? undefined : recordsOf(copy)
      if (records === undefined) return false
      base = records
      const shown = changesOf(records).filter(({ key }) => !outbox.has(key))
      if (shown.length > 0) events.onChanges(shown)
      return true
    },
    state: () => (isWhole && sent.size === 0 ? Y.encodeStateAsUpdateV2(document) : undefined),
    waiting: () => changesOf(new Map([...sent, ...outbox.batch])),
    heldUp: () => heldUp,
    setPresence: (state) => {
      presence = state
      channel?.setPresence(state)
    },
    reopen: () => {
      if (isDenied) later(dial)
      isDenied = false
    },
    destroy: () => {
      isGone = true
      clearTimeout(timer)
      hangUp()
      document.destroy()
    },
  }
}
