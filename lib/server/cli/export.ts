import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { LANGUAGES } from '../../core/base'
import { type ExportRefusal, bytesOf, exportReading } from '../commands/export-reading'
import { EXPORT_FORMATS, type ExportRequest, layoutFrom } from '../commands/gather-paper'
import { openPress } from '../press/press'
import { noReading, typed } from './not-there'
import { ADMINISTRATOR, TEXT, TEXTS, verb } from './verb'

/** `export READING --format F --out FILE [what of it]`. 0 written, 1 not written, 2 bad use. */
export const run = verb({
  usage: `Use: scholion export READING --format ${EXPORT_FORMATS.join('|')} --out FILE [--layer ID | --group NAME] [--round N] [--member NAME] [--filter "tag=..&by=.."] [--names yes|no|real] [--language ${LANGUAGES.join('|')}], for a PDF [--paper a4|letter] [--columns 1|2] [--margin-notes], where READING is a slug or an id.`,
  flags: {
    format: TEXT,
    out: TEXT,
    layer: TEXTS,
    group: TEXT,
    round: TEXT,
    member: TEXT,
    filter: TEXT,
    names: TEXT,
    paper: TEXT,
    columns: TEXT,
    'margin-notes': { type: 'boolean' },
    language: TEXT,
  },
  read: ([reading = '', ...more], { out = '', layer: layers, ...chosen }) => {
    const request = requestSchema.safeParse({ reading, layers, ...chosen })
    if (!request.success || more.length > 0 || out === '') return undefined
    if (layers !== undefined && chosen.group !== undefined) return undefined
    const { paper, columns, 'margin-notes': marginNotes, names, ...wanted } = request.data
    const isLaidOut = paper !== undefined || columns !== undefined || marginNotes !== undefined
    if (isLaidOut && wanted.format !== 'pdf') return undefined
    const layout = layoutFrom({ paper, columns, marginNotes })
    return { out, request: { ...wanted, layout, names: NAMES[names ?? 'yes'] } }
  },
  run: async ({ out, request }, context) => {
    const database = await context.database()
    const press = openPress({ onTrouble: context.err })
    const exported = await exportReading(database, ADMINISTRATOR, request, { press }).finally(() => press.close())
    if (!exported.ok) {
      context.err(refusalSentence(exported.reason, request))
      return 1
    }
    const content = exported.value.kind === 'whole' ? exported.value.bytes : bytesOf(exported.value.pieces)
    const written = await writeWhole(out, content)
    if (typeof written === 'string') {
      context.err(`"${out}" could not be written (${written}): choose another place.`)
      return 1
    }
    context.err(`${out}: ${Math.ceil(written.bytes / 1024)} kB.`)
    const { unplaced = 0 } = exported.value
    if (unplaced > 0)
      context.err(`${unplaced} notes do not stand, or not as a whole, on these pages: the file lists them.`)
    return 0
  },
})

const NAMES = { shown: 'shown', yes: 'shown', hidden: 'hidden', no: 'hidden', real: 'real' } as const

const requestSchema = z.object({
  reading: z.string().min(1),
  format: z.enum(EXPORT_FORMATS),
  layers: z.array(z.string()).optional(),
  group: z.string().optional(),
  round: z.string().optional(),
  member: z.string().optional(),
  filter: z.string().optional(),
  names: z.enum(['shown', 'hidden', 'real', 'yes', 'no']).optional(),
  paper: z.enum(['a4', 'letter']).optional(),
  columns: z.enum(['1', '2']).optional(),
  'margin-notes': z.boolean().optional(),
  language: z.enum(LANGUAGES).optional(),
})

const refusalSentence = (reason: ExportRefusal, { reading, layers, group, round, member }: ExportRequest): string => {
  switch (reason) {
    case 'not-found':
      if (layers !== undefined)
        return `"${reading}" has no such layer, or there is no such reading. \`scholion reading ${typed(reading)}\` lists its layers with their ids.`
      if (round !== undefined || member !== undefined) {
        return `"${reading}" has no such round or member, or there is no such reading. \`scholion reading ${typed(reading)}\` lists its rounds, \`scholion members SEMINAR\` the members.`
      }
      if (group !== undefined)
        return `"${reading}" has no group "${group}", or there is no such reading. \`scholion reading ${typed(reading)}\` lists the groups that have a layer.`
      return noReading(reading)
    case 'too-many':
      return 'So many notes do not fit into a file of this kind: choose one layer, or csv, xlsx, docx, jsonld, html or markdown.'
    case 'no-original':
      return `"${reading}" did not come as a PDF: there are no pages of its own. Use --format pdf.`
    case 'unwritable':
      return `Notes cannot be written on the pages of the PDF that "${reading}" came as: it is damaged or locked. Use --format pdf.`
    case 'too-slow':
      return 'The file took too long to make: choose one layer and try again.'
    case 'busy':
    case 'cancelled':
    case 'failed':
      return 'The file could not be made: the lines above say why.'
  }
}

/** Writes beside the file and renames, so that nobody ever finds half a file. The trouble's code where it fails. */
const writeWhole = async (
  file: string,
  content: Uint8Array | ReadableStream<Uint8Array>,
): Promise<string | { readonly bytes: number }> => {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    const handle = await open(beside, 'wx')
    let bytes = 0
    try {
      for await (const piece of content instanceof Uint8Array ? [content] : content) {
        await handle.writeFile(piece)
        bytes += piece.byteLength
      }
    } finally {
      await handle.close()
    }
    await rename(beside, file)
    return { bytes }
  } catch (error) {
    await rm(beside, { force: true })
    if (error instanceof Error && 'code' in error && 'syscall' in error && typeof error.code === 'string')
      return error.code
    throw error
  }
}
