import { expect, test } from 'vitest'
import { boundedText } from './bounded-text'

const requestOf = (pieces: readonly Uint8Array<ArrayBuffer>[], read: { pieces: number }): Request => {
  const body = new ReadableStream({
    pull: (controller) => {
      const piece = pieces[read.pieces]
      read.pieces += 1
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
  })
  // A stream can only be sent so (Fetch, 5.4); the types of the DOM do not know it yet.
  const init = { method: 'POST', headers: { 'Content-Length': '1' }, body, duplex: 'half' }
  return new Request('http://localhost/', init)
}

test('words that come in pieces are read as one text', async () => {
  const bytes = new TextEncoder().encode('né en été')
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
  expect(await boundedText(requestOf(pieces, { pieces: 0 }), 100)).toBe('né en été')
  expect(await boundedText(new Request('http://localhost/'), 100)).toBe('')
})

test('more than is allowed is refused as it comes, whatever its head says', async () => {
  const read = { pieces: 0 }
  const pieces = Array.from({ length: 1_000 }, () => new Uint8Array(1_000))
  await expect(boundedText(requestOf(pieces, read), 10_000)).rejects.toMatchObject({ code: 'too-large' })
  expect(read.pieces).toBeLessThan(20)
})
