import { z } from 'zod'
import { AppError } from '@/lib/server/errors'
import {
  EXPORT_FORMATS,
  type ExportRefusal,
  announcedFile,
  bytesOf,
  exportedFile,
  layoutFrom,
  mediaTypeOf,
} from '@/lib/server/queries/exported-file'
import { ticketText } from './ticket'

export const dynamic = 'force-dynamic'

const idText = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const name = z.string().min(1).max(100)
const querySchema = z.strictObject({
  format: z.enum(EXPORT_FORMATS).default('pdf'),
  layer: z.array(idText).max(100).optional(),
  group: name.optional(),
  round: z.string().min(1).max(64).optional(),
  member: name.optional(),
  /** The room's filter, as its address has it. */
  filter: z.string().max(4_000).optional(),
  names: z.enum(['shown', 'hidden', 'real']).optional(),
  paper: z.enum(['a4', 'letter']).optional(),
  columns: z.enum(['1', '2']).optional(),
  notes: z.enum(['margin', 'none']).optional(),
  ticket: ticketText.optional(),
})
const BAD_QUERY = `Use format=, one of ${EXPORT_FORMATS.join(', ')}, and layer=ID or group=NAME, round=, member=, filter=, names=hidden or names=real to choose what is in the file; for a PDF also paper=a4 or letter, columns=1 or 2, notes=margin or none.`

interface Context {
  readonly params: Promise<{ readonly slug: string }>
}

/** The annotated paper as a file. 404 also for what the reader may not know of. */
export const GET = async (request: Request, context: Context): Promise<Response> => {
  const wanted = await wantedBy(request, context)
  if (wanted === undefined) return sentence(new AppError('bad-input', BAD_QUERY))
  const { ticket, ...choice } = wanted
  const exported = await exportedFile(choice, request.signal, ticket)
  if (!exported.ok) return sentence(refusalError(exported.reason))
  const { fileName, mediaType } = exported.value
  const headers = {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(exported.value.unplaced === undefined ? {} : { 'Scholion-Unplaced': String(exported.value.unplaced) }),
  }
  if (exported.value.kind === 'pieces') return new Response(bytesOf(exported.value.pieces), { headers })
  const { bytes } = exported.value
  return new Response(new Blob([new Uint8Array(bytes)], { type: mediaType }), {
    headers: { ...headers, 'Content-Length': String(bytes.byteLength) },
  })
}

/** Whether there is such a file, with no file yet: the menu asks when it opens, so that the press is ready. */
export const HEAD = async (request: Request, context: Context): Promise<Response> => {
  const wanted = await wantedBy(request, context)
  if (wanted === undefined) return sentence(new AppError('bad-input', BAD_QUERY))
  const announced = await announcedFile(wanted)
  if (!announced.ok) return sentence(refusalError(announced.reason))
  return new Response(null, {
    headers: { 'Content-Type': mediaTypeOf(wanted.format), 'Cache-Control': 'private, no-store' },
  })
}

const wantedBy = async (request: Request, { params }: Context) => {
  const { slug } = await params
  // A form sends its empty fields too.
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value.trim() !== '')
  const query = parseQuery(new URLSearchParams(given))
  if (query === undefined) return undefined
  const { layer, paper, columns, notes, ticket, ...chosen } = query
  const layout = layoutFrom({ paper, columns, marginNotes: notes === undefined ? undefined : notes === 'margin' })
  return { reading: slug, ...chosen, layers: layer, layout, ticket }
}

const parseQuery = (params: URLSearchParams): z.infer<typeof querySchema> | undefined => {
  const layers = params.getAll('layer')
  const single = Object.fromEntries([...params].filter(([name]) => name !== 'layer'))
  const isRepeated = [...params.keys()].filter((name) => name !== 'layer').length > Object.keys(single).length
  const parsed = querySchema.safeParse({ ...single, ...(layers.length === 0 ? {} : { layer: layers }) })
  if (!parsed.success || isRepeated) return undefined
  return parsed.data.layer !== undefined && parsed.data.group !== undefined ? undefined : parsed.data
}

const refusalError = (reason: ExportRefusal): AppError => {
  switch (reason) {
    case 'not-found':
      return new AppError('not-found')
    case 'no-original':
      return new AppError('not-found', 'This paper did not come as a PDF. Choose the annotated PDF instead.')
    case 'too-many':
      return new AppError(
        'too-large',
        'So many notes do not fit into a file of this kind. Choose one layer, or CSV, Excel, Word, JSON-LD, HTML or Markdown.',
      )
    case 'busy':
      return new AppError('too-many', 'Many files are being made right now. Try again in a minute.')
    case 'too-slow':
      return new AppError('unavailable', 'This file took too long to make. Choose one layer and try again.')
    case 'cancelled':
      return new AppError('unavailable', 'The file was cancelled. Ask for it again.')
    case 'unwritable':
      return new AppError(
        'conflict',
        'Notes cannot be written on the pages of this PDF: it is damaged or locked. Choose the annotated PDF instead.',
      )
    case 'failed':
      return new AppError(
        'unavailable',
        'This file could not be made; the server’s log says why. Choose one layer and try again.',
      )
  }
}

const sentence = (error: AppError): Response =>
  new Response(`${error.message}\n`, {
    status: error.status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
