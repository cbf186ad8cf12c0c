import { notFound } from 'next/navigation'
import { ID_PATTERN, seminarId } from '@/lib/core/base'
import { asking } from '@/lib/server/queries/asking'
import { type SeminarPage, seminarPage } from '@/lib/server/queries/seminar-page'

export interface SeminarParams {
  readonly params: Promise<{ readonly id: string }>
}

/** The seminar that the address names; the 404 page for one that is not there or not for this reader. */
export const seminarOf = async (params: SeminarParams['params']): Promise<SeminarPage> => {
  const { id } = await params
  if (!ID_PATTERN.test(id)) notFound()
  const { db, actor } = await asking()
  const found = await seminarPage(db, actor, seminarId(id))
  if (!found.ok) notFound()
  return found.value
}

/** As `seminarOf`, for pages that only those who manage the seminar may see. */
export const managedSeminarOf = async (params: SeminarParams['params']): Promise<SeminarPage> => {
  const seminar = await seminarOf(params)
  if (!seminar.manages) notFound()
  return seminar
}
