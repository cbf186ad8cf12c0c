import { expect, test } from 'vitest'
import { boundedForm, boundedJson } from './bounded-body'

/** A request whose body comes in these pieces, and says of itself that it is a byte long. */
const requestOf = (
  pieces: readonly Uint8Array<ArrayBuffer>[],
  { type = 'application/json', read = { pieces: 0 } } = {},
): Request => {
  const body = new ReadableStream({
    pull: (controller) => {
      const piece = pieces[read.pieces]
      read.pieces += 1
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
  })
  // A stream can only be sent so (Fetch, 5.4); the types of the DOM do not know it yet.
  const init = { method: 'POST', headers: { 'Content-Length': '1', 'Content-Type': type }, body, duplex: 'half' }
  return new Request('http://localhost/', init)
}

const byteByByte = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte))
const URLENCODED = { type: 'application/x-www-form-urlencoded' }
const MEGABYTE = Array.from({ length: 1_000 }, () => new Uint8Array(1_000))

test('[DR1] what comes in pieces is read as one, and what is no JSON or no form is none', async () => {
  expect(await boundedJson(requestOf(byteByByte('{"a":"né en été"}')), 100)).toEqual({ a: 'né en été' })
  expect(await boundedJson(requestOf(byteByByte('{"a"')), 100)).toBeUndefined()
  expect(await boundedJson(new Request('http://localhost/'), 100)).toBeUndefined()
  const form = await boundedForm(requestOf(byteByByte('language=ur&from=page'), URLENCODED))
  expect([...(form ?? [])]).toEqual([
    ['language', 'ur'],
    ['from', 'page'],
  ])
  const data = new FormData()
  data.set('words', 'کہاں؟')
  const parts = await boundedForm(new Request('http://localhost/', { method: 'POST', body: data }))
  expect([...(parts ?? [])]).toEqual([['words', 'کہاں؟']])
  expect(await boundedForm(requestOf(byteByByte('language=ur'), { type: 'text/plain' }))).toBeUndefined()
  expect(await boundedForm(requestOf(byteByByte('--x'), { type: 'multipart/form-data; boundary=x' }))).toBeUndefined()
})

test('[DR1] more than is allowed is refused as it comes, whatever its head says', async () => {
  const read = { pieces: 0 }
  await expect(boundedJson(requestOf(MEGABYTE, { read }), 10_000)).rejects.toMatchObject({ code: 'too-large' })
  expect(read.pieces).toBeLessThan(20)
  const form = { ...URLENCODED, read: { pieces: 0 } }
  await expect(boundedForm(requestOf(MEGABYTE, form))).rejects.toMatchObject({ code: 'too-large' })
  expect(form.read.pieces).toBeLessThan(120)
})
