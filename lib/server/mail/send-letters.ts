import { createHash } from 'node:crypto'
import type { UserId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { writeConfirmToken, writeMailToken } from '../auth/mail-token'
import type { MailEnv } from '../env'
import { type Notice, type SeminarNotices, noticesOf } from '../queries/notices'
import type { RootDatabase } from '../store/database'
import {
  type Confirming,
  type MailReader,
  type Mailing,
  type MailingChange,
  changeMailing,
  confirming,
  mailReaders,
  takeConfirming,
  writeConfirmAsked,
} from '../store/mailing'
import { type ToldSeminar, confirmLetterOf, letterOf } from './letter'
import { digestMoment, nextDigestMoment, retryMoment } from './moments'
import type { Post } from './post'

/** How a round of letters went. */
export interface Sent {
  readonly sent: number
  readonly refused: number
  /** Put off, to be tried again. */
  readonly later: number
  /** True where the mail server did not answer: the rest waits. */
  readonly isAway: boolean
}

/** What sending needs besides the database. */
export interface Office {
  readonly post: Post
  readonly hour: MailEnv['hour']
  readonly secret: string
  readonly publicUrl: string
  /** False once the server closes: no letter is begun then. */
  readonly goesOn: () => boolean
}

/** What is younger waits for the next letter, in ms: it may still be on its way into the database. */
const SETTLE_MS = 30_000
/** Letters at once to one reader stand so far apart, in ms. */
const NAMED_APART_MS = 10 * 60_000
/** So many readers are looked at together. */
const PAGE = 100

/** The letter that a reader is due, how to take it, and how to give it back. */
interface Due {
  readonly kind: 'digest' | 'named'
  readonly seminars: readonly ToldSeminar[]
  /** What it is called by: the same as long as it tells from the same moment on. */
  readonly name: string
  readonly take: MailingChange
  /** What is written when its time has not come. */
  readonly giveBack: MailingChange
  /** What is written when it was put off too often: the next day's letter tells of it. */
  readonly giveUp: MailingChange
}

const isSaid = ({ kind }: Notice): boolean => kind === 'mention' || kind === 'reply'

const tell = (heard: readonly SeminarNotices[], isTold: (notice: Notice) => boolean): readonly ToldSeminar[] =>
  heard
    .map(({ seminar, notices }) => ({ name: seminar.name, notices: notices.filter(isTold) }))
    .filter(({ notices }) => notices.length > 0)

interface Moments {
  /** The newest moment at which the day's letters were due, and the next. */
  readonly digest: number
  readonly next: number
  readonly now: number
}

const dueOf = (
  mailing: Mailing,
  heard: readonly SeminarNotices[],
  { digest: moment, next, now }: Moments,
): Due | undefined => {
  const until = now - SETTLE_MS
  const fresh = (since: number) => (notice: Notice) => notice.isUnread && notice.at > since && notice.at <= until
  const done = { tries: 0, retryAt: null }
  const { digestAt, namedUntil } = mailing
  const digestUntil = mailing.digestUntil ?? moment
  if (digestAt === null) {
    // Who is new has the first letter at the next day's moment, as everybody; it tells from the last one on.
    const take = {
      ...done,
      digestAt: moment,
      digestUntil,
      ...(mailing.how === 'named' ? { namedUntil: digestUntil } : {}),
    }
    return { kind: 'digest', seminars: [], name: '', take, giveBack: {}, giveUp: {} }
  }
  if (digestAt < moment) {
    const saidUntil = Math.max(digestUntil, namedUntil ?? 0)
    const told = { digestUntil, namedUntil }
    return {
      kind: 'digest',
      seminars: tell(heard, (notice) => fresh(isSaid(notice) ? saidUntil : digestUntil)(notice)),
      name: String(moment),
      take: { ...done, digestAt: moment, digestUntil: until, ...(namedUntil === null ? {} : { namedUntil: until }) },
      giveBack: { digestAt, ...told },
      giveUp: told,
    }
  }
  if (mailing.how !== 'named' || namedUntil === null || namedUntil > until - NAMED_APART_MS) return undefined
  const seminars = tell(heard, (notice) => isSaid(notice) && fresh(namedUntil)(notice))
  if (seminars.length === 0) return undefined
  return {
    kind: 'named',
    seminars,
    name: String(namedUntil),
    take: { ...done, namedUntil: until },
    giveBack: { namedUntil },
    giveUp: { namedUntil, retryAt: next },
  }
}

/**
 * Sends the letters that are due at `now`: to each reader one a day, and to who
 * wants it one at once when they are named or answered, as long as they have not
 * read it. A letter is taken in the database before it is sent, so that it goes
 * once, however many processes send; one whose sender dies is not sent again. What
 * the mail server puts off is tried again a few times; while it does not answer nothing is lost.
 */
export const sendLetters = async (db: RootDatabase, office: Office, now: number): Promise<Sent> => {
  const moment = digestMoment(now, office.hour)
  const moments = { digest: moment, next: nextDigestMoment(moment, office.hour), now }
  const counts = { sent: 0, refused: 0, later: 0 }
  for (const one of await confirming(db, PAGE)) {
    if (!office.goesOn()) return { ...counts, isAway: false }
    const posted = await sendConfirm(db, office, one, now)
    if (posted === 'away') return { ...counts, isAway: true }
    if (posted !== undefined) counts[posted] += 1
  }
  let after: UserId | undefined
  do {
    const page = await mailReaders(db, new Date(moment), new Date(now), { after, limit: PAGE })
    for (const reader of page.readers) {
      if (!office.goesOn()) return { ...counts, isAway: false }
      const posted = await sendTo(db, office, reader, moments)
      if (posted === 'away') return { ...counts, isAway: true }
      if (posted !== undefined) counts[posted] += 1
    }
    after = page.next
  } while (after !== undefined)
  return { ...counts, isAway: false }
}

const sendTo = async (
  db: RootDatabase,
  { post, secret, publicUrl }: Office,
  { user, email, memberships, mailing }: MailReader,
  moments: Moments,
) => {
  const { now } = moments
  const actor: Actor = { kind: 'user', user, teaches: false, memberships }
  const due = dueOf(mailing, await noticesOf(db, actor, now), moments)
  if (due === undefined) return undefined
  if (!(await changeMailing(db, user, mailing.revision, due.take)) || due.seminars.length === 0) return undefined
  const token = writeMailToken(user, { secret })
  const letter = letterOf(due.seminars, { publicUrl, stopUrl: `${publicUrl}/no-mail/${token}` }, mailing.language)
  const posted = await post.send({
    to: email,
    letter,
    messageId: messageId(publicUrl, `${due.kind} ${user} ${due.name}`),
    stopUrl: `${publicUrl}/api/no-mail/${token}`,
  })
  const taken = mailing.revision + 1
  if (posted === 'away') await changeMailing(db, user, taken, { ...due.giveBack, tries: mailing.tries })
  if (posted === 'later') {
    const tries = mailing.tries + 1
    const retryAt = retryMoment(tries, now)
    await changeMailing(db, user, taken, retryAt === undefined ? due.giveUp : { ...due.giveBack, tries, retryAt })
  }
  return posted
}

const sendConfirm = async (db: RootDatabase, { post, secret, publicUrl }: Office, one: Confirming, now: number) => {
  if (!(await takeConfirming(db, one))) return undefined
  const { user, email, language, askedAt } = one
  const token = writeConfirmToken(user, email, now, { secret })
  const posted = await post.send({
    to: email,
    letter: confirmLetterOf(`${publicUrl}/notices/confirm/${token}`, language),
    messageId: messageId(publicUrl, `confirm ${user} ${askedAt}`),
  })
  // One that is put off is not tried again: they ask for another.
  if (posted === 'away') await writeConfirmAsked(db, user, new Date(askedAt))
  return posted
}

/** A letter's name in the world, which says nothing of its reader. */
const messageId = (publicUrl: string, what: string): string =>
  `<${createHash('sha256').update(what).digest('hex').slice(0, 32)}@${new URL(publicUrl).hostname}>`
