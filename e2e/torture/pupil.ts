import { WebSocket } from 'ws'
import { openRoom } from '../../lib/client/session/open-room'
import type { Room, RoomSetup } from '../../lib/client/session/room'
import { openSockets } from '../../lib/client/session/sockets'
import { type RecordKey, type ThreadComment, bodyOf, taggingKey } from '../../lib/core/annotation'
import type { LayerId, MemberId, Random, TagId } from '../../lib/core/base'
import { type TextIndex, offset } from '../../lib/core/document'
import type { TestMember, TestSeminar } from '../../lib/server/realtime/testing'

/** A member at work in the page's own room, without a page. */
export interface Pupil {
  readonly layer: LayerId
  /** Writes one record: a claim, a verdict or a comment; or takes a verdict back. */
  act(): void
  /** What was written, and not taken back. */
  written(): ReadonlySet<RecordKey>
  /** Of those, what the page has shown as saved at any time. */
  acknowledged(): ReadonlySet<RecordKey>
  /** True while the page says "saved". */
  isSaved(): boolean
  /** What the server refused, as the page says it; `undefined` where nothing was. */
  refusal(): string | undefined
  /** The records that the room shows. */
  seen(): ReadonlySet<RecordKey>
  leave(): void
}

/** What a pupil needs. */
export interface PupilOptions {
  readonly url: string
  readonly seminar: TestSeminar
  readonly index: TextIndex
  readonly member: TestMember
  readonly layer: LayerId
  readonly random: Random
}

/** Opens the room of a member who writes to one layer. */
export const openPupil = ({ url, seminar, index, member, layer, random }: PupilOptions): Pupil => {
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie: member.cookie } })
      // A failed attempt is told by its close.
      this.on('error', () => undefined)
    }
  }
  const setup: RoomSetup = {
    reading: { id: seminar.reading, slug: 'torture', title: 'On states' },
    seminar: { id: seminar.id, name: 'Torture' },
    version: { id: seminar.version, hash: '' },
    me: member.id,
    members: [{ id: member.id, name: member.name, colour: member.colour, role: 'student', group: null }],
    tags: [],
    layers: [{ id: layer, kind: 'group', name: 'Group', access: 'write', moderates: false }],
    writeLayer: layer,
  }
  const room = openRoom(setup, {
    url,
    index,
    transport: openSockets(url, { WebSocketPolyfill: WithCookie }),
    refetch: () => Promise.resolve({ kind: 'setup', setup }),
  })
  const written = new Set<RecordKey>()
  const acknowledged = new Set<RecordKey>()
  let refusal: string | undefined
  room.subscribe(() => {
    const { save, unsaved } = room.getState()
    if (save.kind === 'refused') refusal ??= 'reason' in save ? save.reason : save.sentence
    for (const key of written) if (!unsaved.has(key)) acknowledged.add(key)
  })
  return {
    layer,
    act: () => {
      const key = write(room, index, { me: member.id, tag: seminar.tag, random })
      if (key === undefined) return
      if (!isVerdict(key) || !written.has(key)) written.add(key)
      // The same verdict once more takes it back.
      else for (const keys of [written, acknowledged]) keys.delete(key)
    },
    written: () => written,
    acknowledged: () => acknowledged,
    isSaved: () => room.getState().save.kind === 'saved',
    refusal: () => refusal,
    seen: () =>
      new Set(
        room
          .getState()
          .threads.flatMap(({ key, verdicts, comments }) => [
            key,
            ...verdicts.map((verdict) => verdict.key),
            ...keysOf(comments),
          ]),
      ),
    leave: () => {
      room.destroy()
    },
  }
}

const PASSAGE_MIN_CHARS = 3
const PASSAGE_MAX_CHARS = 40

const isVerdict = (key: RecordKey): boolean => key.startsWith('tagging/')

const keysOf = (comments: readonly ThreadComment[]): readonly RecordKey[] =>
  comments.flatMap(({ key, replies }) => [key, ...keysOf(replies)])

const write = (
  room: Room,
  index: TextIndex,
  { me, tag, random }: { readonly me: MemberId; readonly tag: TagId; readonly random: Random },
): RecordKey | undefined => {
  const { threads } = room.getState()
  const thread = threads[Math.floor(random() * threads.length)]
  const dice = random()
  if (thread === undefined || dice < 0.25) {
    const start = Math.floor(random() * (index.text.length - PASSAGE_MAX_CHARS))
    const chars = PASSAGE_MIN_CHARS + Math.floor(random() * (PASSAGE_MAX_CHARS - PASSAGE_MIN_CHARS))
    return room.annotate({ start: offset(start), end: offset(start + chars) })
  }
  if (dice < 0.4) {
    room.tag(thread.key, tag)
    return taggingKey(me, thread.key)
  }
  const words = 'One sentence of ordinary length, as a student writes it while others do the same. '
  return room.comment(thread.key, null, bodyOf(words.repeat(1 + Math.floor(random() * 5)).trim()))
}
