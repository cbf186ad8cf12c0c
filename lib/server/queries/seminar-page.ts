import { type GroupId, type MemberId, type Result, type SeminarId, type VersionId, ok, refused } from '../../core/base'
import type { Tag } from '../../core/annotation'
import { TextIndex, outline } from '../../core/document'
import {
  type Actor,
  type Membership,
  type PseudonymMode,
  type Role,
  can,
  isRevealedToAll,
  membershipIn,
  nameViewer,
  phaseOf,
} from '../../core/policy'
import { showClassCode } from '../auth/class-code'
import { HERE_MS } from '../commands/deal-groups'
import { pseudonymsFor } from '../commands/pseudonym-for'
import type { Database } from '../store/database'
import { type SeminarMember, membersOf } from '../store/members'
import { findDocument } from '../store/papers'
import { pronounsOf, takenNames } from '../store/names'
import { type ReadingFace, type ReadingTally, readingsOf, tallyReadings } from '../store/readings'
import { writeSeen } from '../store/roster'
import { type Round, postedIn, roundsOf } from '../store/rounds'
import { groupsOf } from '../store/groups'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'

/** A round on the page of its seminar. */
export interface SeminarRound extends Omit<Round, 'position'> {
  /** From 1. */
  readonly number: number
  readonly phase: 'waiting' | 'open' | 'closed'
  readonly isRevealed: boolean
  /** Of an independent round, for those who may see the figures: how many students have posted, and of how many. */
  readonly posted: { readonly by: number; readonly of: number } | undefined
}

/** A reading on the page of its seminar. */
export interface SeminarReading {
  readonly id: string
  readonly rounds: readonly SeminarRound[]
  readonly slug: string
  readonly version: VersionId
  readonly title: string
  readonly authors: readonly string[]
  readonly setAt: Date
  /** Headings of level 2. */
  readonly sections: number
  readonly footnotes: number
  /** For those who may see the figures, else `undefined`. */
  readonly tally: ReadingTally | undefined
}

export interface SeminarPageMember {
  readonly id: MemberId
  /** As this actor may have it. */
  readonly name: string
  /** What the other members see instead; only for who may know who is who. */
  readonly alias: string | undefined
  /** Only beside a real name. */
  readonly pronouns: string | undefined
  /** For those who manage, else `null`; `null` too for who came in with a class code alone. */
  readonly email: string | null
  readonly role: Role
  readonly group: GroupId | null
  /** Groups of now that they see beside it: those an assistant looks after. */
  readonly sees: readonly GroupId[]
  readonly colour: number
  readonly isMe: boolean
  /** For those who manage: `awaited` is on the roster and has not come, `unseen` is a member and has not opened a page. Else `undefined`. */
  readonly arrival: 'awaited' | 'unseen' | 'here' | 'came' | undefined
}

/** How the actor is called in the seminar, as they may change it. */
export interface OwnName {
  readonly name: string
  readonly pronouns: string
  /** `undefined` where pseudonyms are off, or not for this role. */
  readonly pseudonym:
    { readonly mode: PseudonymMode; readonly own: string | null; readonly offers: readonly string[] } | undefined
}

/** All that the page of a seminar shows to this actor, and nothing that it does not. */
export interface SeminarPage {
  readonly id: SeminarId
  readonly name: string
  readonly role: Role | undefined
  readonly manages: boolean
  /** For those who manage, else `undefined`. */
  readonly classCode:
    | {
        readonly code: string
        readonly shown: string
        readonly isOpen: boolean
        /** The most students that it lets in; `null` sets no limit. */
        readonly limit: number | null
      }
    | undefined
  readonly pseudonyms: PseudonymMode
  /** `undefined` for who is no member. */
  readonly me: OwnName | undefined
  /** Moments in milliseconds since 1970 (UTC), `null` for never. */
  readonly keeping: {
    readonly archivedAt: number | null
    readonly retainUntil: number | null
    readonly retainThen: 'archive' | 'delete'
  }
  readonly codebookVersion: number
  readonly readings: readonly SeminarReading[]
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[]
  /** By name. */
  readonly members: readonly SeminarPageMember[]
  /** `verdicts` for those who may see the figures, else `undefined`. */
  readonly tags: readonly (Tag & { readonly verdicts: number | undefined })[]
}

