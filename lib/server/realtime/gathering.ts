import type { Connection, Document } from '@hocuspocus/server'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { applyAwarenessUpdate } from 'y-protocols/awareness'
import type { Limits } from './limits'
import type { PresenceState } from './presence-state'

/** What a window says of itself, judged. */
export interface Said {
  readonly connection: Connection
  readonly client: number
  /** Grows with each state of a window (y-protocols/awareness). */
  readonly clock: number
  readonly state: PresenceState
}

/** What the windows of a layer say, until it is shown. */
export interface Gathering {
  /** Shows it together with what else comes by then, unless the window says something newer or leaves. */
  put(said: Said): void
}

/** The origin of what is shown together. */
const GATHERED = { source: 'local' } as const

/**
 * Gathers what is said in a layer. The first after a pause is shown at once, what
 * follows `presenceMs` later, of each window the last only. A state that is shown
 * already is a sign of life: it waits for the next that is news, or
 * `presenceAliveMs`. So fifty who scroll cost three messages a second to each,
 * and fifty who read one in five seconds.
 */
export const openGathering = (
  document: Document,
  { presenceMs, presenceAliveMs }: Pick<Limits, 'presenceMs' | 'presenceAliveMs'>,
): Gathering => {
  const waiting = new Map<number, Said>()
  let shownAt = -Infinity
  let dueAt = Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = (): void => {
    dueAt = Infinity
    shownAt = performance.now()
    const there = [...waiting.values()].filter(({ connection, client }) => document.getClients(connection).has(client))
    waiting.clear()
    if (there.length === 0) return
    const encoder = createEncoder()
    writeVarUint(encoder, there.length)
    for (const { client, clock, state } of there) {
      writeVarUint(encoder, client)
      writeVarUint(encoder, clock)
      writeVarString(encoder, JSON.stringify(state))
    }
    applyAwarenessUpdate(document.awareness, toUint8Array(encoder), GATHERED)
  }

  return {
    put: (said) => {
      const { client, clock, state } = said
      const before = waiting.get(client)
      if (before?.connection === said.connection && before.clock >= clock) return
      const shown = document.awareness.getStates().get(client)
      waiting.set(client, said)
      const isNews = JSON.stringify(state) !== JSON.stringify(shown)
      const at = shownAt + (isNews ? presenceMs : presenceAliveMs)
      if (at >= dueAt) return
      dueAt = at
      clearTimeout(timer)
      timer = setTimeout(show, Math.max(0, at - performance.now())).unref()
    },
  }
}
