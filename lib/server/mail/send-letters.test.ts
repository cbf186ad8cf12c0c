import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { seminarId, userId } from '../../core/base'
import { archiveSeminar } from '../commands/archive-seminar'
import { leaveSeminar } from '../commands/leave-seminar'
import { confirmAddress } from '../commands/confirm-address'
import { muteMember } from '../commands/mute-member'
import { removeNote } from '../commands/remove-note'
import { setAttention } from '../commands/set-attention'
import { setPseudonyms } from '../commands/set-pseudonyms'
import { stopMail } from '../commands/stop-mail'
import { writeRecords } from '../commands/write-records'
import { readMailToken } from '../auth/mail-token'
import { env } from '../env'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import { annotationOf, commentOf, makeSeminar, setTestEnv } from '../realtime/testing'
import { writeConfirmAsked, writeMailWish } from '../store/mailing'
import { digestMoment } from './moments'
import { type Post, meaningOf, openPost } from './post'
import { sendLetters } from './send-letters'
import { type Capture, captureMail } from './testing'

const HOUR = 18
const HOURS_MS = 60 * 60_000
const PUBLIC_URL = 'https://scholion.example.edu'
/** The moment after which the letters of a day are due. */
const EVENING = digestMoment(Date.now() + 48 * HOURS_MS, HOUR) + 5 * 60_000

let testing: TestDatabase
let capture: Capture
let post: Post
let label = 0
beforeAll(async () => {
  testing = await openTestDatabase()
  setTestEnv(testing)
  capture = await captureMail()
  post = openPost({ smtpUrl: capture.url, from: 'Scholion <scholion@example.edu>', hour: HOUR })
})
afterAll(async () => {
  post.close()
  await capture.close()
  await testing.close()
})
beforeEach(async () => {
  await testing.db.user.updateMany({ data: { emailProven: false } })
  capture.forget()
})

const send = (now: number, by = post) =>
  sendLetters(
    testing.db,
    { post: by, hour: HOUR, secret: env().secret, publicUrl: PUBLIC_URL, goesOn: () => true },
    now,
  )

/** Ben answered Ada's passage an hour before the evening; Ada alone can get mail, and is no newcomer. */
const stage = async (at = EVENING - HOURS_MS) => {
  label += 1
  const { db } = testing
  const seminar = await makeSeminar(db, `mail ${label}`)
  const { ada, ben, teacher, layers, groups } = seminar
  const email = `ada.${label}@example.edu`
  await db.user.update({ where: { id: ada.user }, data: { email, emailProven: true } })
  await send(EVENING - 24 * HOURS_MS)
  const note = annotationOf(seminar, ada.id, 'n')
  const answer = commentOf(ben.id, 'r', note[0], 'SECRETWORDS')
  await writeRecords(db, { layer: layers.one, member: ada.id, records: [note] })
  await writeRecords(db, { layer: layers.one, member: ben.id, records: [answer] })
  // The gate takes no record from tomorrow.
  const moveTo = (key: string, when: number) =>
    db.commentRow.updateMany({ where: { key }, data: { at: new Date(when) } })
  await moveTo(answer[0], at)
  const as = (who: { readonly id: typeof ada.id; readonly user: string }, role: 'student' | 'instructor') =>
    ({
      kind: 'user',
      user: userId(who.user),
      teaches: false,
      memberships: [{ member: who.id, seminar: seminarId(seminar.id), role, group: null }],
    }) as const
  const answerAgain = async (name: string, later: number) => {
    const again = commentOf(ben.id, name, note[0], 'More.')
    await writeRecords(db, { layer: layers.one, member: ben.id, records: [again] })
    await moveTo(again[0], later)
  }
  return {
    db,
    seminar,
    id: seminarId(seminar.id),
    user: userId(ada.user),
    email,
    groups,
    answer,
    answerAgain,
    teacher: as(teacher, 'instructor'),
    ada: as(ada, 'student'),
  }
}

