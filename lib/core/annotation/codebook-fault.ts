import { PIGMENTS, type Tag, type TagInput } from './codebook'

/** The most tags that can be given at once: each has a pigment of its own. */
export const TAGS_MAX = PIGMENTS.length
/** The most tags of a codebook, those that are switched off or merged counted. */
export const TAGS_KEPT_MAX = 60

/**
 * What would be wrong with a codebook: `name`, `key` and `pigment` say that another tag has it; `full`, that as many
 * are switched on as there are pigments; `kept`, that there are `TAGS_KEPT_MAX`; `parent`, that the tag would stand
 * below itself, below one that stands below another, below one that is not there, or below one while others stand below it.
 */
export type CodebookFault = 'name' | 'key' | 'pigment' | 'full' | 'kept' | 'parent'

/**
 * What would be wrong with a codebook in which `tag` stands: as a new one, or in
 * place of the one with the id `replaces`. Names differ whatever their case, in
 * the whole codebook; keys and pigments only among the tags that are switched
 * on, for those meet on the page. The pigments themselves were chosen to be told
 * apart, in every theme and kind of colour vision. `undefined` where nothing is wrong.
 */
export const codebookFault = (tags: readonly Tag[], tag: TagInput, replaces?: Tag['id']): CodebookFault | undefined => {
  const others = tags.filter(({ id }) => id !== replaces)
  if (others.length >= TAGS_KEPT_MAX) return 'kept'
  const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
  if (others.some(({ name }) => folded(name) === folded(tag.name))) return 'name'
  if (!isPlaced(others, tag, replaces)) return 'parent'
  if (!tag.active) return undefined
  const active = others.filter((other) => other.active)
  if (active.length >= TAGS_MAX) return 'full'
  if (active.some(({ key }) => key === tag.key)) return 'key'
  return active.some(({ pigment }) => pigment === tag.pigment) ? 'pigment' : undefined
}

/** Two levels and no more (CD3). */
const isPlaced = (others: readonly Tag[], { parent }: TagInput, replaces: Tag['id'] | undefined): boolean => {
  if (parent === undefined) return true
  if (replaces !== undefined && others.some((other) => other.parent === replaces)) return false
  const above = others.find(({ id }) => id === parent)
  return above !== undefined && above.parent === undefined && above.heir === undefined
}

/** The codebook with each tag below the one it stands below, otherwise in its order. */
export const inLevels = <Item extends Pick<Tag, 'id' | 'parent'>>(tags: readonly Item[]): readonly Item[] => {
  const here = new Set(tags.map(({ id }) => id))
  return tags
    .filter(({ parent }) => parent === undefined || !here.has(parent))
    .flatMap((tag) => [tag, ...tags.filter(({ parent }) => parent === tag.id)])
}
