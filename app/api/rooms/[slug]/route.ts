import { currentActor } from '@/lib/server/auth/session'
import { ERROR_TABLE } from '@/lib/server/errors'
import { readingRoom } from '@/lib/server/queries/reading-room'

const refuse = (code: 'signed-out' | 'not-found'): Response =>
  Response.json({ error: ERROR_TABLE[code].sentence }, { status: ERROR_TABLE[code].status })

/** The setup of a reading's room as its member sees it now: an open page asks again when its layers may have changed. */
export const GET = async (_request: Request, context: { params: Promise<{ slug: string }> }): Promise<Response> => {
  const actor = await currentActor()
  if (actor.kind === 'guest') return refuse('signed-out')
  const { slug } = await context.params
  const found = await readingRoom(actor, slug)
  if (!found.ok) return refuse('not-found')
  return Response.json(found.value.setup, { headers: { 'Cache-Control': 'private, no-store' } })
}
