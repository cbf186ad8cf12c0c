import { z } from 'zod'

/** The configuration of the server. What signing in needs besides is in auth/settings.ts. */
export interface Env {
  /** Where the database is: set by who runs the server, else by the start script for the embedded one. */
  readonly databaseUrl: string
  /** Signs session cookies. The start script keeps one in the data folder when the environment has none. */
  readonly secret: string
  /** The one address under which the server is reached (`NEXTAUTH_URL`), without a slash at the end. */
  readonly publicUrl: string | undefined
  /** Where the processes that share layers meet (`REDIS_URL`); `undefined` for a single process, which needs none. */
  readonly redisUrl: string | undefined
  /** Whether the sample seminar is made and its accounts offered (`SAMPLE=1`; the default of the embedded database). */
  readonly hasSample: boolean
  /** Whether `X-Forwarded-*` headers come from a proxy of ours (`TRUST_PROXY=1`) and may be believed. */
  readonly trustsProxy: boolean
  /** How letters are sent (`SMTP_URL`, `MAIL_FROM`, `MAIL_HOUR`); `undefined` where no mail is sent. */
  readonly mail: MailEnv | undefined
}

/** How letters are sent. Needs the public address: a letter's links lead there. */
export interface MailEnv {
  readonly smtpUrl: string
  /** Who they come from: an address, or `Name <address>`. */
  readonly from: string
  /** The hour of the day, 0 to 23 in the server's time zone, at which the day's letter goes out. */
  readonly hour: number
}

/** When the day's letters go out where nobody says. */
const MAIL_HOUR = 18

// An empty variable is an absent one: `NAME= npm start`.
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const envSchema = z
  .object({
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      message: 'is not an address like postgresql://user:password@host:5432/name',
    }),
    NEXTAUTH_SECRET: z.string().min(16, 'is shorter than 16 characters'),
    NEXTAUTH_URL: optional(
      z.url({ protocol: /^https?$/, message: 'is not an address like https://scholion.example.edu' }),
    ),
    REDIS_URL: optional(
      z.url({ protocol: /^rediss?$/, message: 'is not an address like redis://user:password@host:6379' }),
    ),
    SAMPLE: optional(z.enum(['0', '1'], 'is neither 0 nor 1')),
    TRUST_PROXY: optional(z.enum(['0', '1'], 'is neither 0 nor 1')),
    SMTP_URL: optional(
      z.url({ protocol: /^smtps?$/, message: 'is not an address like smtps://user:password@mail.example.edu' }),
    ),
    MAIL_FROM: optional(
      z
        .string()
        .regex(
          /^(?:[^<>@\p{Cc}]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u,
          'is not an address like Scholion <scholion@example.edu>',
        ),
    ),
    MAIL_HOUR: optional(
      z
        .string()
        .regex(/^(?:\d|1\d|2[0-3])$/, 'is not an hour from 0 to 23')
        .transform(Number),
    ),
  })
  .check(({ value, issues }) => {
    if (value.SMTP_URL === undefined) return
    for (const name of ['MAIL_FROM', 'NEXTAUTH_URL'] as const) {
      const message = 'is not set, and mail (SMTP_URL) needs it'
      if (value[name] === undefined) issues.push({ code: 'custom', path: [name], message, input: value })
    }
  })
  .transform((given): Env => ({
    databaseUrl: given.DATABASE_URL,
    secret: given.NEXTAUTH_SECRET,
    publicUrl: given.NEXTAUTH_URL?.replace(/\/+$/, ''),
    redisUrl: given.REDIS_URL,
    hasSample: given.SAMPLE === '1',
    trustsProxy: given.TRUST_PROXY === '1',
    mail:
      given.SMTP_URL === undefined || given.MAIL_FROM === undefined
        ? undefined
        : { smtpUrl: given.SMTP_URL, from: given.MAIL_FROM, hour: given.MAIL_HOUR ?? MAIL_HOUR },
  }))

/** Parses variables; throws one sentence that names each wrong one and never repeats its value. */
export const parseEnv = (variables: Readonly<Record<string, string | undefined>>): Env => {
  const parsed = envSchema.safeParse(variables)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ code, path, message, input }) =>
    code !== 'custom' && input === undefined && variables[String(path[0])] === undefined
      ? `${String(path[0])} is not set`
      : `${String(path[0])} ${message}`,
  )
  throw new EnvError(`The environment is not right: ${wrong.join('; ')}. Set it as the README says and start again.`)
}

/** The environment is not as it must be; the message is one sentence for who runs the server. */
class EnvError extends Error {
  override readonly name = 'EnvError'
}

let parsed: Env | undefined

/** The environment of this process, parsed at first use. Throws like `parseEnv`. */
export const env = (): Env => (parsed ??= parseEnv(process.env))
