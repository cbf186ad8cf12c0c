import { z } from 'zod'
import {
  type Choices,
  FACES,
  type KeptChoices,
  NUMBERINGS,
  SIZES,
  SPACINGS,
  THEMES,
  type UserId,
} from '../../core/base'
import type { Database } from './database'

/** The keys as JSON: a name and a sign for each. */
const KEYS_MAX_CHARS = 500

const choicesSchema = z.object({
  theme: z.enum(THEMES).optional(),
  face: z.enum(FACES).optional(),
  size: z.enum(SIZES.map(String)).optional(),
  spacing: z.enum(SPACINGS).optional(),
  numbering: z.enum(NUMBERINGS).optional(),
  keys: z.string().max(KEYS_MAX_CHARS).optional(),
})

/** Choices out of a request or a row; `undefined` where they are none. */
export const parseChoices = (value: unknown): Choices | undefined => {
  const parsed = choicesSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

/** What the person chose; `undefined` where they never chose or are nobody. */
export const readChoices = async (db: Database, user: UserId): Promise<KeptChoices | undefined> => {
  const row = await db.user.findUnique({ where: { id: user }, select: { choices: true, choicesAt: true } })
  const at = row?.choicesAt?.getTime()
  return at === undefined ? undefined : { at, choices: parseChoices(row?.choices) ?? {} }
}

/** Puts choices in place of the earlier ones. Nobody: nothing happens. */
export const writeChoices = async (db: Database, user: UserId, { at, choices }: KeptChoices): Promise<void> => {
  await db.user.updateMany({ where: { id: user }, data: { choices, choicesAt: new Date(at) } })
}
