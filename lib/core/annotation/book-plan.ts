import { PIGMENTS, type Tag, type TagInput } from './codebook'
import { TAGS_KEPT_MAX } from './codebook-fault'
import type { ReadyCodebook } from './codebooks'

/** What becomes of one tag of a ready codebook in a codebook that is there. */
export type BookStep =
  /** A tag of this name is there: it stays as it is, with its verdicts. */
  | { readonly kind: 'there'; readonly name: string; readonly tag: Tag['id'] }
  /** It comes, with another key or pigment where its own is taken (then `was` says which), and switched off where no pigment is free. */
  | {
      readonly kind: 'added'
      readonly name: string
      readonly input: TagInput
      readonly was: Partial<Pick<TagInput, 'key' | 'pigment'>>
      /** Whose its own key is. */
      readonly keyOf?: string
      readonly isFull: boolean
    }
  /** The codebook holds no more tags. */
  | { readonly kind: 'left'; readonly name: string }

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789')

/**
 * What adding a ready codebook does to the tags that are there, one step a tag
 * of the book in its order. Nothing that is there changes: a tag of the same
 * name, whatever its case, stands for the book's. A key that another tag has
 * becomes a letter of the name, else any that is free; a pigment that is taken
 * becomes the next that is free, and where none is the tag comes switched off.
 */
export const planBook = (tags: readonly Tag[], { tags: book }: Pick<ReadyCodebook, 'tags'>): readonly BookStep[] => {
  const active = tags.filter((tag) => tag.active)
  const keys = new Map(active.map(({ key, name }) => [key, name]))
  const pigments = new Set(active.map(({ pigment }) => pigment))
  let count = tags.length
  return book.map((tag): BookStep => {
    const { name } = tag
    const there = tags.find((one) => folded(one.name) === folded(name))
    if (there !== undefined) return { kind: 'there', name, tag: there.id }
    if (count >= TAGS_KEPT_MAX) return { kind: 'left', name }
    count += 1
    const keyOf = keys.get(tag.key)
    const key = [tag.key, ...Array.from(folded(name)), ...LETTERS].find(
      (sign) => /^[a-z0-9]$/.test(sign) && !keys.has(sign),
    )
    const pigment = [tag.pigment, ...PIGMENTS].find((one) => !pigments.has(one))
    const isFull = pigment === undefined || key === undefined
    const input = isFull ? { ...tag, active: false } : { ...tag, key, pigment }
    if (input.active) {
      keys.set(input.key, name)
      pigments.add(input.pigment)
    }
    return {
      kind: 'added',
      name,
      input,
      was: {
        ...(input.key === tag.key ? {} : { key: tag.key }),
        ...(input.pigment === tag.pigment ? {} : { pigment: tag.pigment }),
      },
      ...(keyOf === undefined || isFull ? {} : { keyOf }),
      isFull: isFull && tag.active,
    }
  })
}
