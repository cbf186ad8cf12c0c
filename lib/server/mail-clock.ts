import { startClock } from './clock'
import { env } from './env'
import { openPost } from './mail/post'
import { sendLetters } from './mail/send-letters'
import type { RootDatabase } from './store/database'

/** How often letters are looked for, in ms; while the mail server does not answer the pause doubles, up to the longest. */
const EVERY_MS = 60_000
const LONGEST_MS = 60 * 60_000
/** How long a letter under way may take when the server closes, in ms. */
const CLOSING_MAX_MS = 5_000
/** The first look, in ms after the start. */
const FIRST_MS = 15_000

/** Sends letters when they are due, until the answer is called; `undefined` where no mail is set up. */
export const startMailClock = (db: RootDatabase): (() => Promise<void>) | undefined => {
  const { mail, publicUrl, secret } = env()
  if (mail === undefined || publicUrl === undefined) return undefined
  const post = openPost(mail)
  let isStopped = false
  const office = { post, hour: mail.hour, secret, publicUrl, goesOn: () => !isStopped }
  let pauseMs = EVERY_MS
  const stop = startClock({
    name: 'mail',
    firstMs: FIRST_MS,
    everyMs: EVERY_MS,
    look: async () => {
      const { sent, refused, later, isAway } = await sendLetters(db, office, Date.now())
      if (sent + refused + later > 0) console.log(`mail: ${sent} sent, ${refused} refused, ${later} put off`)
      if (isAway) console.warn('mail: the mail server does not answer, or does not let us in; letters wait')
      pauseMs = isAway ? Math.min(LONGEST_MS, pauseMs * 2) : EVERY_MS
      return pauseMs
    },
  })
  return async () => {
    isStopped = true
    const late = setTimeout(() => {
      post.close()
    }, CLOSING_MAX_MS)
    await stop()
    clearTimeout(late)
    post.close()
  }
}
