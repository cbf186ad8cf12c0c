import { z } from 'zod'
import { FIGURE_NAMES } from '@/lib/core/statistics'
import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { readingFigures } from '@/lib/server/queries/figures'
import { figureCsv } from '@/lib/server/queries/figures-csv'
import { figuresFilter } from '../filter'

export const dynamic = 'force-dynamic'

const figureSchema = z.enum(FIGURE_NAMES)

interface Context {
  readonly params: Promise<{ readonly slug: string }>
}

/** One figure as a table for a spreadsheet. 404 also for what the reader may not know of. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { slug } = await params
  const { searchParams } = new URL(request.url)
  const figure = figureSchema.safeParse(searchParams.get('figure'))
  if (!figure.success) return sentence(new AppError('bad-input', `Use figure=, one of ${FIGURE_NAMES.join(', ')}.`))
  const { db, actor } = await asking()
  const found = await readingFigures(db, actor, slug, figuresFilter(searchParams), Infinity, 'all')
  if (!found.ok) return sentence(new AppError('not-found'))
  return new Response(figureCsv(found.value, figure.data), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${found.value.reading.slug}-${figure.data}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

const sentence = (error: AppError): Response =>
  new Response(error.message, { status: error.status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