test('[ML1] one letter a day tells what is new, in text and HTML, and nothing of what was written', async () => {
  const { email, seminar, answerAgain } = await stage()
  expect(await send(EVENING)).toEqual({ sent: 1, refused: 0, later: 0, isAway: false })
  const [letter] = capture.letters()
  expect(letter?.to).toEqual([email])
  expect(letter?.source).toContain(`1 new notice in Seminar mail ${label}`)
  expect(letter?.source).toContain(`${seminar.ben.name} answers you`)
  expect(letter?.source).toMatch(/text\/plain[^]*text\/html/)
  expect(letter?.source).toMatch(/^Auto-Submitted: auto-generated/m)
  expect(letter?.source).toContain(`${PUBLIC_URL}/readings/`)
  expect(letter?.source).not.toContain('SECRETWORDS')
  await answerAgain('r2', EVENING + HOURS_MS)
  await send(EVENING + 2 * HOURS_MS)
  await send(EVENING + 23 * HOURS_MS)
  expect(capture.letters()).toHaveLength(1)
  await send(EVENING + 24 * HOURS_MS)
  expect(capture.letters()).toHaveLength(2)
  await send(EVENING + 48 * HOURS_MS)
  expect(capture.letters()).toHaveLength(2)
})

test('[ML2] senders that look at once, and one that starts again, send a letter once', async () => {
  await stage()
  await stage()
  const other = openPost({ smtpUrl: capture.url, from: 'scholion@example.edu', hour: HOUR })
  const sent = await Promise.all([send(EVENING), send(EVENING, other), send(EVENING), send(EVENING, other)])
  other.close()
  expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(2)
  await send(EVENING + 1)
  expect(new Set(capture.letters().flatMap(({ to }) => to)).size).toBe(2)
  expect(capture.letters()).toHaveLength(2)
})

test('[ML3] nothing goes to who has read it, muted its writer, left, or wants no mail, nor of what was removed', async () => {
  const read = await stage()
  await setAttention(read.db, read.ada, read.id, { readAt: new Date(EVENING) })
  const muted = await stage()
  await muteMember(muted.db, muted.ada, { seminar: muted.id, member: muted.seminar.ben.id, isMuted: true })
  const left = await stage()
  await leaveSeminar(left.db, left.ada, left.id)
  const off = await stage()
  await writeMailWish(off.db, off.user, { how: 'off' }, new Date())
  const removed = await stage()
  await removeNote(removed.db, removed.teacher, {
    layer: removed.seminar.layers.one,
    key: removed.answer[0],
    reason: '',
  })
  const archived = await stage()
  await archiveSeminar(archived.db, archived.teacher, archived.id, true)
  expect(await send(EVENING)).toMatchObject({ sent: 0 })
  expect(capture.letters()).toEqual([])
})

test('[ML3] an address that nobody vouches for gets no letter; one that the roster has for its place does', async () => {
  const { db, user, email, seminar } = await stage()
  await db.user.update({ where: { id: user }, data: { emailProven: false } })
  expect(await send(EVENING)).toMatchObject({ sent: 0 })
  await db.member.update({ where: { id: seminar.ada.id }, data: { rosterEmail: email, rosterName: 'Ada' } })
  expect(await send(EVENING)).toMatchObject({ sent: 1 })
})

test('[ML3] an address that the roster of one seminar has hears nothing of another', async () => {
  const here = await stage()
  const there = await stage()
  await here.db.user.update({ where: { id: here.user }, data: { emailProven: false } })
  await here.db.user.update({ where: { id: there.user }, data: { emailProven: false } })
  const { seminar, user } = here
  await here.db.member.update({
    where: { id: seminar.ada.id },
    data: { rosterEmail: here.email, rosterName: 'Ada' },
  })
  // The same person in the other seminar, by its class code: nobody there vouches for the address.
  await here.db.member.update({ where: { id: there.seminar.ada.id }, data: { userId: user } })
  expect(await send(EVENING)).toMatchObject({ sent: 1 })
  const [letter] = capture.letters()
  expect(letter?.source).toContain(seminar.ben.name)
  expect(letter?.source).toContain('1 new notice in')
})

test('[ML4] a pseudonym stands in letters as on pages', async () => {
  const { db, teacher, id, seminar } = await stage()
  await setPseudonyms(db, teacher, { seminar: id, mode: 'required' })
  await send(EVENING)
  const { pseudonym } = await db.member.findUniqueOrThrow({ where: { id: seminar.ben.id } })
  const [letter] = capture.letters()
  expect(letter?.source).toContain(`${pseudonym ?? '?'} answers you`)
  expect(letter?.source).not.toContain(seminar.ben.name)
})

