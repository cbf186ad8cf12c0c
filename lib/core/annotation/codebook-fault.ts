import { PIGMENTS, type Tag, type TagInput } from './codebook'

/** The most tags of a codebook: each has a pigment of its own. */
export const TAGS_MAX = PIGMENTS.length

/** What would be wrong with a codebook: `name`, `key` and `pigment` say that another tag has it; `full`, that there are `TAGS_MAX`. */
export type CodebookFault = 'name' | 'key' | 'pigment' | 'full'

/**
 * What would be wrong with a codebook in which `tag` stands: as a new one, or in
 * place of the one with the id `replaces`. Names differ whatever their case, in
 * the whole codebook; keys and pigments only among the tags that are switched
 * on, for those meet on the page. The pigments themselves were chosen to be told
 * apart, in every theme and kind of colour vision. `undefined` where nothing is wrong.
 */
export const codebookFault = (tags: readonly Tag[], tag: TagInput, replaces?: Tag['id']): CodebookFault | undefined => {
  const others = tags.filter(({ id }) => id !== replaces)
  if (others.length >= TAGS_MAX) return 'full'
  const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
  if (others.some(({ name }) => folded(name) === folded(tag.name))) return 'name'
  if (!tag.active) return undefined
  const active = others.filter((other) => other.active)
  if (active.some(({ key }) => key === tag.key)) return 'key'
  return active.some(({ pigment }) => pigment === tag.pigment) ? 'pigment' : undefined
}
