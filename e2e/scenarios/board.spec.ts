import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const OTHER = 'In this context the ethics are inconsequential.'

/** One press on the remote; done when the word is gone or the page says so. */
const press = async (remote: Page, name: string | RegExp): Promise<void> => {
  await remote.getByRole('button', { name }).first().click()
}
const harmless = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('the board on the wall follows the class and the instructor’s remote, and names nobody unasked', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode, slug } = await openSeminar(instructor, fresh('Board'), 2)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))
  await hana.room.open(slug)
  await jonas.room.open(slug)

  const wall = await instructor.context.newPage()
  await wall.setViewportSize({ width: 1920, height: 1080 })
  await wall.goto(`/readings/${slug}/board`)
  await expect(wall.getByText('No passage has verdicts that differ yet.')).toBeVisible()
  const remote = instructor.page
  await remote.goto(`/readings/${slug}/board/remote`)
  const hanasBoard = await hana.context.newPage()

  await test.step('a student’s board says nothing until it is shown, and opens then', async () => {
    await hanasBoard.goto(`/readings/${slug}/board`)
    await expect(hanasBoard.getByRole('heading', { name: 'The board is not shown now' })).toBeVisible()
    await hanasBoard.goto(`/readings/${slug}/board/remote`)
    await expect(hanasBoard.getByText('There is nothing here')).toBeVisible()
    await hanasBoard.goto(`/readings/${slug}/board`)
  })

  await test.step('who is silent stands on the remote alone', async () => {
    await remote.getByText('Who is still silent (2)').click()
    await expect(remote.getByText(hana.name)).toBeVisible()
    await expect(wall.getByText(hana.name)).toHaveCount(0)
  })

  await test.step('two groups that differ on the same words are worth discussing, as they work', async () => {
    await hana.room.tag(CLAIM, 'realist')
    await jonas.room.tag(CLAIM, 'liberal')
    await expect(wall.getByText(CLAIM)).toBeVisible()
    await expect(wall.getByRole('definition').filter({ hasText: /^2$/ }).first()).toBeVisible()
    await harmless(wall)
  })

  await test.step('the remote throws it, and every open board follows', async () => {
    await press(remote, /^Show on the board: trade, investment/)
    await expect(wall.getByLabel('realist: 1 member')).toBeVisible()
    await expect(wall.getByLabel('liberal: 1 member')).toBeVisible()
    await expect(wall.getByText('2 verdicts from 2 groups')).toBeVisible()
    await hana.room.comment(CLAIM, 'Trade did not stop 1914.')
    await expect(wall.getByText('Trade did not stop 1914.')).toBeVisible()
    await expect(wall.getByText('a reader', { exact: true })).toBeVisible()
    await expect(wall.getByText(hana.name)).toHaveCount(0)
    await harmless(wall)
    await harmless(remote)
    await press(remote, 'Show it to the students')
    await expect(hanasBoard.getByText('Trade did not stop 1914.')).toBeVisible()
    await expect(jonas.page.getByRole('link', { name: 'Board', exact: true })).toHaveAttribute('href', /\/board$/)
  })

  await test.step('names stand there only while the instructor shows them', async () => {
    await press(remote, 'Show names')
    await expect(wall.getByText(hana.name)).toBeVisible()
    await expect(hanasBoard.getByText(hana.name)).toBeVisible()
    await press(remote, 'Hide names')
    await expect(wall.getByText(hana.name)).toHaveCount(0)
  })

  await test.step('the wall’s own keys clear and step; a student’s do nothing', async () => {
    await wall.bringToFront()
    await wall.keyboard.press('Escape')
    await expect(wall.getByRole('heading', { name: 'Worth discussing' })).toBeVisible()
    await hanasBoard.bringToFront()
    await expect(hanasBoard.getByRole('heading', { name: 'Worth discussing' })).toBeVisible()
    await hanasBoard.keyboard.press('ArrowRight')
    await wall.bringToFront()
    await wall.keyboard.press('PageDown')
    await expect(wall.getByLabel('realist: 1 member')).toBeVisible()
    await remote.bringToFront()
    await expect(remote.getByText('On the board', { exact: true })).toBeVisible()
  })

  await test.step('a countdown runs to the moment when the round closes', async () => {
    await remote.goto(path)
    const round = remote.locator('.rail > li').first()
    await round.getByText('Set up').click()
    await round.getByLabel('Closes by itself').fill(new Date(Date.now() + 5 * 60_000).toISOString().slice(0, 16))
    await round.getByRole('button', { name: 'Keep' }).click()
    await expect(round.getByText('Kept.')).toBeVisible()
    await expect(wall.getByText('Round 1 closes in')).toBeVisible()
    await expect(wall.getByRole('timer')).toHaveText(/^[345]:\d\d$/)
  })

  await test.step('the room moves on in one act, and a blind round covers the board', async () => {
    await remote.getByRole('form', { name: 'Add a round' }).getByRole('button', { name: 'Add a round' }).click()
    await remote.getByRole('button', { name: 'Close it and open round 2' }).click()
    await expect(wall.getByText('Round 2 is open')).toBeVisible()
    await expect(wall.getByText('The verdicts are shown after the reveal.')).toBeVisible()
    await expect(wall.getByText('Trade did not stop 1914.')).toHaveCount(0)
    await expect(hana.room.margin.getByText('Round 2 of 2: independent')).toBeVisible()
    await wall.bringToFront()
    await wall.keyboard.press('Escape')
    await expect(wall.getByText('0 of 2 have posted')).toBeVisible()
    await hana.room.tag(OTHER, 'realist')
    await expect(wall.getByText('1 of 2 have posted')).toBeVisible()
    await expect(wall.getByText(OTHER)).toHaveCount(0)
    await harmless(wall)
  })
})