test('[ML5] who wants it hears at once of a name or an answer, and not again in the evening', async () => {
  const noon = EVENING - 6 * HOURS_MS
  const { db, user, answerAgain } = await stage(noon + 60_000)
  await writeMailWish(db, user, { how: 'named' }, new Date(noon))
  await send(noon + 5 * 60_000)
  expect(capture.letters()).toHaveLength(1)
  await answerAgain('r2', noon + 6 * 60_000)
  await send(noon + 10 * 60_000)
  expect(capture.letters()).toHaveLength(1)
  await send(noon + 16 * 60_000)
  expect(capture.letters()).toHaveLength(2)
  await send(EVENING)
  expect(capture.letters()).toHaveLength(2)
  await answerAgain('r3', EVENING + 60_000)
  await send(EVENING + 20 * 60_000)
  expect(capture.letters()).toHaveLength(3)
})

test('[ML5] a change of mind loses nothing, and tells nothing twice', async () => {
  const noon = EVENING - 6 * HOURS_MS
  const { db, user, answerAgain } = await stage(noon)
  const told = (): number =>
    capture.letters().reduce((sum, { source }) => sum + Number(/(\d+) new notice/.exec(source)?.[1] ?? NaN), 0)
  // From the evening to at once: what no letter told of yet.
  await writeMailWish(db, user, { how: 'named' }, new Date(noon + HOURS_MS))
  await send(noon + HOURS_MS)
  expect(told()).toBe(1)
  // Saying the same once more, and back to the evening: what was told stays told.
  await writeMailWish(db, user, { how: 'named' }, new Date(noon + 2 * HOURS_MS))
  await writeMailWish(db, user, { how: 'daily' }, new Date(noon + 2 * HOURS_MS))
  await answerAgain('r2', noon + 3 * HOURS_MS)
  await send(EVENING)
  expect(told()).toBe(2)
  // After a time without mail, what is new from then on.
  await writeMailWish(db, user, { how: 'off' }, new Date(EVENING + HOURS_MS))
  await answerAgain('r3', EVENING + 2 * HOURS_MS)
  await send(EVENING + 24 * HOURS_MS)
  await writeMailWish(db, user, { how: 'daily' }, new Date(EVENING + 25 * HOURS_MS))
  await send(EVENING + 25 * HOURS_MS)
  await answerAgain('r4', EVENING + 26 * HOURS_MS)
  await send(EVENING + 48 * HOURS_MS)
  expect(told()).toBe(3)
})

test('[ML1] who is new has the first letter at the hour of letters, of the day before it', async () => {
  const { db, user } = await stage(EVENING - 2 * HOURS_MS)
  await db.mailing.deleteMany({ where: { userId: user } })
  expect(await send(EVENING - HOURS_MS)).toMatchObject({ sent: 0 })
  expect(await send(EVENING)).toMatchObject({ sent: 1 })
})

test('[ML6] each letter can be stopped in one click, by a token that is good for nothing else', async () => {
  const { db, user, answerAgain } = await stage()
  await send(EVENING)
  const [letter] = capture.letters()
  expect(letter?.source).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  const token = /List-Unsubscribe:\s+<https:\/\/scholion\.example\.edu\/api\/no-mail\/([^>\s]+)>/.exec(
    letter?.source ?? '',
  )?.[1]
  expect(readMailToken(token ?? '', env())).toBe(user)
  expect(readMailToken(`${token ?? ''}x`, env())).toBeUndefined()
  // As long in letters, not in bytes.
  expect(readMailToken((token ?? '').replace(/.$/, 'ü'), env())).toBeUndefined()
  expect(readMailToken((token ?? '').replace(/^./, 'f'), env())).toBeUndefined()
  expect(readMailToken(token ?? '', { secret: 'another secret of 16' })).toBeUndefined()
  expect(await stopMail(db, `${token ?? ''}x`)).toBe(false)
  expect(await stopMail(db, token ?? '')).toBe(true)
  await answerAgain('r2', EVENING + HOURS_MS)
  expect(await send(EVENING + 24 * HOURS_MS)).toMatchObject({ sent: 0 })
})

