import * as z from 'zod/mini'
import { type TagId, tagId } from '../base'
import { idText } from './text'

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
  /** A passage that looks like one and is none; absent or empty when none is given. */
  readonly counterExample?: string
  /** The tag that it stands below, which stands below none itself; absent for one of the first level. */
  readonly parent?: TagId
  /** The tag that its verdicts count as since it was merged; absent for one that stands on its own. */
  readonly heir?: TagId
  /** False for a tag that is there but switched off: old verdicts count, new ones are refused. */
  readonly active: boolean
}

/** What a new tag must be. */
export const tagSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
  definition: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  example: z.string().check(z.trim(), z.maxLength(500)),
  counterExample: z.optional(z.string().check(z.trim(), z.maxLength(500))),
  parent: z.optional(
    z.pipe(
      idText,
      z.transform((text: string): TagId => tagId(text)),
    ),
  ),
  pigment: z.enum(PIGMENTS),
  key: z.string().check(z.regex(/^[a-z0-9]$/)),
  active: z.boolean(),
})
export type TagInput = z.infer<typeof tagSchema>