/** The page of a seminar; `not-found` also for who may not know of it. */
export const seminarPage = async (
  db: Database,
  actor: Actor,
  id: SeminarId,
): Promise<Result<SeminarPage, 'not-found'>> => {
  const subject = { kind: 'seminar', seminar: id } as const
  if (!can(actor, 'seminar.read', subject).ok) return refused('not-found')
  const [seminar, readings, groups, members, tags] = await Promise.all([
    findSeminar(db, id),
    readingsOf(db, [id]),
    groupsOf(db, id),
    membersOf(db, id, nameViewer(actor, id)),
    tagsOf(db, id),
  ])
  if (seminar === undefined) return refused('not-found')
  const manages = can(actor, 'seminar.manage', subject).ok
  const seesFigures = can(actor, 'figures.read', { kind: 'reading', seminar: id }).ok
  const tallies = seesFigures
    ? await tallyReadings(
        db,
        readings.map((reading) => reading.id),
      )
    : undefined
  const me = membershipIn(actor, id)
  const now = Date.now()
  if (me !== undefined) await writeSeen(db, [me.member], new Date(now))
  return ok({
    id,
    name: seminar.name,
    role: me?.role,
    manages,
    classCode: manages
      ? {
          code: seminar.classCode,
          shown: showClassCode(seminar.classCode),
          isOpen: seminar.classCodeOpen,
          limit: seminar.studentLimit,
        }
      : undefined,
    pseudonyms: seminar.pseudonyms,
    me: me === undefined ? undefined : await ownName(db, id, me, seminar.pseudonyms),
    keeping: {
      archivedAt: seminar.archivedAt,
      retainUntil: seminar.retainUntil,
      retainThen: seminar.retainThen,
    },
    codebookVersion: seminar.codebookVersion,
    readings: await Promise.all(readings.map((reading) => readingOf(db, reading, tallies, now))),
    groups: groups.map(({ id: group, name }) => ({ id: group, name })),
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      alias: member.alias,
      pronouns: member.pronouns,
      email: manages ? member.email : null,
      role: member.role,
      group: member.group,
      sees: member.sees.filter((group) => member.role === 'assistant' && groups.some(({ id: now }) => now === group)),
      colour: member.colour,
      isMe: member.id === me?.member,
      arrival: manages ? (member.id === me?.member ? 'here' : arrivalOf(member, now)) : undefined,
    })),
    tags: tags.map((tag) => ({ ...tag, verdicts: seesFigures ? tag.verdicts : undefined })),
  })
}

/** How many pseudonyms are on offer at once. */
const OFFERS = 5

const ownName = async (
  db: Database,
  seminar: SeminarId,
  { member, role }: Membership,
  mode: PseudonymMode,
): Promise<OwnName> => {
  const taken = (await takenNames(db, seminar)).filter((one) => one.member === member)
  const isChoice = mode === 'allowed' && role === 'student'
  const hasOne = mode !== 'off' && role === 'student'
  return {
    name: taken.find(({ isPseudonym }) => !isPseudonym)?.name ?? '',
    pronouns: (await pronounsOf(db, member)) ?? '',
    pseudonym: hasOne
      ? {
          mode,
          own: taken.find(({ isPseudonym }) => isPseudonym)?.name ?? null,
          offers: isChoice ? await pseudonymsFor(db, seminar, OFFERS) : [],
        }
      : undefined,
  }
}

const arrivalOf = ({ isAwaited, seenAt }: SeminarMember, now: number): SeminarPageMember['arrival'] => {
  if (isAwaited) return 'awaited'
  if (seenAt === null) return 'unseen'
  return now - seenAt.getTime() < HERE_MS ? 'here' : 'came'
}

const NOTHING: ReadingTally = { annotations: 0, verdicts: 0, comments: 0, authors: 0 }

const readingOf = async (
  db: Database,
  reading: ReadingFace,
  tallies: ReadonlyMap<string, ReadingTally> | undefined,
  now: number,
): Promise<SeminarReading> => {
  const document = await findDocument(db, reading.version)
  const index = document === undefined ? undefined : new TextIndex(document)
  const headings = document === undefined || index === undefined ? [] : outline(document, index)
  let footnotes = 0
  document?.descendants((node) => {
    // The author's own note has an asterisk for a label and is not counted with the numbered ones.
    if (node.type.name === 'footnote' && node.attrs.label !== '*') footnotes += 1
    return !node.isTextblock
  })
  const rounds = await roundsOf(db, reading.id)
  return {
    id: reading.id,
    rounds: await Promise.all(rounds.map((round) => roundFace(db, round, tallies !== undefined, now))),
    slug: reading.slug,
    version: reading.version,
    title: reading.title,
    authors: reading.authors,
    setAt: reading.createdAt,
    sections: headings.filter((heading) => heading.level === 2).length,
    footnotes,
    tally: tallies === undefined ? undefined : (tallies.get(reading.id) ?? NOTHING),
  }
}

const roundFace = async (
  db: Database,
  { position, ...round }: Round,
  seesFigures: boolean,
  now: number,
): Promise<SeminarRound> => {
  const students = seesFigures && round.kind === 'independent' ? await postedIn(db, round.id) : undefined
  return {
    ...round,
    number: position + 1,
    phase: phaseOf(round, now),
    isRevealed: isRevealedToAll(round, now),
    posted:
      students === undefined
        ? undefined
        : { by: students.filter(({ posts }) => posts > 0).length, of: students.length },
  }
}
