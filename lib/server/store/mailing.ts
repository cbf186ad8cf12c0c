import { type Language, type UserId, LANGUAGES, languageOf, userId } from '../../core/base'
import type { Membership } from '../../core/policy'
import type { Database } from './database'
import { membershipOf } from './members'

/** How somebody gets mail: never, one letter a day, or that and one at once when they are named or answered. */
export type MailWish = 'off' | 'daily' | 'named'

/** What mail somebody wants and what was taken for them. Moments are milliseconds since 1970 (UTC), `null` for never. */
export interface Mailing {
  readonly how: MailWish
  readonly language: Language
  readonly digestAt: number | null
  readonly digestUntil: number | null
  readonly namedUntil: number | null
  /** How often the letter that is due was given back. */
  readonly tries: number
  readonly retryAt: number | null
  readonly revision: number
}

/** What holds for who never chose and was never written to. */
const FRESH: Mailing = {
  how: 'daily',
  language: LANGUAGES[0],
  digestAt: null,
  digestUntil: null,
  namedUntil: null,
  tries: 0,
  retryAt: null,
  revision: 0,
}

/** Somebody who may get mail: to an address that is theirs for sure, of seminars that are not archived. */
export interface MailReader {
  readonly user: UserId
  readonly email: string
  readonly memberships: readonly Membership[]
  readonly mailing: Mailing
}

interface MailingRow {
  readonly how: MailWish
  readonly language: string
  readonly digestAt: Date | null
  readonly digestUntil: Date | null
  readonly namedUntil: Date | null
  readonly tries: number
  readonly retryAt: Date | null
  readonly revision: number
}

const mailingOf = (row: MailingRow | null): Mailing =>
  row === null
    ? FRESH
    : {
        how: row.how,
        language: languageOf(row.language) ?? LANGUAGES[0],
        digestAt: row.digestAt?.getTime() ?? null,
        digestUntil: row.digestUntil?.getTime() ?? null,
        namedUntil: row.namedUntil?.getTime() ?? null,
        tries: row.tries,
        retryAt: row.retryAt?.getTime() ?? null,
        revision: row.revision,
      }

const PLACES = {
  where: { leftAt: null, seminar: { archivedAt: null } },
  select: {
    id: true,
    seminarId: true,
    role: true,
    groupId: true,
    rosterEmail: true,
    sights: { select: { groupId: true } },
  },
} as const

interface ReaderRow {
  readonly id: string
  readonly email: string | null
  readonly emailProven: boolean
  readonly mailing: MailingRow | null
  readonly members: readonly (Parameters<typeof membershipOf>[0] & { readonly rosterEmail: string | null })[]
}

// An address that somebody typed beside a class code may be a stranger's: it gets no mail before it is proven. Where a
// roster has it for a place, the instructor of that place gave it: it may hear of that place, and of no other.
const readerOf = (row: ReaderRow): MailReader | undefined => {
  const { email } = row
  if (email === null) return undefined
  const places = row.emailProven ? row.members : row.members.filter(({ rosterEmail }) => rosterEmail === email)
  if (places.length === 0) return undefined
  return {
    user: userId(row.id),
    email,
    memberships: places.map(membershipOf),
    mailing: mailingOf(row.mailing),
  }
}

const READER = { id: true, email: true, emailProven: true, mailing: true, members: PLACES } as const

/**
 * Those whose letter may be due at `now`: whose day's moment `digestAt` was not
 * taken, or who want letters at once; by id, at most `limit` after `after`.
 * `next` is where to go on, `undefined` after the last.
 */
export const mailReaders = async (
  db: Database,
  digestAt: Date,
  now: Date,
  { after, limit }: { readonly after: UserId | undefined; readonly limit: number },
): Promise<{ readonly readers: readonly MailReader[]; readonly next: UserId | undefined }> => {
  const rows = await db.user.findMany({
    where: {
      ...(after === undefined ? {} : { id: { gt: after } }),
      sample: false,
      placeholder: false,
      email: { not: null },
      members: { some: PLACES.where },
      OR: [
        { mailing: null },
        {
          mailing: {
            how: { not: 'off' },
            AND: [
              { OR: [{ retryAt: null }, { retryAt: { lte: now } }] },
              { OR: [{ how: 'named' }, { digestAt: null }, { digestAt: { lt: digestAt } }] },
            ],
          },
        },
      ],
    },
    select: READER,
    orderBy: { id: 'asc' },
    take: limit,
  })
  const last = rows.at(-1)
  return {
    readers: rows.flatMap((row) => readerOf(row) ?? []),
    next: rows.length < limit || last === undefined ? undefined : userId(last.id),
  }
}

/** What mail somebody wants; `undefined` where none can come: no address, one that nobody vouches for, no seminar. */
export const mailReader = async (db: Database, user: UserId): Promise<MailReader | undefined> => {
  const row = await db.user.findUnique({ where: { id: user, sample: false }, select: READER })
  return row === null ? undefined : readerOf(row)
}

