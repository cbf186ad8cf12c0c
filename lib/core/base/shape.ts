/**
 * What a value from anywhere must be: a guard that never throws. Zod does more,
 * and weighs 18 kB in a browser: these are for what browsers check, zod for the
 * server's own doors.
 */
export type Shape<T> = (value: unknown) => value is T

/** What a shape lets through. */
export type Shaped<S> = S extends Shape<infer T> ? T : never

/** Exactly one of these values. */
export const oneOf =
  <const T extends string | number>(...options: readonly T[]): Shape<T> =>
  (value): value is T =>
    options.some((option) => option === value)

/** Text of `min` to `max` UTF-16 units that passes every test. */
export const text =
  (min: number, max: number, ...tests: readonly ((text: string) => boolean)[]): Shape<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length >= min && value.length <= max && tests.every((test) => test(value))

/** A whole number from `min` to `max`. */
export const whole =
  (min: number, max: number): Shape<number> =>
  (value): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max

/** True or false. */
export const yesOrNo: Shape<boolean> = (value): value is boolean => typeof value === 'boolean'

/** A list of `min` to `max` items. */
export const list =
  <T>(item: Shape<T>, min: number, max: number): Shape<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.length >= min && value.length <= max && Array.from<unknown>(value).every(item)

/** `null`, or what `shape` lets through. */
export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value)

/** What one of the shapes lets through. */
export const either =
  <S extends readonly Shape<unknown>[]>(...shapes: S): Shape<Shaped<S[number]>> =>
  (value): value is Shaped<S[number]> =>
    shapes.some((shape) => shape(value))

/** What `shape` lets through and passes `test`. */
export const also =
  <T>(shape: Shape<T>, test: (value: T) => boolean): Shape<T> =>
  (value): value is T =>
    shape(value) && test(value)

type Members = Readonly<Record<string, Shape<unknown>>>

type Needed<R extends Members> = { [Name in keyof R]: Shaped<R[Name]> }
type Optional<O extends Members> = { [Name in keyof O]?: Shaped<O[Name]> | undefined }

/** An object that has every member of `required`, may have those of `optional` (or `undefined` in them), and no other. */
export function exactly<R extends Members>(required: R): Shape<Needed<R>>
export function exactly<R extends Members, O extends Members>(required: R, optional: O): Shape<Needed<R> & Optional<O>>
export function exactly(required: Members, optional: Members = {}): Shape<object> {
  const names = Object.keys(required)
  const needed = new Map(Object.entries(required))
  const welcome = new Map(Object.entries(optional))
  const isRight = ([name, member]: [string, unknown]): boolean =>
    needed.get(name)?.(member) ?? (welcome.has(name) && (member === undefined || welcome.get(name)?.(member) === true))
  return (value): value is object =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    names.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(isRight)
}

/** A shape in the dress of a schema. */
export interface Schema<T> {
  /** True for what the shape lets through. */
  readonly is: Shape<T>
  /** The very value, not a copy, where the shape lets it through. */
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
  /** The very value, not a copy; throws where the shape does not let it through. */
  parse(value: unknown): T
}

/** The schema of a shape; `what` names it in the error of `parse`. */
export const schemaOf = <T>(what: string, is: Shape<T>): Schema<T> => ({
  is,
  safeParse: (value) => (is(value) ? { success: true, data: value } : { success: false }),
  parse: (value) => {
    if (is(value)) return value
    throw new TypeError(`not ${what}`)
  },
})
