import { type Page, expect, test } from '@playwright/test'
import { type Person, asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const OTHER = 'Moscow endorsed India'

/** One press in a round's column on the page of the seminar. */
const press = async ({ page }: Person, name: string): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true })
  await button.click()
  await expect(button).toHaveCount(0)
}

/** Everything that the server says to a page: documents, answers, and what comes over sockets, as text. */
const listen = (page: Page): string[] => {
  const heard: string[] = []
  page.on('response', (response) => {
    if (!/json|html|text\/x-component/.test(response.headers()['content-type'] ?? '')) return
    response.text().then(
      (text) => heard.push(text),
      () => undefined,
    )
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      heard.push(typeof payload === 'string' ? payload : payload.toString('latin1'))
    })
  })
  return heard
}

test('a blind round is blind on the wire, is revealed, and is followed by the groups', async ({ browser }) => {
  test.setTimeout(180_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode, slug } = await openSeminar(instructor, fresh('Blind'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))

  await test.step('the instructor adds an independent round and opens it', async () => {
    await instructor.page.goto(path)
    await press(instructor, 'Close now')
    await instructor.page
      .getByRole('form', { name: 'Add a round' })
      .getByRole('button', { name: 'Add a round' })
      .click()
    const setUp = instructor.page.locator('.rail > li').nth(1)
    await setUp.getByText('Set up').click()
    await setUp.getByLabel('Claims').fill('1')
    await setUp.getByRole('radio', { name: 'A quorum' }).check()
    await setUp.getByLabel('Quorum: of 100 students').fill('most')
    await setUp.getByRole('button', { name: 'Keep' }).click()
    await expect(setUp.getByText('Type a number, or leave it empty.')).toBeVisible()
    await expect(setUp.getByRole('radio', { name: 'A quorum' })).toBeChecked()
    await setUp.getByLabel('Quorum: of 100 students').fill('100')
    await setUp.getByRole('button', { name: 'Keep' }).click()
    await expect(setUp.getByText('It is revealed when 100 of 100 have posted.')).toBeVisible()
    await setUp.getByRole('radio', { name: 'My hand' }).check()
    await setUp.getByRole('button', { name: 'Keep' }).click()
    await expect(setUp.getByText('You reveal it by hand.')).toBeVisible()
    await press(instructor, 'Open round 2')
    await expect(instructor.page.getByText('0 of 2 have posted.')).toBeVisible()
  })

  const heard = listen(jonas.page)
  await test.step('nothing of one student reaches the other: no record, count, name or presence', async () => {
    await hana.room.open(slug)
    await jonas.room.open(slug)
    await expect(hana.room.margin.getByText('Round 2 of 2: independent')).toBeVisible()
    await expect(hana.room.margin.getByText('0 of 1 claims')).toBeVisible()
    await hana.room.tag(CLAIM, 'liberal')
    await expect(hana.room.margin.getByText('1 of 1 claims')).toBeVisible()
    await hana.room.comment(CLAIM, 'Only for my instructor so far.')
    await jonas.room.tag(OTHER, 'realist')
    await jonas.page.reload()
    await jonas.room.untilOpen()
    await expect(jonas.room.margin.getByText('1 note', { exact: true })).toBeVisible()
    await expect(jonas.page.getByText('2 here')).toHaveCount(0)
    const wire = heard.join('\n')
    expect(wire).toContain(jonas.name)
    expect(wire).not.toContain(hana.name)
    expect(wire).not.toContain('Only for my instructor')
  })

  await test.step('the instructor sees both, as they come', async () => {
    await instructor.room.open(slug)
    await expect(instructor.room.margin.getByText('2 notes', { exact: true })).toBeVisible()
    await expect(await instructor.room.openThread(CLAIM)).toContainText('Only for my instructor so far.')
  })

  await test.step('a reveal reaches the open windows, and can be taken back', async () => {
    await instructor.page.goto(path)
    await expect(instructor.page.getByText('2 of 2 have posted.')).toBeVisible()
    await press(instructor, 'Reveal it to the groups')
    await expect(jonas.room.margin.getByText('2 notes', { exact: true })).toBeVisible()
    await expect(await jonas.room.openThread(CLAIM)).toContainText('Only for my instructor so far.')
    await expect(jonas.room.margin.getByText('This layer is open for reading only.')).toBeVisible()
    await press(instructor, 'Take the reveal back')
    await expect(jonas.room.margin.getByText('1 note', { exact: true })).toBeVisible()
    await press(instructor, 'Reveal it to the groups')
    await expect(jonas.room.margin.getByText('2 notes', { exact: true })).toBeVisible()
  })

  await test.step('a closed round is read only, and the next one begins where it ended', async () => {
    await press(instructor, 'Close now')
    await expect(hana.room.margin.getByText('It is closed.')).toBeVisible()
    await instructor.page.getByLabel('Kind of round').selectOption('plenary')
    await instructor.page
      .getByRole('form', { name: 'Add a round' })
      .getByRole('button', { name: 'Add a round' })
      .click()
    await press(instructor, 'Open round 3')
    await expect(hana.room.margin.getByText('Round 3 of 3: plenary')).toBeVisible()
    await hana.room.tag('Lately, Russian perception about Pakistan', 'constructivist')
    await expect(jonas.room.margin.getByText('3 notes', { exact: true })).toBeVisible()
  })
})
