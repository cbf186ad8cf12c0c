import type { LayerId, MemberId } from '../../core/base'
import type { Change } from '../../core/layer'
import type { Device } from './device'
import type { Held } from './held'
import { openKeeper } from './keeper'
import type { LayerLink } from './layer-link'
import { type KeptRefusal, type RefusedBecause, refusalOf } from './refusals'
import type { KeptChange } from './unsent-rows'
import { randomLocal } from './writes'

/** What the room needs to be told of, and asked for. */
export interface SafekeepingRoom {
  readonly linkOf: (layer: LayerId) => LayerLink | undefined
  /** Asks the server which layers there are. */
  readonly ask: () => void
  readonly refresh: () => void
}

/** A room's unsent and refused changes, in this window and on the device below it. */
export interface Safekeeping {
  refusals(): readonly KeptRefusal[]
  refuse(changes: readonly Change[], because: RefusedBecause): void
  dismiss(): void
  /** Gives the device what waits now. */
  keep(all: Iterable<Held>): void
  /** How many changes of an earlier window wait for a layer that this one has not. */
  homeless(): number
  /** The layers are the server's word: what waits for another one has lost its home, and is told as refused. */
  settle(): void
  /** True when the page can be left without loss. */
  isKept(): boolean
  /** True where changes are kept only as long as the page is open. */
  isOnlyHere(): boolean
  /** Looks for what other windows left. */
  look(): void
  close(): void
}

/** Opens the safekeeping of a member in a reading. */
export const safekeeping = (
  device: Promise<Device>,
  place: { readonly member: MemberId; readonly reading: string },
  now: () => number,
  room: SafekeepingRoom,
): Safekeeping => {
  let refusals: readonly KeptRefusal[] = []
  const homeless = new Map<LayerId, readonly KeptChange[]>()
  const refuse = (changes: readonly Change[], because: RefusedBecause): void => {
    refusals = [...refusals, { id: randomLocal(), ...refusalOf(changes, because) }]
    room.refresh()
  }
  const keeper = openKeeper(device, place, now, {
    onAdopted: (layer, changes) => {
      const link = room.linkOf(layer)
      if (link !== undefined) {
        link.adopt(changes)
        return
      }
      homeless.set(layer, [...(homeless.get(layer) ?? []), ...changes])
      room.ask()
      room.refresh()
    },
    onRefusals: (earlier) => {
      refusals = [...earlier, ...refusals]
      room.refresh()
    },
    onStatus: room.refresh,
  })
  return {
    refusals: () => refusals,
    refuse,
    dismiss: () => {
      refusals = []
      room.refresh()
    },
    keep: (all) => {
      const outboxes = new Map<LayerId, readonly Change[]>(homeless)
      for (const { layer, link } of all) outboxes.set(layer.id, link.waiting())
      keeper.keep({ outboxes, refusals })
    },
    homeless: () => [...homeless.values()].reduce((sum, changes) => sum + changes.length, 0),
    settle: () => {
      for (const [layer, changes] of [...homeless]) {
        homeless.delete(layer)
        const link = room.linkOf(layer)
        if (link === undefined) refuse(changes, { reason: 'layer-gone' })
        else link.adopt(changes)
      }
    },
    isKept: () => keeper.isKept(),
    isOnlyHere: () => keeper.hasFailed(),
    look: () => {
      keeper.look()
    },
    close: () => {
      keeper.close()
    },
  }
}
