import { z } from 'zod'
import { ID_PATTERN, seminarId } from '@/lib/core/base'
import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { noteOwnFile, ownData } from '@/lib/server/queries/own-data'
import { ownDataPage } from '@/lib/server/queries/own-data-page'

export const dynamic = 'force-dynamic'

const formatSchema = z.enum(['json', 'html'])

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

/** Everything that a seminar keeps of who asks, as JSON or as a page to read. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { id } = await params
  const format = formatSchema.safeParse(new URL(request.url).searchParams.get('format'))
  if (!format.success) return sentence(new AppError('bad-input', 'Use format=json or format=html.'))
  if (!ID_PATTERN.test(id)) return sentence(new AppError('not-found'))
  const { db, actor } = await asking()
  const found = await ownData(db, actor, seminarId(id))
  if (!found.ok) return sentence(new AppError('not-found'))
  await noteOwnFile(db, actor, found.value)
  const isJson = format.data === 'json'
  return new Response(isJson ? JSON.stringify(found.value, null, 2) : ownDataPage(found.value), {
    headers: {
      'Content-Type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="my-notes.${format.data}"`,
      // The page holds what people wrote: nothing in it may run.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'Cache-Control': 'private, no-store',
    },
  })
}

const sentence = (error: AppError): Response =>
  new Response(error.message, { status: error.status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
