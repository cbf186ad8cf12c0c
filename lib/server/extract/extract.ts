import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Result, ok, refused } from '../../core/base'
import { parseDocument } from '../../core/document'
import type { PdfIntake } from '../../core/intake'
import { EXTRACT_GROWTH_MB, EXTRACT_TIMEOUT_MS, EXTRACT_WAITING_MAX, PDF_MAX_BYTES } from './limits'
import { type ExtractTrouble, sentenceOf } from './sentences'

/** What a thread answers: a paper with its document as JSON, or why it is none. */
export type ExtractReply =
  | ({ readonly ok: true; readonly document: unknown } & Omit<PdfIntake, 'document'>)
  | { readonly ok: false; readonly sentence: string }

/** Why a PDF became no paper; `sentence` says what is wrong and what to do. */
export interface ExtractRefusal {
  readonly sentence: string
}

/** For tests: bounds that are smaller than ours. */
export interface ExtractLimits {
  readonly timeoutMs?: number
  readonly growthMb?: number
}

const MEMORY_LOOK_MS = 100
const MB = 1_048_576

/** True for what begins as a PDF does; some begin with a few bytes of something else (ISO 32000-1, annex H.3.4.1). */
export const looksLikePdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024)).includes('%PDF-')

let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/**
 * Reads a PDF as a paper in a thread of its own, one at a time in a process,
 * with bounds on bytes, pages, letters, time and memory. A file that breaks one
 * of them, and any that is no paper, is refused with a sentence.
 */
export const extractPdf = async (
  bytes: Uint8Array,
  limits: ExtractLimits = {},
): Promise<Result<PdfIntake, ExtractRefusal>> => {
  if (bytes.byteLength > PDF_MAX_BYTES) return trouble('too-large')
  // One of them is being read.
  if (waiting > EXTRACT_WAITING_MAX) return trouble('busy')
  waiting += 1
  const turn = last.then(() => inThread(bytes, limits))
  // Whoever comes next waits for this one, however it ends.
  last = turn.catch(() => undefined)
  try {
    return await turn
  } finally {
    waiting -= 1
  }
}

const trouble = (what: ExtractTrouble): Result<never, ExtractRefusal> => refused({ sentence: sentenceOf(what) })

const inThread = (
  bytes: Uint8Array,
  { timeoutMs = EXTRACT_TIMEOUT_MS, growthMb = EXTRACT_GROWTH_MB }: ExtractLimits,
): Promise<Result<PdfIntake, ExtractRefusal>> =>
  new Promise((resolve) => {
    const worker = new ExtractThread(threadFile(), {
      // The thread's own copy: pdf.js gives the bytes away.
      workerData: Uint8Array.from(bytes),
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: growthMb },
    })
    const before = process.memoryUsage.rss()
    let isEnded = false
    // The next file's turn comes when this one's memory is given back.
    const end = (outcome: Result<PdfIntake, ExtractRefusal>): void => {
      if (isEnded) return
      isEnded = true
      clearTimeout(timer)
      clearInterval(look)
      void worker.terminate().then(() => {
        resolve(outcome)
      })
    }
    const timer = setTimeout(() => {
      end(trouble('too-slow'))
    }, timeoutMs)
    // Unpacked streams lie outside the heap that a thread can be limited to.
    const look = setInterval(() => {
      if (process.memoryUsage.rss() - before > growthMb * MB) end(trouble('too-much-memory'))
    }, MEMORY_LOOK_MS)
    worker.on('message', (reply: ExtractReply) => {
      end(paperOf(reply))
    })
    worker.on('error', (error) => {
      const code = 'code' in error ? error.code : undefined
      if (code !== 'ERR_WORKER_OUT_OF_MEMORY') console.error(`extract: ${error.message}`)
      end(trouble(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-much-memory' : 'broken'))
    })
    worker.on('exit', () => {
      end(trouble('broken'))
    })
  })

const paperOf = (reply: ExtractReply): Result<PdfIntake, ExtractRefusal> => {
  if (!reply.ok) return refused({ sentence: reply.sentence })
  const document = parseDocument(reply.document)
  if (!document.ok) {
    console.error(`extract: the thread made no document: ${document.reason}`)
    return trouble('broken')
  }
  const { title, authors, abstract, keywords, warnings, places } = reply
  return ok({ document: document.value, title, authors, abstract, keywords, warnings, places })
}

/** The start script bundles the thread's file and names it; without it, the TypeScript is run as it is. */
const threadFile = (): string => {
  const given = process.env.SCHOLION_EXTRACT
  if (given !== undefined) return given
  const file = join(process.env.SCHOLION_ROOT ?? process.cwd(), 'lib', 'server', 'extract', 'worker.mjs')
  if (!existsSync(file)) throw new Error('start Scholion from its own folder')
  return file
}

// Next's bundler follows `new Worker` into the file that it starts; it must not.
class ExtractThread extends Worker {}
