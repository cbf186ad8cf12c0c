import type { Result } from '@/lib/core/base'
import { AppError } from '@/lib/server/errors'
import { type Asking, asking } from '@/lib/server/queries/asking'

/** What Next gives a route of a reading beside the request. */
export interface StampContext {
  readonly params: Promise<{ readonly slug: string }>
}

type StampQuery = (db: Asking['db'], actor: Asking['actor'], reading: string) => Promise<Result<string, 'not-found'>>

/** Answers with a reading's stamp as plain text that nobody keeps; 404 where the query finds none for who asks. */
export const stampAnswer = async (stampOf: StampQuery, { params }: StampContext): Promise<Response> => {
  const { slug } = await params
  const { db, actor } = await asking()
  const stamp = await stampOf(db, actor, slug)
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  if (stamp.ok) return new Response(stamp.value, { headers })
  const error = new AppError('not-found')
  return new Response(error.message, { status: error.status, headers })
}
