import { LANGUAGES, type Result, ok } from '../../core/base'
import { markdownFile, pageFile, webFile } from '../../core/exchange'
import { marksOnOriginal } from '../../core/export'
import type { Actor } from '../../core/policy'
import { csvFile } from '../formats/csv'
import { type FileRefusal, type FileThreads, fileThreads } from '../formats/file-threads'
import { type Press, type PressProgress, type PressRefusal, press } from '../press/press'
import type { Database } from '../store/database'
import { findOriginal } from '../store/originals'
import { type ExportFormat, type ExportRequest, gatherPaper } from './gather-paper'
import { type GatheredReading, gatherReading } from './gather-reading'
import { recordDeed } from './record-deed'

/** A file, ready to be sent or written: whole, or piece by piece as it is read from the database. */
export type ExportedFile = {
  /** ASCII letters, digits, dots and hyphens. */
  readonly fileName: string
  readonly mediaType: string
  /** Of an original: how many notes are listed in it, because they have no place, or not their whole place, on its pages. */
  readonly unplaced?: number
} & (
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'pieces'; readonly pieces: AsyncIterable<string> }
)

/** `not-found` also for a reading, a layer or a group that the actor may not know of; `too-many` where what is made of the notes does not fit in a thread's memory; `no-original` for a paper that came as text. */
export type ExportRefusal = 'not-found' | 'no-original' | FileRefusal | PressRefusal

/** What a caller lends. */
export interface ExportMeans {
  readonly signal?: AbortSignal
  /** Milliseconds since 1970; absent: now. */
  readonly at?: number
  readonly press?: Press
  readonly files?: FileThreads
  /** Told how far a PDF is. */
  readonly onProgress?: (progress: PressProgress) => void
}

const ENDINGS: Readonly<Record<ExportFormat, readonly [ending: string, mediaType: string]>> = {
  pdf: ['pdf', 'application/pdf'],
  original: ['pdf', 'application/pdf'],
  docx: ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  html: ['html', 'text/html; charset=utf-8'],
  markdown: ['md', 'text/markdown; charset=utf-8'],
  csv: ['csv', 'text/csv; charset=utf-8'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  jsonld: ['jsonld', 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'],
  qdpx: ['qdpx', 'application/zip'],
}

/** Tables and data have the same English words whoever asks: other people's scripts know them. */
const FOR_PROGRAMS: ReadonlySet<ExportFormat> = new Set(['csv', 'xlsx', 'jsonld', 'qdpx'])

/** The media type of a format. */
export const mediaTypeOf = (format: ExportFormat): string => ENDINGS[format][1]

/** The paper of a reading with the notes of some of its layers as one file. The log of the seminar says so before it is given out; an abort stops the work. */
export const exportReading = async (
  db: Database,
  actor: Actor,
  request: ExportRequest,
  means: ExportMeans = {},
): Promise<Result<ExportedFile, ExportRefusal>> => {
  const made = await makeFile(db, actor, request, means)
  if (!made.ok) return made
  const { seminar, reading, ...file } = made.value
  await recordDeed(db, actor, seminar, 'exported', { subject: reading, detail: request.format })
  return ok(file)
}

type MadeFile = ExportedFile & Pick<GatheredReading, 'seminar' | 'reading'>

const makeFile = async (
  db: Database,
  actor: Actor,
  asked: ExportRequest,
  means: ExportMeans,
): Promise<Result<MadeFile, ExportRefusal>> => {
  const { format } = asked
  const request = FOR_PROGRAMS.has(format) ? { ...asked, language: LANGUAGES[0] } : asked
  const at = means.at ?? Date.now()
  const [ending, mediaType] = ENDINGS[format]
  if (format === 'original') return onOriginal(db, actor, request, means, at)
  if (format === 'pdf') {
    const gathered = await gatherPaper(db, actor, request, at)
    if (!gathered.ok) return gathered
    const { paper, fileStem, seminar, reading } = gathered.value
    const source = { seminar, reading }
    const pressed = await (means.press ?? press()).press(paper, means.signal, means.onProgress)
    if (!pressed.ok) return pressed
    return ok({ ...source, kind: 'whole', bytes: pressed.value, fileName: `${fileStem}.${ending}`, mediaType })
  }
  const gathered = await gatherReading(db, actor, request, at)
  if (!gathered.ok) return gathered
  const { frame, threads, fileStem, seminar, reading } = gathered.value
  const named = { seminar, reading, fileName: `${fileStem}.${ending}`, mediaType }
  switch (format) {
    case 'html':
      return ok({ ...named, kind: 'pieces', pieces: pageFile(frame, threads) })
    case 'markdown':
      return ok({ ...named, kind: 'pieces', pieces: markdownFile(frame, threads) })
    case 'csv':
      return ok({ ...named, kind: 'pieces', pieces: csvFile(frame, threads) })
    case 'jsonld':
      return ok({ ...named, kind: 'pieces', pieces: webFile(frame, threads) })
    case 'docx':
    case 'xlsx':
    case 'qdpx': {
      const files = means.files ?? fileThreads()
      const made = await files.make(format, frame, threads, means.signal)
      return made.ok ? ok({ ...named, kind: 'whole', bytes: made.value }) : made
    }
  }
}

/** The notes on the pages of the PDF that the paper came as. */
const onOriginal = async (
  db: Database,
  actor: Actor,
  request: ExportRequest,
  means: ExportMeans,
  at: number,
): Promise<Result<MadeFile, ExportRefusal>> => {
  const gathered = await gatherPaper(db, actor, request, at)
  if (!gathered.ok) return gathered
  const { paper, fileStem, seminar, reading, original: id } = gathered.value
  const original = id === undefined ? undefined : await findOriginal(db, id)
  if (original === undefined) return { ok: false, reason: 'no-original' }
  const pressed = await (means.press ?? press()).press({ ...paper, original }, means.signal, means.onProgress)
  if (!pressed.ok) return pressed
  const [ending, mediaType] = ENDINGS.original
  const unplaced = marksOnOriginal(paper, original.places).unplaced.length
  const fileName = `${fileStem}-original.${ending}`
  return ok({ kind: 'whole', bytes: pressed.value, fileName, mediaType, unplaced, seminar, reading })
}

/** Pieces leave in lots of about so many UTF-16 units. */
const LOT_CHARS = 64 * 1024

/** Pieces of text as bytes in UTF-8, no faster than they are taken. */
export const bytesOf = (pieces: AsyncIterable<string>): ReadableStream<Uint8Array> => {
  const coming = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull: async (controller) => {
      let lot = ''
      while (lot.length < LOT_CHARS) {
        const next = await coming.next()
        if (next.done === true) {
          if (lot !== '') controller.enqueue(encoder.encode(lot))
          controller.close()
          return
        }
        lot += next.value
      }
      controller.enqueue(encoder.encode(lot))
    },
    cancel: async () => {
      await coming.return?.()
    },
  })
}
