import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { MailEnv } from '../env'
import type { Letter } from './letter'

/** A letter on its way. */
export interface Addressed {
  readonly to: string
  readonly letter: Letter
  /** The same for the same letter: a mail server that gets it twice can tell. */
  readonly messageId: string
  /** Where it can be stopped in one click (RFC 8058); absent, it is a letter that its reader asked for. */
  readonly stopUrl?: string
}

/**
 * What became of a letter. `refused`: the mail server does not take this letter,
 * now or ever. `later`: it asks for patience. `away`: it does not answer, or lets
 * us in no more, and so takes no letter of anybody's.
 */
export type Posted = 'sent' | 'refused' | 'later' | 'away'

/** Takes letters to the mail server. */
export interface Post {
  readonly send: (addressed: Addressed) => Promise<Posted>
  readonly close: () => void
}

/** How long the mail server may take to answer the door, in ms. */
const ANSWER_MAX_MS = 10_000
/** How long it may say nothing later: so long may it look at a letter before it says that it has it (RFC 5321, 4.5.3.2.6). */
const SILENCE_MAX_MS = 10 * 60_000

const failureSchema = z.object({
  responseCode: z.number().optional(),
  code: z.string().optional(),
  command: z.string().optional(),
})
// What nodemailer says when this letter, and not the connection, is the trouble.
const OF_THE_LETTER = new Set(['EENVELOPE', 'EMESSAGE'])

// Said while a letter goes, and of no letter: "closing" and "sign in first" (RFC 5321, 4.2.3; RFC 4954, 6).
const OF_THE_SERVER = new Set([421, 530])

/**
 * What an error of nodemailer means: by the reply code of SMTP (RFC 5321, 4.2.1)
 * where the letter itself was answered. A sender who is not taken (`MAIL FROM`) is
 * our trouble, with every letter, and no fault of who would get this one.
 */
export const meaningOf = (error: unknown): Exclude<Posted, 'sent'> => {
  const { responseCode, code, command } = failureSchema.safeParse(error).data ?? {}
  if (code === undefined || !OF_THE_LETTER.has(code)) return 'away'
  if (code === 'EENVELOPE' && command === 'MAIL FROM') return 'away'
  if (responseCode !== undefined && OF_THE_SERVER.has(responseCode)) return 'away'
  return responseCode !== undefined && responseCode < 500 ? 'later' : 'refused'
}

/** The post by the mail server of the environment. It keeps one connection, for as long as letters go. */
export const openPost = ({ smtpUrl, from }: MailEnv): Post => {
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 1,
      connectionTimeout: ANSWER_MAX_MS,
      greetingTimeout: ANSWER_MAX_MS,
      socketTimeout: SILENCE_MAX_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    send: async ({ to, letter: { subject, text, html, language }, messageId, stopUrl }) => {
      try {
        await transport.sendMail({
          to,
          subject,
          text,
          html,
          messageId,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'Content-Language': language,
            ...(stopUrl === undefined
              ? {}
              : { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
          },
        })
        return 'sent'
      } catch (error) {
        if (!(error instanceof Error)) throw error
        return meaningOf(error)
      }
    },
    close: () => {
      transport.close()
    },
  }
}