test('an instructor pins a passage, throws it from the room, and writes into every group’s margin at once', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Lead'), 2)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))
  await hana.room.open(slug)
  await jonas.room.open(slug)
  await hana.room.tag(CLAIM, 'realist')
  await instructor.room.open(slug)

  await test.step('a pin stands over the notes of those who see the passage, at once', async () => {
    const slip = await instructor.room.openThread(CLAIM)
    await slip.getByRole('button', { name: 'Pin', exact: true }).click()
    await expect(hana.room.margin.getByRole('button', { name: `Pinned: ${CLAIM.slice(0, 30)}` })).toBeVisible()
    await expect(jonas.room.margin.getByRole('list', { name: 'Pinned' })).toHaveCount(0)
    await slip.getByRole('button', { name: 'Show on the board' }).click()
    await expect(slip.getByText('It is on the board now.')).toBeVisible()
    const wall = await instructor.context.newPage()
    await wall.goto(`/readings/${slug}/board`)
    await expect(wall.getByLabel('realist: 1 member')).toBeVisible()
    await wall.close()
    await slip.getByRole('button', { name: 'Unpin' }).click()
    await expect(hana.room.margin.getByRole('list', { name: 'Pinned' })).toHaveCount(0)
  })

  await test.step('one note stands in each group’s margin, where the group answers it', async () => {
    await instructor.room.comment(OTHER, 'Who says so, the author or his source?')
    const slip = await instructor.room.openThread(OTHER)
    await slip.getByRole('button', { name: 'Give to every group' }).click()
    // The instructors' own copy goes when the groups have theirs.
    await expect(slip).toHaveCount(0)
    await expect(instructor.room.thread(OTHER)).toHaveCount(2)
    for (const student of [hana, jonas]) {
      const theirs = await student.room.openThread(OTHER)
      await expect(theirs).toContainText('Who says so, the author or his source?')
      await expect(theirs.getByRole('button', { name: 'Resolve' })).toBeVisible()
      await expect(student.room.thread(OTHER)).toHaveCount(1)
    }
  })
})
