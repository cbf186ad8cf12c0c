import { buildId } from '@/lib/server/queries/build'
import { isDatabaseWell } from '@/lib/server/queries/health'

export const dynamic = 'force-dynamic'

/** 200 while the database answers, else 503; `build` names the release. Says nothing about what is in the database. */
export const GET = async (): Promise<Response> => {
  const [isWell, build] = await Promise.all([isDatabaseWell(), buildId()])
  return Response.json({ ok: isWell, build }, { status: isWell ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
