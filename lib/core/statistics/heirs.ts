import type { TagId } from '../base'
import type { Tag } from '../annotation'
import type { Rows } from '../projection'

/**
 * The rows as figures count them: a verdict of a tag that was merged is one of its heir, and of that
 * one's, should it have been merged as well. What members wrote is left as it is; only the count follows.
 * The rows themselves where nothing was merged.
 */
export const followHeirs = (rows: Rows, tags: readonly Pick<Tag, 'id' | 'heir'>[]): Rows => {
  const heirs = heirsOf(tags)
  if (heirs.size === 0) return rows
  return {
    ...rows,
    taggings: rows.taggings.map((row) => {
      const heir = heirs.get(row.tag)
      return heir === undefined ? row : { ...row, tag: heir }
    }),
  }
}

/** The last heir of each tag that was merged. */
export const heirsOf = (tags: readonly Pick<Tag, 'id' | 'heir'>[]): ReadonlyMap<TagId, TagId> => {
  const next = new Map(tags.flatMap(({ id, heir }) => (heir === undefined ? [] : [[id, heir] as const])))
  const last = new Map<TagId, TagId>()
  for (const id of next.keys()) {
    const seen = new Set<TagId>()
    let at = id
    for (let heir = next.get(at); heir !== undefined && !seen.has(heir); heir = next.get(at)) {
      seen.add(heir)
      at = heir
    }
    if (at !== id) last.set(id, at)
  }
  return last
}