test('[ML8] an address is shown to be its user’s by a letter to it, opened where they are signed in', async () => {
  const { db, user, ada, seminar } = await stage()
  await db.user.update({ where: { id: user }, data: { emailProven: false } })
  await writeConfirmAsked(db, user, new Date())
  await Promise.all([send(Date.now()), send(Date.now())])
  expect(capture.letters()).toHaveLength(1)
  const token = /notices\/confirm\/(\S+)/.exec(capture.letters()[0]?.source ?? '')?.[1] ?? ''
  const other = { ...ada, user: userId(seminar.ben.user) }
  await expect(confirmAddress(db, other, token)).rejects.toMatchObject({ code: 'not-found' })
  await expect(confirmAddress(db, ada, `0${token}`)).rejects.toMatchObject({ code: 'not-found' })
  await confirmAddress(db, ada, token)
  expect(await send(EVENING)).toMatchObject({ sent: 1 })
})

test('[ML7] a letter that is put off is tried a few times, a refused one never, and while the server is away all wait', async () => {
  const { email } = await stage()
  capture.answer(email, 451)
  expect(await send(EVENING)).toMatchObject({ later: 1, sent: 0 })
  expect(await send(EVENING + 60_000)).toMatchObject({ later: 0, sent: 0 })
  for (const minutes of [3, 20, 120]) expect(await send(EVENING + minutes * 60_000)).toMatchObject({ later: 1 })
  expect(await send(EVENING + 6.5 * HOURS_MS)).toMatchObject({ later: 1 })
  expect(await send(EVENING + 20 * HOURS_MS)).toMatchObject({ later: 0, sent: 0 })
  capture.answer(email, undefined)
  expect(await send(EVENING + 24 * HOURS_MS)).toMatchObject({ sent: 1 })

  const gone = await stage(EVENING + 20 * HOURS_MS)
  capture.answer(gone.email, 550)
  expect(await send(EVENING + 24 * HOURS_MS)).toMatchObject({ refused: 1 })
  capture.answer(gone.email, undefined)
  expect(await send(EVENING + 25 * HOURS_MS)).toMatchObject({ sent: 0, refused: 0 })

  await stage(EVENING + 20 * HOURS_MS)
  const nowhere = openPost({ smtpUrl: 'smtp://127.0.0.1:1', from: 'scholion@example.edu', hour: HOUR })
  expect(await send(EVENING + 25 * HOURS_MS, nowhere)).toMatchObject({ sent: 0, isAway: true })
  nowhere.close()
  expect(await send(EVENING + 25 * HOURS_MS)).toMatchObject({ sent: 1, isAway: false })
})

test('[ML7] a letter at once that is put off too often is told in the evening, under one name until then', async () => {
  const noon = EVENING - 6 * HOURS_MS
  const { db, user, email } = await stage(noon)
  await writeMailWish(db, user, { how: 'named' }, new Date(noon))
  const names: string[] = []
  const noting: Post = {
    send: (addressed) => {
      names.push(addressed.messageId)
      return post.send(addressed)
    },
    close: () => undefined,
  }
  capture.answer(email, 451)
  for (const minutes of [1, 4, 15, 76, 317]) {
    expect(await send(noon + minutes * 60_000, noting)).toMatchObject({ later: 1 })
  }
  expect(new Set(names).size).toBe(1)
  expect(await send(noon + 330 * 60_000, noting)).toMatchObject({ later: 0, sent: 0 })
  capture.answer(email, undefined)
  expect(await send(noon + 340 * 60_000, noting)).toMatchObject({ sent: 0 })
  expect(await send(EVENING, noting)).toMatchObject({ sent: 1 })
  expect(await send(EVENING + HOURS_MS, noting)).toMatchObject({ sent: 0 })
})

test('[ML7] a server that is closing, asks for a sign-in or does not take our own address refuses nobody’s letter', () => {
  const answered = (responseCode: number, command: string) => meaningOf({ code: 'EENVELOPE', responseCode, command })
  expect(answered(550, 'RCPT TO')).toBe('refused')
  expect(answered(451, 'RCPT TO')).toBe('later')
  expect(answered(421, 'RCPT TO')).toBe('away')
  expect(answered(530, 'RCPT TO')).toBe('away')
  expect(answered(550, 'MAIL FROM')).toBe('away')
  expect(meaningOf({ code: 'EMESSAGE', responseCode: 554, command: 'DATA' })).toBe('refused')
  // Larger than the server takes (RFC 1870): nodemailer says so in place of `MAIL FROM`, and of this letter alone.
  expect(meaningOf({ code: 'EMESSAGE', command: 'MAIL FROM' })).toBe('refused')
})
