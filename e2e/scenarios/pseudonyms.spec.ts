import { expect, test } from '@playwright/test'
import { type Person, asSample, fresh, join, openSeminar } from '../actors/people'

const PASSAGE = 'seek alliances to create and maintain state'

/** Everything that reaches a person's browser from now on: pages, answers, and the frames of their sockets. */
const listen = (person: Person): (() => Promise<string>) => {
  const heard: Promise<string>[] = []
  const { page } = person
  page.on('response', (response) => {
    const kind = response.headers()['content-type'] ?? ''
    if (!/html|json|x-component|csv|plain/.test(kind)) return
    heard.push(
      response.text().catch((error: unknown) => {
        // A body that the page left behind before it was whole.
        if (error instanceof Error) return ''
        throw error
      }),
    )
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      heard.push(Promise.resolve(typeof payload === 'string' ? payload : payload.toString('utf8')))
    })
  })
  return async () => (await Promise.all(heard)).join('\n')
}

test('where pseudonyms are required, no other member’s device is sent a name', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Masked'), 1)
  const { page } = instructor
  await page.goto(path)
  await page.getByRole('button', { name: 'Pseudonyms: off' }).click()
  await page.getByLabel('Required: each student gets one').check()
  await page.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(page.getByText('Set.')).toBeVisible()

  // Names that stand nowhere else.
  const writer = await join(browser, classCode, fresh('Quintessa Vandermolen'))
  const reader = await join(browser, classCode, fresh('Hyacinthe Przybylski'))
  const sent = listen(reader)
  await reader.page.goto(path)
  await expect(reader.page.getByText(/The others see you as [A-Z]\w+ [A-Z]\w+\./)).toBeVisible()
  await reader.room.open(slug)
  await writer.room.open(slug)
  await writer.room.comment(PASSAGE, 'A note under another name')
  await reader.room.openThread(PASSAGE)
  await expect(reader.room.margin.getByText('A note under another name')).toBeVisible()
  // Presence, the mention's completion and a file, too.
  await expect(reader.page.locator('.room-bar')).toContainText(/\d|[A-Z]{2}/)
  await reader.room.margin
    .getByRole('button', { name: /^Answer/ })
    .first()
    .click()
  await reader.page.locator('.composer [contenteditable="true"]').click()
  await reader.page.keyboard.type('@')
  await expect(reader.page.getByRole('listbox')).toBeVisible()
  await expect(reader.page.getByRole('listbox')).not.toContainText('Quintessa')
  const file = await reader.context.request.get(`/readings/${slug}/export?format=pdf&names=real`)
  expect(file.status()).toBe(200)
  const room = await (await reader.context.request.get(`/api/rooms/${slug}`)).text()
  const all = [await sent(), room, (await file.body()).toString('latin1')].join('\n')
  expect(all).toContain('A note under another name')
  expect(all).not.toContain('Quintessa')
  expect(all).not.toContain('Vandermolen')

  // The instructor reads both.
  await instructor.room.open(slug)
  await instructor.room.openThread(PASSAGE)
  await expect(
    instructor.room.margin.getByText(/Quintessa Vandermolen \S+ \([A-Z]\w+ [A-Z]\w+\)/).first(),
  ).toBeVisible()
})
