import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../core/base'
import type { Threads } from '../../core/exchange'
import { comingOneByOne, randomRecords, testReading, threadsOfRecords } from '../../core/exchange/testing'
import { sampleNotes, samplePage } from '../../core/export/testing'
import { openFileThreads } from './file-threads'
import { WHOLE_FORMATS, makeWhole } from './make'

const { frame } = testReading(samplePage(), sampleNotes)
const threads = threadsOfRecords(randomRecords(seededRandom(5), frame.index, 900))
/** So often each note comes: some 40,000 records, of which a heap of 80 MB holds a part. */
const MANY = 45

describe('files in a thread', () => {
  it.each(WHOLE_FORMATS)(
    '[FT1] %s has the notes that are sent page by page, and is what this thread would make',
    async (format) => {
      const made = await openFileThreads().make(format, frame, comingOneByOne(threads))
      const here = await makeWhole(format, frame, comingOneByOne(threads))
      if (!made.ok) throw new Error(made.reason)
      // Word's library writes the moment and random ids into its archive: of its files the size is compared.
      if (format !== 'docx') expect(Buffer.from(made.value).equals(Buffer.from(here))).toBe(true)
      else expect(Math.abs(made.value.byteLength - here.byteLength)).toBeLessThan(here.byteLength / 20)
    },
  )

  it('[FT2] one that is cancelled stops, the rest of its notes unread, and the next is made', async () => {
    const files = openFileThreads()
    const stop = new AbortController()
    let read = 0
    let isEnded = false
    async function* endless(): Threads {
      try {
        for (;;) {
          const thread = threads[read % threads.length]
          if (thread === undefined) throw new Error('no threads')
          read += 1
          if (read === 5_000) stop.abort()
          yield await Promise.resolve(thread)
        }
      } finally {
        isEnded = true
      }
    }
    const [first, second] = await Promise.all([
      files.make('qdpx', frame, endless(), stop.signal),
      files.make('qdpx', frame, comingOneByOne(threads.slice(0, 10))),
    ])
    expect(first).toEqual({ ok: false, reason: 'cancelled' })
    expect(second.ok).toBe(true)
    expect(isEnded).toBe(true)
    expect(read).toBeLessThan(6_000)
  })

  it('[FT5] one that does not fit in the heap of its thread is told so, and the next is made', async () => {
    const files = openFileThreads({ heapMb: 56 })
    async function* endless(): Threads {
      // What one member said on the same words without a verdict is one selection of the project, and waits for its last.
      const commented = threads.find(({ thread }) => thread.commentCount > 1)
      if (commented === undefined) throw new Error('no comments')
      for (;;) yield await Promise.resolve({ ...commented, thread: { ...commented.thread, verdicts: [] } })
    }
    expect(await files.make('qdpx', frame, endless())).toEqual({ ok: false, reason: 'too-many' })
    expect((await files.make('qdpx', frame, comingOneByOne(threads.slice(0, 10)))).ok).toBe(true)
  }, 120_000)

  it.each(WHOLE_FORMATS)(
    '[FT7] %s needs no more heap for many notes than for few',
    async (format) => {
      async function* many(): Threads {
        for (const thread of threads) for (let nth = 0; nth < MANY; nth += 1) yield await Promise.resolve(thread)
      }
      const made = await openFileThreads({ heapMb: 80 }).make(format, frame, many())
      expect(made.ok).toBe(true)
    },
    120_000,
  )

  it('[FT3] one after the other; too many that wait are told so, and one that takes too long ends', async () => {
    const files = openFileThreads({ waitingMax: 1, timeoutMs: 1 })
    const answers = await Promise.all([1, 2, 3].map(() => files.make('xlsx', frame, comingOneByOne(threads))))
    expect(answers.map((answer) => (answer.ok ? 'made' : answer.reason))).toEqual(['too-slow', 'too-slow', 'busy'])
  })

  it('[FT4] a database that fails is the caller’s to tell', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- it fails at the first question
    async function* broken(): Threads {
      yield* threads.slice(0, 1)
      throw new Error('gone')
    }
    await expect(openFileThreads().make('qdpx', frame, broken())).rejects.toThrow('gone')
  })
})