/** What was kept of somebody's mail; whether their address is proven, and whether they wait for the letter that proves it. */
export const mailingOfUser = async (
  db: Database,
  user: UserId,
): Promise<{ readonly mailing: Mailing; readonly isProven: boolean; readonly isAsked: boolean }> => {
  const row = await db.user.findUnique({ where: { id: user }, select: { emailProven: true, mailing: true } })
  return {
    mailing: mailingOf(row?.mailing ?? null),
    isProven: row?.emailProven ?? false,
    isAsked: row?.mailing?.confirmAt instanceof Date,
  }
}

/** How often a wish is written again where a letter was taken at the same moment. */
const WISH_TRIES = 5

/**
 * Keeps what mail somebody wants, and in which language where it is given. What
 * was told stays told, and what was not will be: letters at once begin where the
 * last letter ended. Who comes back from no mail hears of what is new from `now` on.
 */
export const writeMailWish = async (
  db: Database,
  user: UserId,
  { how, language }: { readonly how: MailWish; readonly language?: Language },
  now: Date,
): Promise<boolean> => {
  if ((await db.user.count({ where: { id: user } })) === 0) return false
  await db.mailing.createMany({ data: [{ userId: user }], skipDuplicates: true })
  for (let tried = 0; tried < WISH_TRIES; tried += 1) {
    const was = await db.mailing.findUnique({ where: { userId: user } })
    if (was === null) return false
    const { revision } = was
    const begins = was.how === 'off' && how !== 'off' ? { digestUntil: now, namedUntil: now } : toldOnChange(was, how)
    const { count } = await db.mailing.updateMany({
      where: { userId: user, revision },
      data: {
        how,
        ...begins,
        ...(was.how === how ? {} : { tries: 0, retryAt: null }),
        ...(language === undefined ? {} : { language }),
        revision: { increment: 1 },
      },
    })
    if (count === 1) return true
  }
  throw new Error('the wish could not be written: letters are taken all the time')
}

const toldOnChange = (
  was: Pick<MailingRow, 'how' | 'namedUntil' | 'digestUntil'>,
  how: MailWish,
): { readonly namedUntil?: Date | null } => {
  if (how !== 'named' || was.how === 'named') return {}
  const told = Math.max(was.namedUntil?.getTime() ?? 0, was.digestUntil?.getTime() ?? 0)
  return { namedUntil: told === 0 ? null : new Date(told) }
}

/** What is written when a letter is taken, or given back. */
export type MailingChange = Partial<Pick<Mailing, 'digestAt' | 'digestUntil' | 'namedUntil' | 'tries' | 'retryAt'>>

const dated = ({ tries, ...moments }: MailingChange) => ({
  ...(tries === undefined ? {} : { tries }),
  ...Object.fromEntries(
    Object.entries(moments).map(([name, at]) => [name, at === null ? null : new Date(at)] as const),
  ),
})

/** Writes the change where nobody wrote since `revision` was read, and they still want mail. One caller alone gets true. */
export const changeMailing = async (
  db: Database,
  user: UserId,
  revision: number,
  change: MailingChange,
): Promise<boolean> => {
  if (revision === 0) await db.mailing.createMany({ data: [{ userId: user }], skipDuplicates: true })
  const { count } = await db.mailing.updateMany({
    where: { userId: user, revision, how: { not: 'off' } },
    data: { ...dated(change), revision: { increment: 1 } },
  })
  return count === 1
}

/** Keeps that somebody asks for the letter by which they show that their address is theirs. */
export const writeConfirmAsked = async (db: Database, user: UserId, at: Date): Promise<void> => {
  await db.mailing.upsert({
    where: { userId: user },
    create: { userId: user, confirmAt: at },
    update: { confirmAt: at },
  })
}

/** Somebody who asked for that letter. */
export interface Confirming {
  readonly user: UserId
  readonly email: string
  readonly language: Language
  /** When they asked, in milliseconds since 1970 (UTC). */
  readonly askedAt: number
}

/** Those who wait for that letter, who asked first first, at most `limit`. */
export const confirming = async (db: Database, limit: number): Promise<readonly Confirming[]> => {
  const rows = await db.mailing.findMany({
    where: { confirmAt: { not: null }, user: { email: { not: null } } },
    select: { confirmAt: true, language: true, user: { select: { id: true, email: true } } },
    orderBy: { confirmAt: 'asc' },
    take: limit,
  })
  return rows.flatMap(({ confirmAt, language, user: { id, email } }) =>
    confirmAt === null || email === null
      ? []
      : [
          {
            user: userId(id),
            email,
            language: languageOf(language) ?? LANGUAGES[0],
            askedAt: confirmAt.getTime(),
          },
        ],
  )
}

/** Takes that letter, to send it: one caller alone gets true. */
export const takeConfirming = async (db: Database, { user, askedAt }: Confirming): Promise<boolean> => {
  const { count } = await db.mailing.updateMany({
    where: { userId: user, confirmAt: new Date(askedAt) },
    data: { confirmAt: null },
  })
  return count === 1
}
