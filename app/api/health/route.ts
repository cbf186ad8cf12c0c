import { isDatabaseWell } from '@/lib/server/queries/health'

export const dynamic = 'force-dynamic'

/** 200 while the database answers, else 503. Says nothing about what is in it. */
export const GET = async (): Promise<Response> => {
  const isWell = await isDatabaseWell()
  return Response.json({ ok: isWell }, { status: isWell ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
