import { z } from 'zod'
import { AppError } from '@/lib/server/errors'
import { asking } from '@/lib/server/queries/asking'
import { noteParticipationFile, readingParticipation } from '@/lib/server/queries/participation'
import { PARTICIPATION_FILES, participationCsv } from '@/lib/server/queries/participation-csv'

export const dynamic = 'force-dynamic'

const fileSchema = z.enum(PARTICIPATION_FILES)

interface Context {
  readonly params: Promise<{ readonly slug: string }>
}

/** Participation as a file, for those who manage the reading. 404 also for what the reader may not know of. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => {
  const { slug } = await params
  const file = fileSchema.safeParse(new URL(request.url).searchParams.get('for'))
  if (!file.success) return sentence(new AppError('bad-input', `Use for=, one of ${PARTICIPATION_FILES.join(', ')}.`))
  const { db, actor } = await asking()
  const found = await readingParticipation(db, actor, slug)
  if (!found.ok || !found.value.manages) return sentence(new AppError('not-found'))
  await noteParticipationFile(db, actor, found.value, file.data)
  return new Response(participationCsv(found.value, file.data), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${found.value.reading.slug}-participation-${file.data}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

const sentence = (error: AppError): Response =>
  new Response(error.message, { status: error.status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
