import { randomUUID } from 'node:crypto'
import type { Document, Extension, Hocuspocus } from '@hocuspocus/server'
import { type LayerId, layerId } from '../../core/base'
import type { Database } from '../store/database'
import type { Committed } from '../store/group-commit'
import { type JournalEntry, layerRevisions } from '../store/journal'
import type { Follow } from './follow'
import { type HandOver, openHandOver } from './hand-over'
import { logTrouble } from './log'
import { openLostProcesses } from './lost-processes'
import { type OpenLayer, applyForeign, reach } from './open-layer'
import { RELAYED, presenceOf, showPresence, windowsOf } from './relay-presence'
import { type RelayMessage, readRelayMessage, senderOfRelayMessage, writeRelayMessage } from './relay-message'
import { type Redis, openRedis } from './redis'
import { openSignsOfLife } from './signs-of-life'
import type { CollabContext } from './sockets'

/** What joins the processes that share layers. */
export interface Relay {
  readonly redis: Redis
  readonly extension: Extension<CollabContext>
  /** Tells the others of a commit. What is told in one go goes out as one message. */
  readonly announce: (layer: OpenLayer, entry: JournalEntry, committed: Committed) => void
  /** Whose turn it is to write to a layer. */
  readonly handOverOf: (layer: OpenLayer) => HandOver
  /** Tells what is still to be told, and ends. */
  close(): Promise<void>
}

/** What the relay needs of the outside. */
export interface RelayTools {
  readonly db: Database
  readonly redisUrl: string
  readonly follow: Follow
  /** The layer of a document; `undefined` before it is loaded. */
  readonly layerOf: (document: Document) => OpenLayer | undefined
}

/** How often the revisions of the open layers are looked up in the database: nothing depends on a message that may be lost. */
const LOOK_EVERY_MS = 2_000
/** The same while Redis is away. */
const LOOK_OFTEN_MS = 250
/** Presence goes out so late at most, all that changed meanwhile together. */
const PRESENCE_EVERY_MS = 20

/** Each process listens here, and says nothing: that somebody listens says that it is there. */
const channelOfProcess = (process: string): string => `scholion:process:${process}`
const channelOf = (layer: LayerId): string => `scholion:layer:${layer}`
const layerOfChannel = (channel: string): LayerId => layerId(channel.slice(channel.lastIndexOf(':') + 1))

/**
 * Joins this process to the others that serve the same layers. What one of them
 * commits it says on the layer's channel, with the revision that the layer has
 * with it. Who hears the very next revision puts it into the document; who hears
 * a later one has missed something, and catches up from the journal. What is
 * never heard is found by looking at the revisions. Rejects where Redis cannot
 * be reached.
 */
