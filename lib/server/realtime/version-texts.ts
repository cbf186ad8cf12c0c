import type { VersionId } from '../../core/base'
import type { Database } from '../store/database'
import { versionText } from '../store/indexed-versions'

/** The plain texts of versions, which the gate judges by. */
export interface VersionTexts {
  get(version: VersionId): Promise<string>
}

/** Reads them where the whole server does. */
export const openVersionTexts = (db: Database): VersionTexts => ({
  get: (version) => versionText(db, version),
})
