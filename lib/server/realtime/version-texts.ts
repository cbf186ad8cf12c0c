import type { VersionId } from '../../core/base'
import type { Database } from '../store/database'
import { versionText } from '../store/layers'

/** The plain texts of versions, read once each. A version never changes, so nothing here grows old. */
export interface VersionTexts {
  get(version: VersionId): Promise<string>
}

/** How many texts are kept; a long book is about a megabyte. */
const KEPT_MAX = 32

/** Keeps the texts that were asked for last. */
export const openVersionTexts = (db: Database): VersionTexts => {
  const texts = new Map<VersionId, Promise<string>>()
  return {
    get: (version) => {
      const known = texts.get(version) ?? versionText(db, version)
      texts.delete(version)
      texts.set(version, known)
      known.catch(() => texts.delete(version))
      const [oldest] = texts.keys()
      if (texts.size > KEPT_MAX && oldest !== undefined) texts.delete(oldest)
      return known
    },
  }
}