export const openRelay = async ({ db, redisUrl, follow, layerOf }: RelayTools): Promise<Relay> => {
  const self = randomUUID()
  const open = new Map<LayerId, OpenLayer>()
  /** The layers being opened, with their revision before they were read and the last one heard of since. */
  const opening = new Map<LayerId, { readonly from: bigint | undefined; heard: bigint }>()
  const listening = new Set<LayerId>()
  let server: Hocuspocus<CollabContext> | undefined

  const redis = await openRedis(redisUrl, {
    onMessage: (channel, bytes) => {
      try {
        const message = readRelayMessage(self, bytes)
        if (message !== undefined) hear(layerOfChannel(channel), message, senderOfRelayMessage(bytes))
      } catch (error) {
        logTrouble('a message of another process is not understood', { channel }, error)
      }
    },
    onBack: () => {
      signs.give()
      void look()
      for (const layer of open.values()) greet(layer)
    },
  })

  const say = (layer: LayerId, message: RelayMessage): void => {
    redis.publish(channelOf(layer), writeRelayMessage(self, message))
  }

  const signs = openSignsOfLife(self, {
    keep: (name, ms) => {
      redis.keep(name, ms)
    },
    kept: (names) => redis.kept(names),
    now: () => performance.now(),
  })
  const lost = openLostProcesses({
    layers: () => open.values(),
    whoIsThere: async (processes) => {
      const [listened, silent] = await Promise.all([
        redis.listened(processes.map(channelOfProcess)),
        signs.silent(processes),
      ])
      if (listened === undefined || silent === undefined) return undefined
      return new Set(processes.filter((process) => listened.has(channelOfProcess(process)) && !silent.has(process)))
    },
  })
  await redis.listen(channelOfProcess(self))

  const hear = (id: LayerId, message: RelayMessage, from: string): void => {
    const layer = open.get(id)
    if (message.kind === 'committed') {
      const begun = opening.get(id)
      if (begun !== undefined && begun.heard < message.revision) begun.heard = message.revision
      if (layer !== undefined) hearCommit(layer, message)
    } else if (layer !== undefined && message.kind === 'presence') {
      showPresence(layer, message.windows)
      lost.heard(from, layer, message.windows)
    } else if (layer !== undefined && message.kind === 'who') sayPresence(layer, undefined)
    else if (layer !== undefined) handOverOf(layer).asked()
  }

  const handOvers = new WeakMap<OpenLayer, HandOver>()
  const handOverOf = (layer: OpenLayer): HandOver => {
    const handOver =
      handOvers.get(layer) ??
      openHandOver(() => {
        say(layer.id, { kind: 'turn' })
      })
    handOvers.set(layer, handOver)
    return handOver
  }

  const hearCommit = (layer: OpenLayer, message: Extract<RelayMessage, { readonly kind: 'committed' }>): void => {
    handOverOf(layer).heard()
    const known = layer.revision ?? 0n
    if (message.revision <= known) return
    if (message.revision > known + 1n) {
      void follow(layer)
      return
    }
    for (const { member, newClients } of message.updates) {
      for (const client of newClients) layer.clients.bind(client, member)
    }
    let unreadable = 0
    applyForeign(
      layer,
      message.updates.map(({ update }) => update),
      () => {
        unreadable += 1
      },
    )
    // What the message did not bring whole is whole in the journal.
    if (unreadable === 0) reach(layer, message.revision, message.through)
    else void follow(layer)
  }

  // Commits: all of one revision are told in one tick.
  const commits = new Map<OpenLayer, { readonly entries: JournalEntry[]; revision: bigint; through: bigint }>()
  const sayCommits = (): void => {
    for (const [{ id }, { entries, revision, through }] of commits) {
      say(id, { kind: 'committed', revision, through, updates: entries })
    }
    commits.clear()
  }
  const announce = (layer: OpenLayer, entry: JournalEntry, { id, revision }: Committed): void => {
    if (revision === undefined) return
    if (commits.size === 0) queueMicrotask(sayCommits)
    const told = commits.get(layer)
    if (told === undefined) commits.set(layer, { entries: [entry], revision, through: id })
    else {
      told.entries.push(entry)
      told.revision = revision
      told.through = id
    }
  }

  // Presence.
  const sayPresence = (layer: OpenLayer, clients: ReadonlySet<number> | undefined): void => {
    const windows = presenceOf(layer, clients ?? windowsOf(layer.document))
    if (windows.length > 0) say(layer.id, { kind: 'presence', windows })
  }
  const moved = new Map<OpenLayer, Set<number>>()
  const sayMoved = (): void => {
    for (const [layer, clients] of moved) sayPresence(layer, clients)
    moved.clear()
  }
  /** Who opens a layer, or was cut off, tells who is here and asks who is there. */
  const greet = (layer: OpenLayer): void => {
    sayPresence(layer, undefined)
    say(layer.id, { kind: 'who' })
  }

  /** Ends what is not needed any more, and follows the layers that moved on unheard. */
  const look = async (): Promise<void> => {
    for (const id of listening) {
      if (server?.documents.has(id) === true || server?.loadingDocuments.has(id) === true) continue
      listening.delete(id)
      open.delete(id)
      opening.delete(id)
      redis.unlisten(channelOf(id))
    }
    if (open.size === 0) return
    try {
      const revisions = await layerRevisions(db, [...open.keys()])
      for (const layer of open.values()) {
        if ((revisions.get(layer.id) ?? 0n) > (layer.revision ?? 0n) || layer.isBehind) await follow(layer)
      }
    } catch (error) {
      logTrouble('the revisions of layers cannot be read', { layers: String(open.size) }, error)
    }
  }
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const lookAgain = (waited: number): void => {
    timer = setTimeout(() => {
      const isDue = waited + LOOK_OFTEN_MS >= LOOK_EVERY_MS || !redis.isHere()
      void Promise.all([lost.look(), isDue ? look() : undefined]).then(() => {
        if (!isClosed) lookAgain(isDue ? 0 : waited + LOOK_OFTEN_MS)
      })
    }, LOOK_OFTEN_MS)
    timer.unref()
  }
  lookAgain(0)

  return {
    redis,
    announce,
    handOverOf,
    extension: {
      extensionName: 'relay',
      onLoadDocument: async ({ documentName, instance }) => {
        server = instance
        const id = layerId(documentName)
        open.delete(id)
        listening.add(id)
        const begun: { from: bigint | undefined; heard: bigint } = { from: undefined, heard: 0n }
        opening.set(id, begun)
        await redis.listen(channelOf(id))
        // Read before the journal, which then holds everything through it.
        begun.from = await layerRevisions(db, [id]).then(
          (revisions) => revisions.get(id),
          (error: unknown) => {
            logTrouble('the revision of a layer cannot be read', { layer: id }, error)
            return undefined
          },
        )
      },
      afterLoadDocument: async ({ documentName, document }) => {
        const id = layerId(documentName)
        const layer = layerOf(document)
        const begun = opening.get(id)
        opening.delete(id)
        if (layer === undefined || begun === undefined) return
        layer.revision = begun.from ?? 0n
        layer.isBehind ||= begun.from === undefined
        open.set(id, layer)
        if (begun.heard > layer.revision || layer.isBehind) await follow(layer)
        greet(layer)
      },
      onAwarenessUpdate: ({ document, added, updated, removed, transactionOrigin }) => {
        const layer = layerOf(document)
        // What is told by another process, or times out here, is not for us to tell.
        if (layer === undefined || transactionOrigin === RELAYED || transactionOrigin === 'timeout') {
          return Promise.resolve()
        }
        if (moved.size === 0) setTimeout(sayMoved, PRESENCE_EVERY_MS)
        const clients = moved.get(layer) ?? new Set()
        moved.set(layer, clients)
        for (const client of [...added, ...updated, ...removed]) clients.add(client)
        return Promise.resolve()
      },
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      signs.close()
      sayCommits()
      sayMoved()
      await redis.close()
    },
  }
}
