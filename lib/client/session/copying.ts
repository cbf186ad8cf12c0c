import type { LayerId, MemberId } from '../../core/base'
import { dropCopies, openCopies } from './copies'
import type { Device } from './device'
import type { Held } from './held'
import { untilRest } from './page-rest'

/** The least time between two copies of one layer, in ms: a copy is the whole layer. */
const COPY_EVERY_MS = 5_000
/** And so many times as long as the last one took: of a layer of thousands it is many frames. */
const COPY_REST_TIMES = 1_000
/** The wait before the first, in ms. */
const COPY_FIRST_MS = 1_000

/** A device that takes longer to look for a copy counts as having none, in ms. */
const DEVICE_MAX_MS = 500

/** Keeps the layers of a room on the device, and shows them from there before the server answers. */
export interface Copying {
  /**
   * What a large layer begins with, so that its socket brings the rest only: the
   * device's copy, or the server's last snapshot. `undefined` where there is neither.
   */
  first(layer: LayerId): Promise<Uint8Array | undefined>
  /** A layer was opened: shows what the device has of it, unless the server is first. */
  opened(layer: LayerId): void
  /** A layer changed: copies it in a while. */
  changed(layer: LayerId): void
  /** The network is gone, or nobody looks: copies now what would be copied in a while. */
  hurry(): void
  /** The layers are the server's word: no copy of another one stays. */
  settle(layers: readonly LayerId[]): void
  /** The member is signed out: nothing of them stays but what is unsent. */
  forget(): void
  close(): void
}

export const copying = (
  device: Promise<Device>,
  place: { readonly member: MemberId; readonly reading: string },
  now: () => number,
  room: {
    readonly held: (layer: LayerId) => Held | undefined
    readonly fetchState: (layer: LayerId) => Promise<Uint8Array | undefined>
    readonly refresh: () => void
  },
): Copying => {
  const copies = openCopies(device, place, now)
  const timers = new Map<LayerId, ReturnType<typeof setTimeout>>()
  /** How long after its last copy a layer may be copied again, in ms. */
  const rests = new Map<LayerId, number>()
  let isOver = false
  const copy = (layer: LayerId): void => {
    clearTimeout(timers.get(layer))
    timers.delete(layer)
    const began = performance.now()
    const state = room.held(layer)?.link.state()
    if (state === undefined) return
    rests.set(layer, Math.max(COPY_EVERY_MS, (performance.now() - began) * COPY_REST_TIMES))
    void copies.keep(layer, state)
  }
  // A copy of a large layer takes longer than some frames.
  const plan = (layer: LayerId, waitMs: number): void => {
    const look = (): void => {
      const rest = untilRest()
      if (rest > 0) plan(layer, rest)
      else copy(layer)
    }
    timers.set(layer, setTimeout(look, waitMs))
  }
  const hurry = (): void => {
    if (!isOver) [...timers.keys()].forEach(copy)
  }
  // A page that is not looked at has time, and may not come back.
  const onHidden = (): void => {
    if (document.visibilityState === 'hidden') hurry()
  }
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', onHidden)
  const end = (): void => {
    isOver = true
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', onHidden)
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }
  // Without a worker nothing takes the copies away at a sign-out: the next member's room does.
  if (typeof navigator !== 'undefined' && !('serviceWorker' in navigator)) void dropCopies(device, place.member)
  return {
    first: async (layer) => {
      const slow = new Promise<undefined>((resolve) => {
        setTimeout(() => {
          resolve(undefined)
        }, DEVICE_MAX_MS)
      })
      return (await Promise.race([copies.read(layer), slow])) ?? (await room.fetchState(layer))
    },
    opened: (layer) => {
      void copies.read(layer).then((state) => {
        const one = room.held(layer)
        if (state === undefined || one === undefined || isOver) return
        if (one.link.seed(state)) {
          one.isCopy = true
          room.refresh()
        }
      })
    },
    changed: (layer) => {
      if (!isOver && !timers.has(layer)) plan(layer, rests.get(layer) ?? COPY_FIRST_MS)
    },
    hurry,
    settle: (layers) => {
      void copies.retain(layers)
    },
    forget: () => {
      end()
      void dropCopies(device)
    },
    // No last copy: whoever leaves may just have signed out.
    close: end,
  }
}
