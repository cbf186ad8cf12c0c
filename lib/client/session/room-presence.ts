import type { MemberId } from '../../core/base'
import type { Offset } from '../../core/document'
import type { Held } from './held'
import { peopleOf, presenceLayers } from './people'
import { readingPlace } from './reading-place'
import type { Presence, RoomSetup } from './room'
import { randomLocal } from './writes'

/** How long a call stands, in ms: who comes later was not there to be asked. */
const CALL_MS = 20_000

/** Who is in the room, and where this member reads. */
export interface RoomPresence {
  people(): readonly Presence[]
  /** The layers tell who is in them: looks again. */
  meet(): void
  /** The layers changed: tells each that has presence where this member reads. */
  tell(): void
  readAt(at: Offset): void
  /** Where the member's selection ends; `null` without one. */
  caretAt(at: Offset | null): void
  /** Asks everyone to come to a place; the others are asked, not moved. */
  call(at: Offset): void
  destroy(): void
}

export const roomPresence = (
  me: MemberId,
  now: () => number,
  room: { readonly setup: () => RoomSetup; readonly held: () => Iterable<Held>; readonly refresh: () => void },
): RoomPresence => {
  let people: readonly Presence[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const place = readingPlace((said) => {
    const setup = room.setup()
    const self = setup.members.find(({ id }) => id === me)
    const layers = presenceLayers(setup.layers)
    for (const one of room.held()) {
      if (layers.has(one.layer.id)) {
        one.link.setPresence({ member: me, name: self?.name ?? '', colour: self?.colour ?? 1, ...said })
      }
    }
  }, now)
  return {
    people: () => people,
    meet: () => {
      const states = [...room.held()].flatMap((one) => one.states)
      const next = peopleOf(states, room.setup(), people)
      if (next === people) return
      people = next
      room.refresh()
    },
    tell: () => {
      place.tell()
    },
    readAt: (at) => {
      place.become({ readingAt: at })
    },
    caretAt: (at) => {
      place.become({ caretAt: at ?? undefined })
    },
    call: (at) => {
      place.become({ call: { at, id: randomLocal() } })
      clearTimeout(timer)
      timer = setTimeout(() => {
        place.become({ call: undefined })
      }, CALL_MS)
    },
    destroy: () => {
      clearTimeout(timer)
      place.destroy()
    },
  }
}
