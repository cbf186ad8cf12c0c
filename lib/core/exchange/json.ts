export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The one value, or the many: JSON-LD writes a list of one as its item. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** A text that says something; else `null`. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The first text among values. */
export const firstText = (value: unknown): string | null =>
  listOf(value)
    .map(textOf)
    .find((text) => text !== null) ?? null

/** A moment of an ISO 8601 date, in milliseconds since 1970; `null` where it is none. */
export const momentOf = (value: unknown): number | null => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(at) && at >= 0 ? at : null
}

export const countOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
