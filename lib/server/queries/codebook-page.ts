import { type Result, type SeminarId, ok, refused } from '../../core/base'
import { type BookStep, READY_CODEBOOKS, type ReadyCodebook, type Tag, planBook } from '../../core/annotation'
import { type Actor, can } from '../../core/policy'
import { type KeptChange, type Touched, codebookHistory, touchedByTags } from '../store/codebook'
import type { Database } from '../store/database'
import { findSeminar } from '../store/seminars'
import { tagsOf } from '../store/tags'

/** A tag of the codebook's own page. */
export interface CodebookTag extends Tag {
  /** For those who may see the figures, else `undefined`. */
  readonly verdicts: number | undefined
  /** What its verdicts touch, for those who manage; else `undefined`. */
  readonly touches: Touched | undefined
}

/** The codebook of a seminar with its history. */
export interface CodebookPage {
  readonly seminar: { readonly id: SeminarId; readonly name: string }
  readonly version: number
  readonly manages: boolean
  readonly tags: readonly CodebookTag[]
  /** The ready codebooks of which something could still come, and what would; none for who does not manage. */
  readonly ready: readonly { readonly book: ReadyCodebook; readonly steps: readonly BookStep[] }[]
  /** The newest change first. */
  readonly history: readonly KeptChange[]
}

const UNTOUCHED: Touched = { verdicts: 0, members: 0, readings: 0 }

/** The codebook's own page; `not-found` also for who may not know of the seminar. */
export const codebookPage = async (
  db: Database,
  actor: Actor,
  id: SeminarId,
): Promise<Result<CodebookPage, 'not-found'>> => {
  const subject = { kind: 'seminar', seminar: id } as const
  if (!can(actor, 'seminar.read', subject).ok) return refused('not-found')
  const [seminar, tags, history, touched] = await Promise.all([
    findSeminar(db, id),
    tagsOf(db, id),
    codebookHistory(db, id),
    touchedByTags(db, id),
  ])
  if (seminar === undefined) return refused('not-found')
  const manages = can(actor, 'seminar.manage', subject).ok
  const seesFigures = can(actor, 'figures.read', { kind: 'reading', seminar: id }).ok
  return ok({
    seminar: { id, name: seminar.name },
    version: seminar.codebookVersion,
    manages,
    tags: tags.map(({ verdicts, ...tag }) => ({
      ...tag,
      verdicts: seesFigures ? verdicts : undefined,
      touches: manages ? (touched.get(tag.id) ?? UNTOUCHED) : undefined,
    })),
    ready: manages
      ? READY_CODEBOOKS.map((book) => ({ book, steps: planBook(tags, book) })).filter(({ steps }) =>
          steps.some(({ kind }) => kind === 'added'),
        )
      : [],
    history,
  })
}
