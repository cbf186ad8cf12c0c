import { type GroupId, type MemberId, type Result, ok, refused } from '../../core/base'
import type { Tag } from '../../core/annotation'
import { serializeDocument } from '../../core/document'
import { type Actor, can, membershipIn } from '../../core/policy'
import { type Place, findBoard, pinsOf } from '../store/boards'
import { type Database, database } from '../store/database'
import { figuresOpenness } from '../store/figures'
import { mutedBy, removedOfMember } from '../store/manners'
import { findReadingToRead } from '../store/reading-room'
import { writeSeen } from '../store/roster'
import { buildId } from './build'
import { comparesNow } from './compared-figures'
import { type LayersFor, layersFor } from './layers-for'

/** What the reading page needs: the room before its first socket (`RoomSetup` in client/session), and the text. */
export interface ReadingRoom {
  readonly setup: RoomFacts
  readonly authors: readonly string[]
  /** The document's JSON, as `serializeDocument` gives it. */
  readonly document: unknown
  /** True where the member may read the reading's figures, or their own against the class's. */
  readonly seesFigures: boolean
  /** True where the member says what the reading's board shows, and what is pinned. */
  readonly controlsBoard: boolean
}

/** Plain data; the client's `RoomSetup` in the server's words. */
export interface RoomFacts extends LayersFor {
  readonly reading: { readonly id: string; readonly slug: string; readonly title: string }
  readonly seminar: { readonly id: string; readonly name: string }
  readonly version: { readonly id: string; readonly hash: string }
  /** The release that runs; empty on a development server. */
  readonly build: string
  readonly me: MemberId
  readonly members: readonly {
    readonly id: MemberId
    readonly name: string
    /** What the others see instead of the name; only for who may know who is who. */
    readonly alias?: string
    readonly colour: number
    readonly role: 'instructor' | 'assistant' | 'student'
    readonly group: GroupId | null
  }[]
  readonly muted: readonly MemberId[]
  /** How many of the member's notes on this reading a moderator took out. */
  readonly takenOut: number
  readonly tags: readonly Tag[]
  /** The pinned passages in these layers, the oldest pin first; absent where there are none. */
  readonly pins?: readonly Place[]
  /** True where the board is shown to students; absent otherwise. */
  readonly isBoardShown?: boolean
  /** True where the paper came as a PDF, on whose pages its notes can be taken home; absent otherwise. */
  readonly hasOriginal?: boolean
}

/**
 * The reading room of the reading with this slug, as `actor` sees it.
 * `not-found` also for a reading that they may not know of: the page says the same.
 */
export const readingRoom = async (
  actor: Actor,
  slug: string,
  db: Database = database(),
): Promise<Result<ReadingRoom, 'not-found'>> => {
  const found = await findReadingToRead(db, slug, actor)
  if (found === undefined) return refused('not-found')
  const subject = { kind: 'reading', seminar: found.seminar.id } as const
  const membership = membershipIn(actor, found.seminar.id)
  if (membership === undefined || !can(actor, 'reading.read', subject).ok) return refused('not-found')
  await writeSeen(db, [membership.member], new Date())
  const { layers, writeLayer, round } = await layersFor(db, actor, found.id)
  const seen = new Set(layers.map(({ id }) => id))
  const board = await findBoard(db, found.id)
  const pins = (await pinsOf(db, found.id)).filter(({ layer }) => seen.has(layer))
  const openness = await figuresOpenness(db, found.id)
  // Blind means blind: not even a name of the others reaches the browser.
  const members =
    round?.isBlind === true
      ? found.members.filter(({ member, role }) => member === membership.member || role !== 'student')
      : found.members
  return ok({
    setup: {
      reading: { id: found.id, slug: found.slug, title: found.title },
      seminar: found.seminar,
      version: { id: found.version.id, hash: found.version.hash },
      build: await buildId(),
      me: membership.member,
      members: members.map(({ member, ...rest }) => ({ id: member, ...rest })),
      muted: await mutedBy(db, membership.member),
      takenOut: (await removedOfMember(db, membership.member)).filter(({ reading }) => reading.slug === found.slug)
        .length,
      tags: found.tags,
      layers,
      writeLayer,
      ...(round === undefined ? {} : { round }),
      ...(pins.length === 0 ? {} : { pins }),
      ...(board?.isShown === true ? { isBoardShown: true } : {}),
      ...(found.original === undefined ? {} : { hasOriginal: true }),
    },
    authors: found.authors,
    document: serializeDocument(found.version.document),
    seesFigures: can(actor, 'figures.compare', {
      ...subject,
      compares: openness !== undefined && comparesNow(openness),
    }).ok,
    controlsBoard: can(actor, 'board.control', { ...subject, kind: 'board', isShown: false }).ok,
  })
}
