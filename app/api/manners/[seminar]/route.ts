import { boundedForm } from '@/lib/server/actions/bounded-body'
import { doManners } from '@/lib/server/actions/do-manners'
import { AppError } from '@/lib/server/errors'

interface Context {
  readonly params: Promise<{ readonly seminar: string }>
}

/** What the margin asks about another's note: 204 when it is done, else the status and the sentence that says why not. */
export const POST = async (request: Request, { params }: Context): Promise<Response> => {
  try {
    const form = await boundedForm(request)
    if (form === undefined) throw new AppError('bad-input')
    await doManners((await params).seminar, form)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return new Response(error.message, {
      status: error.status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    })
  }
}
