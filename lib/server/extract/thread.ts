import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { serializeDocument } from '../../core/document'
import { type IntakeWarning, intakePdf } from '../../core/intake'
import { countPages } from '../press/count-pages'
import type { ExtractReply } from './extract'
import { readPdf } from './read-pdf'
import { sentenceOf } from './sentences'

// The entry of a thread that reads one PDF and ends: bundled by the start script, and loaded by worker.mjs where
// nothing is bundled. A thread of its own for each: what a hostile file does to it ends with it.
const NICE = 10
const UNWRITABLE: IntakeWarning = {
  code: 'metadata',
  message:
    'The PDF is damaged: notes cannot be written on its own pages. Members can take the annotated PDF home. To have both, save it anew and choose that.',
  line: 0,
}

const work = async (bytes: Uint8Array): Promise<ExtractReply> => {
  const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  // Before pdf.js has it: it gives the bytes away.
  const writable = countPages(bytes)
  const read = await readPdf(bytes, assets)
  if (!read.ok) return { ok: false, sentence: sentenceOf(read.trouble) }
  const taken = intakePdf(read.text)
  if (!taken.ok) return { ok: false, sentence: taken.reason.sentence }
  const { document, warnings, ...rest } = taken.value
  const isWritable = writable === rest.places.pages.length
  return {
    ok: true,
    ...rest,
    warnings: isWritable ? warnings : [UNWRITABLE, ...warnings],
    document: serializeDocument(document),
  }
}

const serve = async (): Promise<void> => {
  const port = parentPort
  const given: unknown = workerData
  if (port === null || !(given instanceof Uint8Array)) throw new Error('a PDF is read in a worker')
  // On Linux this is the priority of this thread alone (sched(7)): the room goes first.
  if (process.platform === 'linux') setPriority(0, NICE)
  // pdf.js leaves failures behind that nobody waits for; what bears on the answer is thrown where it is awaited.
  process.on('unhandledRejection', () => undefined)
  port.postMessage(await work(given))
}

await serve()
