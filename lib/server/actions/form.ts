import type { z } from 'zod'
import { type FormState, type Result, ok, refused } from '../../core/base'
import { AppError, ERROR_TABLE } from '../errors'

// What must not travel back to the page.
const SECRET = /password|token/i
const VALUE_MAX_CHARS = 2_000_000

/** What was typed, as it may go back into the form. */
const valuesOf = (data: FormData): Record<string, string> =>
  Object.fromEntries(
    [...data.entries()].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$') && !SECRET.test(name) && value.length <= VALUE_MAX_CHARS
        ? [[name, value]]
        : [],
    ),
  )

/** For `safeParse`: a field whose schema has no sentence of its own, which only a forged form gets wrong, is said with ours and not with zod's words. */
export const UNREAD = { error: (): string => ERROR_TABLE['bad-input'].sentence }

/**
 * Reads a form by a schema of its fields (all are text; an absent one is ''). A
 * refusal is the form as it was, with the schema's sentence at each wrong field.
 */
export const parseForm = <Schema extends z.ZodObject>(
  schema: Schema,
  data: FormData,
): Result<z.infer<Schema>, FormState> => {
  const values = valuesOf(data)
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => {
      const value = data.get(name)
      return [name, typeof value === 'string' ? value : '']
    }),
  )
  const parsed = schema.safeParse(given, UNREAD)
  if (parsed.success) return ok(parsed.data)
  const errors: Record<string, string> = {}
  for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message
  return refused({ values, errors })
}

/** A form with one sentence at a field. */
export const wrongField = (data: FormData, field: string, sentence: string): FormState => ({
  values: valuesOf(data),
  errors: { [field]: sentence },
})

/** A form with one sentence about the whole. */
export const wrongForm = (data: FormData, sentence: string): FormState => ({
  values: valuesOf(data),
  errors: {},
  problem: sentence,
})

/** What an expected failure says in the form that caused it; anything else is thrown on. */
export const refusalOf = (error: unknown, data: FormData, field?: string): FormState => {
  if (!(error instanceof AppError)) throw error
  return field === undefined ? wrongForm(data, error.message) : wrongField(data, field, error.message)
}
