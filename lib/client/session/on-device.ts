import type { LayerId, MemberId } from '../../core/base'
import { type Copying, copying } from './copying'
import type { Device } from './device'
import type { Held } from './held'
import { type Safekeeping, safekeeping } from './safekeeping'

/** What a room leaves on its device: copies of its layers, and what is not sent. */
export const onDevice = (
  device: Promise<Device>,
  place: { readonly member: MemberId; readonly reading: string },
  now: () => number,
  room: {
    readonly held: (layer: LayerId) => Held | undefined
    /** Asks the server which layers there are. */
    readonly ask: () => void
    readonly fetchState: (layer: LayerId) => Promise<Uint8Array | undefined>
    readonly refresh: () => void
  },
): { readonly copies: Copying; readonly kept: Safekeeping } => ({
  copies: copying(device, place, now, room),
  kept: safekeeping(device, place, now, { ...room, linkOf: (layer) => room.held(layer)?.link }),
})
