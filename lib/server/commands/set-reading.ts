import type { SeminarId, VersionId } from '../../core/base'
import type { Actor } from '../../core/policy'
import { AppError } from '../errors'
import type { Database, RootDatabase } from '../store/database'
import { originalInSeminar } from '../store/originals'
import { titleOfVersion } from '../store/papers'
import { createReading, slugsLike } from '../store/readings'
import { recordDeed } from './record-deed'
import { accessChanged, mustManage } from './seminar-access'

const SLUG_MAX_CHARS = 60

/**
 * A title as it can stand in an address: what is before the first colon, in
 * lower case without accents, words joined by dashes, at most 60 characters, cut
 * between words. `reading` for a title without Latin letters or digits.
 */
export const slugOf = (title: string): string => {
  const head = title.split(':')[0] ?? title
  const words = head
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  if (words === null) return 'reading'
  let slug = ''
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, SLUG_MAX_CHARS) : `${slug}-${word}`
    if (longer.length > SLUG_MAX_CHARS) break
    slug = longer
  }
  return slug
}

/** A version, and the PDF that it came as where there is one; absent: that of the seminar's newest reading of it. */
interface ReadingToSet {
  readonly seminar: SeminarId
  readonly version: VersionId
  readonly original?: string
}

/**
 * Sets a version of a paper as a reading of the seminar, with one open round in
 * which each group reads together. The answer is the reading's slug. Throws
 * `not-found` where there is no such version.
 */
export const setReading = async (
  db: RootDatabase,
  actor: Actor,
  { seminar, version, original }: ReadingToSet,
): Promise<string> => {
  mustManage(actor, seminar)
  return db.$transaction(async (tx) => {
    const slug = await setReadingIn(tx, seminar, version, original)
    await recordDeed(tx, actor, seminar, 'reading.set', { detail: slug })
    return slug
  })
}

/** As `setReading`, for a caller who asked the policy and holds a transaction. */
const setReadingIn = async (tx: Database, seminar: SeminarId, version: VersionId, given?: string): Promise<string> => {
  const title = await titleOfVersion(tx, version)
  if (title === undefined) throw new AppError('not-found', 'That paper is not here any more. Load the page again.')
  const original = given ?? (await originalInSeminar(tx, seminar, version))
  const wanted = slugOf(title)
  const taken = await slugsLike(tx, wanted)
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    if (taken.has(slug)) continue
    const reading = await createReading(tx, { seminar, version, original, slug, openedAt: new Date() })
    // Taken a moment ago by somebody else: the next number.
    if (reading === undefined) continue
    await accessChanged(tx, seminar)
    return slug
  }
}
