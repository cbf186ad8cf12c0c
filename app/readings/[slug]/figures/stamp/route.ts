import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { stampOfFigures } from '@/lib/server/queries/figures-stamp'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly slug: string }>
}

/** What changes whenever the figures may: an open page that no stream reaches asks once a second. 404 also for who may not see them. */
export const GET = async (_: Request, { params }: Context): Promise<Response> => {
  const { slug } = await params
  const { db, actor } = await asking()
  const stamp = await stampOfFigures(db, actor, slug)
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  if (stamp.ok) return new Response(stamp.value, { headers })
  const error = new AppError('not-found')
  return new Response(error.message, { status: error.status, headers })
}
