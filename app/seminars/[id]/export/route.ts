import { ID_PATTERN, seminarId } from '@/lib/core/base'
import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { seminarFile } from '@/lib/server/queries/seminar-file'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** A whole seminar as JSON, for those who manage it. */
export const GET = async (_request: Request, { params }: Context): Promise<Response> => {
  const { id } = await params
  if (!ID_PATTERN.test(id)) return sentence(new AppError('not-found'))
  const { db, actor } = await asking()
  const found = await seminarFile(db, actor, seminarId(id))
  if (!found.ok) return sentence(new AppError('not-found'))
  return new Response(found.value, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="seminar.json"',
      'Cache-Control': 'private, no-store',
    },
  })
}

const sentence = (error: AppError): Response =>
  new Response(error.message, { status: error.status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
