import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { z } from 'zod'
import type { MemberId } from '../../core/base'
import type { Seat } from './sockets'

/** What the others see of a window. Where it reads, its caret and its call are the client's to say; a call only a moderator's. */
export interface PresenceState {
  readonly member: MemberId
  readonly name: string
  /** 1 to 12. */
  readonly colour: number
  /** The offset of the first character in sight, or `null` while not known. */
  readonly readingAt: number | null
  /** The offset of its caret, or of the end of its selection; absent without one. */
  readonly caretAt?: number
  /** "Everyone here": the place that the room is asked to come to, and a name that tells one call from the next. */
  readonly call?: { readonly at: number; readonly id: string }
}

// A state without `readingAt` is none: windows begin with `{}`, and so does the one that Hocuspocus reads a message into.
const placeSchema = z.int().min(0).max(100_000_000)
const saidSchema = z.object({
  readingAt: placeSchema.nullable(),
  caretAt: placeSchema.optional(),
  call: z.object({ at: placeSchema, id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/) }).optional(),
})

/** What is shown of a window at `seat` that says `state`; `undefined` where that is no state. */
export const presenceOf = (seat: Seat, state: unknown): PresenceState | undefined => {
  const said = saidSchema.safeParse(state)
  if (!said.success) return undefined
  const { readingAt, caretAt, call } = said.data
  return {
    member: seat.member,
    name: seat.face.name,
    colour: seat.face.colour,
    readingAt,
    ...(caretAt === undefined ? {} : { caretAt }),
    ...(call === undefined || !seat.access.moderates ? {} : { call }),
  }
}

/** What a message says of one client id. */
export interface ClientState {
  readonly client: number
  readonly clock: number
  /** As parsed from JSON; `null` says that it is gone. */
  readonly state: unknown
}

/** Reads states as y-protocols/awareness writes them; `undefined` where they cannot be read. */
export const readStates = (bytes: Uint8Array): readonly ClientState[] | undefined => {
  try {
    const decoder = createDecoder(bytes)
    const states: ClientState[] = []
    for (let left = readVarUint(decoder); left > 0; left -= 1) {
      const [client, clock] = [readVarUint(decoder), readVarUint(decoder)]
      states.push({ client, clock, state: JSON.parse(readVarString(decoder)) })
    }
    return states
  } catch (error) {
    // lib0 and JSON.parse throw errors of several kinds where a message ends too early or is no JSON.
    if (error instanceof Error) return undefined
    throw error
  }
}
