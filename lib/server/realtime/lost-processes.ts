import type { OpenLayer } from './open-layer'
import type { RelayedPresence } from './relay-message'
import { showPresence } from './relay-presence'

/** Finds the processes that ended without a word, and takes their windows away. */
export interface LostProcesses {
  /** Notes whose windows these are. */
  heard(process: string, layer: Layer, windows: readonly RelayedPresence[]): void
  /** Looks whether those whose windows are shown are still there. Never rejects. */
  look(): Promise<void>
}

type Layer = Pick<OpenLayer, 'document' | 'clients'>

export interface LostProcessesTools {
  /** Which of these are there; `undefined` where that cannot be known now. */
  readonly whoIsThere: (processes: readonly string[]) => Promise<ReadonlySet<string> | undefined>
  /** The layers that are open here. */
  readonly layers: () => Iterable<Layer>
}

/** A process whose connection to Redis breaks is back within a second or so: only one that is away longer is gone. */
export const MISSED_LOOKS_MAX = 3

/**
 * Redis loses the subscription of a process in the moment in which it ends,
 * however it ends, but where its machine is cut off: that is for signs of life
 * (SH15) to tell. One that was never seen there (of an older release) is not
 * taken for lost: its windows end with their last sign of life.
 */
export const openLostProcesses = ({ whoIsThere, layers }: LostProcessesTools): LostProcesses => {
  const shownBy = new WeakMap<Layer, Map<number, string>>()
  /** How often in a row a process was not there; only those that were. */
  const missed = new Map<string, number>()
  const known = new Set<string>()

  const takeAway = (process: string): void => {
    for (const layer of layers()) {
      const { meta } = layer.document.awareness
      const own = [...(shownBy.get(layer) ?? [])].filter(([, by]) => by === process)
      showPresence(
        layer,
        own.map(([client]) => ({ client, member: undefined, clock: meta.get(client)?.clock ?? 0, state: 'null' })),
      )
      for (const [client] of own) shownBy.get(layer)?.delete(client)
    }
  }

  const look = async (): Promise<void> => {
    const shown = new Set<string>()
    for (const layer of layers()) for (const process of shownBy.get(layer)?.values() ?? []) shown.add(process)
    for (const process of missed.keys()) if (!shown.has(process)) missed.delete(process)
    if (shown.size === 0) return
    const there = await whoIsThere([...shown])
    if (there === undefined) return
    for (const process of shown) {
      const before = missed.get(process)
      if (there.has(process)) missed.set(process, 0)
      else if (before !== undefined && before + 1 < MISSED_LOOKS_MAX) missed.set(process, before + 1)
      else if (before !== undefined) {
        missed.delete(process)
        takeAway(process)
      }
    }
  }

  return {
    look,
    heard: (process, layer, windows) => {
      const shown = shownBy.get(layer) ?? new Map<number, string>()
      shownBy.set(layer, shown)
      for (const { client, member } of windows) {
        if (member !== undefined) shown.set(client, process)
        else if (shown.get(client) === process) shown.delete(client)
      }
      // One that ends soon after its first word is to have been seen.
      if (!known.has(process)) void look()
      known.add(process)
    },
  }
}
