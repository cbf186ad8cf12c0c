import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { boardStamp } from '@/lib/server/queries/board'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly slug: string }>
}

/** What changes whenever a board may: an open one asks for it. 404 also for who may not know of the reading. */
export const GET = async (_: Request, { params }: Context): Promise<Response> => {
  const { slug } = await params
  const { db, actor } = await asking()
  const stamp = await boardStamp(db, actor, slug)
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  if (stamp.ok) return new Response(stamp.value, { headers })
  const error = new AppError('not-found')
  return new Response(error.message, { status: error.status, headers })
}
