import { notFound } from 'next/navigation'
import { ID_PATTERN, seminarId } from '@/lib/core/base'
import { currentActor } from '@/lib/server/auth/session'
import { type SeminarPage, seminarPage } from '@/lib/server/queries/seminar-page'
import { database } from '@/lib/server/store/database'

export interface SeminarParams {
  readonly params: Promise<{ readonly id: string }>
}

/** The seminar that the address names; the 404 page for one that is not there or not for this reader. */
export const seminarOf = async (params: SeminarParams['params']): Promise<SeminarPage> => {
  const { id } = await params
  if (!ID_PATTERN.test(id)) notFound()
  const found = await seminarPage(database(), await currentActor(), seminarId(id))
  if (!found.ok) notFound()
  return found.value
}

/** As `seminarOf`, for pages that only those who manage the seminar may see. */
export const managedSeminarOf = async (params: SeminarParams['params']): Promise<SeminarPage> => {
  const seminar = await seminarOf(params)
  if (!seminar.manages) notFound()
  return seminar
}
