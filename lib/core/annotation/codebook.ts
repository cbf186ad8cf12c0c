import { type TagId, exactly, oneOf, schemaOf, text, yesOrNo } from '../base'

/**
 * The pigments a tag can have. Each is a colour, a stroke under the text and a
 * hatching, all in `app/tokens.css` under `[data-pigment]`.
 */
export const PIGMENTS = [
  'minium',
  'azurite',
  'orpiment',
  'verdigris',
  'folium',
  'madder',
  'malachite',
  'umber',
  'woad',
  'graphite',
] as const
export type Pigment = (typeof PIGMENTS)[number]

/** A tag of a seminar's codebook. */
export interface Tag {
  readonly id: TagId
  readonly name: string
  /** When a claim is this: one or two sentences. */
  readonly definition: string
  /** A passage that is one; empty when none is given. */
  readonly example: string
  readonly pigment: Pigment
  /** One letter or digit, lower case: the key on the bar and the tag's sign (shown upper case). */
  readonly key: string
  /** Its place in the codebook, from 0. */
  readonly position: number
  /** False for a tag that is there but switched off: old verdicts count, new ones are refused. */
  readonly active: boolean
}

/** A tag of a codebook that is being made. */
export type TagInput = Omit<Tag, 'id' | 'position'>

const isTrimmed = (words: string): boolean => words.trim() === words

/** What a new tag must be: texts have no white space at their ends. */
export const tagSchema = schemaOf(
  'a tag',
  exactly({
    name: text(1, 40, isTrimmed),
    definition: text(1, 500, isTrimmed),
    example: text(0, 500, isTrimmed),
    pigment: oneOf(...PIGMENTS),
    key: text(1, 1, (key) => /^[a-z0-9]$/.test(key)),
    active: yesOrNo,
  }),
)
