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
}

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
  })
  .transform((given): Env => ({
    databaseUrl: given.DATABASE_URL,
    secret: given.NEXTAUTH_SECRET,
    publicUrl: given.NEXTAUTH_URL?.replace(/\/+$/, ''),
    redisUrl: given.REDIS_URL,
    hasSample: given.SAMPLE === '1',
    trustsProxy: given.TRUST_PROXY === '1',
  }))

/** Parses variables; throws one sentence that names each wrong one and never repeats its value. */
export const parseEnv = (variables: Readonly<Record<string, string | undefined>>): Env => {
  const parsed = envSchema.safeParse(variables)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path, message, input }) =>
    input === undefined && variables[String(path[0])] === undefined
      ? `${String(path[0])} is not set`
      : `${String(path[0])} ${message}`,
  )
  throw new Error(`The environment is not right: ${wrong.join('; ')}.`)
}

let parsed: Env | undefined

/** The environment of this process, parsed at first use. Throws like `parseEnv`. */
export const env = (): Env => (parsed ??= parseEnv(process.env))
