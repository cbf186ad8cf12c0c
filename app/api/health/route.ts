import { database } from '@/lib/server/store/database'

export const dynamic = 'force-dynamic'

/** 200 while the database answers, else 503. Says nothing about what is in it. */
export const GET = async (): Promise<Response> => {
  const isWell = await database().$queryRaw`select 1`
    .then(() => true)
    .catch((error: unknown) => {
      console.error('health: the database does not answer', error instanceof Error ? error.name : '')
      return false
    })
  return Response.json({ ok: isWell }, { status: isWell ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
