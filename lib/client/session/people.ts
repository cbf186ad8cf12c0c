import type { LayerId } from '../../core/base'
import { type Offset, offset } from '../../core/document'
import type { Call } from './reading-place'
import type { Presence, RoomLayer, RoomSetup } from './room'

/**
 * The layers whose readers are the people here: the one that the whole seminar
 * sees, so that everyone sees everyone once; without one, all that are shared.
 */
export const presenceLayers = (layers: readonly RoomLayer[]): ReadonlySet<LayerId> => {
  const common = layers.find(({ kind }) => kind === 'seminar') ?? layers.find(({ kind }) => kind === 'instructor')
  const shared = layers.filter(({ kind }) => kind !== 'private' && kind !== 'aside')
  return new Set((common === undefined ? shared : [common]).map(({ id }) => id))
}

interface Seen {
  readonly member: string
  readonly readingAt: Offset | null
  readonly caretAt: Offset | null
  readonly call: Call | null
}

/** A window's state as another window sent it, or `undefined` where it is none. */
const parseSeen = (state: unknown): Seen | undefined => {
  if (typeof state !== 'object' || state === null || !('member' in state) || typeof state.member !== 'string') {
    return undefined
  }
  return {
    member: state.member,
    readingAt: placeOf('readingAt' in state ? state.readingAt : null),
    caretAt: placeOf('caretAt' in state ? state.caretAt : null),
    call: 'call' in state ? callOf(state.call) : null,
  }
}

const placeOf = (at: unknown): Offset | null =>
  typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 ? offset(at) : null

const callOf = (call: unknown): Call | null => {
  if (typeof call !== 'object' || call === null || !('at' in call) || !('id' in call)) return null
  const at = placeOf(call.at)
  return at === null || typeof call.id !== 'string' ? null : { at, id: call.id }
}

/**
 * Who is here: one entry a member, in the order of the member list with me
 * first. Names and colours come from the seminar's list, so a window can say
 * where it reads and not who it is; who is not on the list is left out. Of a
 * member's windows the last that knows where it reads counts; a call counts of
 * an instructor alone (the server shows no other's either). The answer is
 * `before` where nothing changed.
 */
export const peopleOf = (
  states: readonly unknown[],
  setup: RoomSetup,
  before: readonly Presence[],
): readonly Presence[] => {
  const places = new Map<string, Omit<Seen, 'member'>>()
  for (const state of states) {
    const seen = parseSeen(state)
    if (seen === undefined) continue
    const other = places.get(seen.member)
    places.set(seen.member, {
      readingAt: seen.readingAt ?? other?.readingAt ?? null,
      caretAt: seen.caretAt ?? other?.caretAt ?? null,
      call: seen.call ?? other?.call ?? null,
    })
  }
  const people = setup.members
    .filter((member) => places.has(member.id))
    .map((member): Presence => {
      const { readingAt = null, caretAt = null, call: said = null } = places.get(member.id) ?? {}
      const call = member.role === 'student' ? null : said
      const was = before.find((person) => person.member === member.id)
      const is = {
        member: member.id,
        name: member.name,
        colour: member.colour,
        readingAt,
        caretAt,
        call,
        isMe: member.id === setup.me,
      }
      const isSame = was !== undefined && JSON.stringify(was) === JSON.stringify(is)
      return isSame ? was : is
    })
    .sort((a, b) => Number(b.isMe) - Number(a.isMe))
  const isSame = people.length === before.length && people.every((person, at) => person === before[at])
  return isSame ? before : people
}
