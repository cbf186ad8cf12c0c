import { AppError } from '@/lib/server/errors'
import { exportProgress } from '@/lib/server/queries/exported-file'
import { ticketText } from '../ticket'

export const dynamic = 'force-dynamic'

/** How far the file with this ticket is, as JSON. */
export const GET = (request: Request): Response => {
  const ticket = ticketText.safeParse(new URL(request.url).searchParams.get('ticket'))
  const headers = { 'Cache-Control': 'private, no-store' }
  if (!ticket.success) {
    const error = new AppError('bad-input', 'Give the ticket under which the file was asked for.')
    return new Response(`${error.message}\n`, { status: error.status, headers })
  }
  return Response.json(exportProgress(ticket.data), { headers })
}
