/** A part of a catalogue: sentences, parsed or as text, and parts of it. */
export type Branch = Readonly<Record<string, unknown>>

/** A catalogue in another language: the same keys, of which some may be missing. */
export type Translated<Catalogue> = {
  readonly [Key in keyof Catalogue]?: Catalogue[Key] extends string ? string : Translated<Catalogue[Key]>
}

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `translation`, with the sentences of `base` where it has none of its own. Keys that `base` does not have are left out. */
export const completed = (base: Branch, translation: Branch): Branch =>
  Object.fromEntries(
    Object.entries(base).map(([key, value]) => {
      const own = translation[key]
      return [key, isBranch(value) ? completed(value, isBranch(own) ? own : {}) : (own ?? value)]
    }),
  )
