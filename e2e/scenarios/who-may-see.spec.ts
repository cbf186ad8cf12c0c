import { expect, test } from '@playwright/test'
import { SAMPLE_SLUG, arrive, asSample, fresh, join, openSeminar } from '../actors/people'

test('who may not see a thing gets 404, not a hint', async ({ browser }) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Closed'), 1)
  const guest = await arrive(browser, 'nobody')
  const outsider = await asSample(browser, 'Leila Haddad')
  const student = await join(browser, classCode, fresh('Sana'))

  const addresses = [
    path,
    `/readings/${slug}`,
    `/readings/${slug}/figures`,
    `/readings/${slug}/figures/csv?figure=agreement`,
    `/readings/${slug}/export?format=pdf`,
    `/api/rooms/${slug}`,
    `/readings/${slug}/files`,
    `/readings/${slug}/export?format=jsonld`,
  ]
  for (const address of addresses) {
    const missing = await outsider.context.request.get(
      address.replace(slug, 'no-such-reading').replace(path, '/seminars/none'),
    )
    const hidden = await outsider.context.request.get(address)
    expect([address, hidden.status()]).toEqual([address, 404])
    expect([address, missing.status()]).toEqual([address, 404])
    const asGuest = await guest.context.request.get(address, { maxRedirects: 0 })
    expect([address, [303, 307, 401, 404].includes(asGuest.status())]).toEqual([address, true])
  }
  const statuses = await Promise.all(
    addresses.map(async (address) => (await student.context.request.get(address)).status()),
  )
  expect(statuses).toEqual([200, 200, 404, 404, 200, 200, 200, 200])
  expect((await outsider.context.request.get(`/readings/${SAMPLE_SLUG}/figures`)).status()).toBe(404)
})

test('a socket of another group is refused like one of a layer that is not there', async ({ browser }) => {
  const leila = await asSample(browser, 'Leila Haddad')
  const zara = await asSample(browser, 'Zara Malik')
  const layersOf = async (person: typeof leila): Promise<{ id: string; kind: string }[]> => {
    const answer: unknown = await (await person.context.request.get(`/api/rooms/${SAMPLE_SLUG}`)).json()
    const text = JSON.stringify(answer)
    return [...text.matchAll(/"id":"([^"]+)","kind":"(private|group|seminar|instructor)"/g)].map((match) => ({
      id: match[1] ?? '',
      kind: match[2] ?? '',
    }))
  }
  const hers = (await layersOf(zara)).find((layer) => layer.kind === 'group')
  const own = (await layersOf(leila)).find((layer) => layer.kind === 'group')
  expect(hers?.id).toBeTruthy()
  expect(hers?.id).not.toBe(own?.id)
  await leila.page.goto('/')
  // Hocuspocus's own first frame: the document's name, then an authentication message with an empty token.
  const answers = await leila.page.evaluate(
    async (names: string[]) => {
      const ask = (name: string): Promise<string> =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/collab/${name}`)
          socket.binaryType = 'arraybuffer'
          socket.onopen = () => {
            const bytes = new TextEncoder().encode(name)
            socket.send(new Uint8Array([bytes.length, ...bytes, 2, 0, 0]))
          }
          socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
            resolve(new TextDecoder().decode(new Uint8Array(data)).replace(name, ''))
            socket.close()
          }
          socket.onclose = ({ code }) => {
            resolve(`closed ${code}`)
          }
        })
      return Promise.all(names.map(ask))
    },
    [hers?.id ?? '', '00000000-0000-7000-8000-000000000000', own?.id ?? ''],
  )
  expect(answers[0]).toBe(answers[1])
  expect(answers[2]).not.toBe(answers[0])
})
