import { type Page, expect, test } from '@playwright/test'
import { type Person, asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const NAMES = ['Ada', 'Bo', 'Chidi', 'Dana', 'Emre', 'Farah', 'Goran'] as const
/** What each says of the claim alone, and what after the class has talked: the sixth changes sides. */
const ALONE = ['realist', 'liberal', 'constructivist', 'liberal', 'realist', 'realist', 'liberal'] as const
const AFTER = ['realist', 'liberal', 'constructivist', 'liberal', 'realist', 'liberal', 'liberal'] as const

/** One press in a round's column on the page of the seminar; done when what it did stands there. */
const press = async (page: Page, name: string): Promise<void> => {
  const button = page.getByRole('button', { name, exact: true })
  await button.click()
  await expect(button).toHaveCount(0)
}

/** Adds a round of a kind after the last. */
const addRound = async (page: Page, kind: string): Promise<void> => {
  const before = await page.locator('.rail > li').count()
  const form = page.getByRole('form', { name: 'Add a round' })
  await form.getByRole('combobox').selectOption(kind)
  await form.getByRole('button', { name: 'Add a round' }).click()
  await expect(page.locator('.rail > li')).toHaveCount(before + 1)
}

const notes = (count: number): string => (count === 1 ? '1 note' : `${count} notes`)

/** Each student at once, as a class does; `act` gets the person and their place in the list. */
const all = async (students: readonly Person[], act: (student: Person, at: number) => Promise<void>): Promise<void> => {
  await Promise.all(students.map(act))
}

test('a seminar of eight browsers goes through three rounds: alone, in groups, together', async ({ browser }) => {
  test.setTimeout(300_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode, slug } = await openSeminar(instructor, fresh('Three rounds'), 2)
  const { page } = instructor
  const students: Person[] = []
  // One after the other: who comes next lands in the smaller group.
  for (const name of NAMES) students.push(await join(browser, classCode, fresh(name)))
  const wall = await instructor.context.newPage()

  await test.step('the instructor plans the hour and opens the blind round', async () => {
    await page.goto(path)
    await press(page, 'Close now')
    for (const kind of ['independent', 'group', 'plenary']) await addRound(page, kind)
    const alone = page.locator('.rail > li').nth(1)
    await alone.getByText('Set up').click()
    await alone.getByLabel('What to do, as the students read it').fill('Say alone which theory the claim leans on.')
    await alone.getByLabel('Claims').fill('1')
    await alone.getByRole('button', { name: 'Keep' }).click()
    await expect(alone.getByText('Asks for 1 claim.')).toBeVisible()
    await press(page, 'Open round 2')
    await expect(page.getByText('0 of 7 have posted.')).toBeVisible()
    await wall.goto(`/readings/${slug}/board`)
    await expect(wall.getByText('0 of 7 have posted')).toBeVisible()
  })

  await test.step('seven mark the same words, and each sees their own mark alone', async () => {
    await all(students, async ({ room }, at) => {
      await room.open(slug)
      await expect(room.margin.getByText('Say alone which theory the claim leans on.')).toBeVisible()
      await expect(room.margin.getByText('0 of 1 claims')).toBeVisible()
      await room.tag(CLAIM, ALONE[at] ?? '')
      await expect(room.margin.getByText('1 of 1 claims')).toBeVisible()
      await expect(room.margin.getByText(notes(1), { exact: true })).toBeVisible()
    })
    await page.goto(path)
    await expect(page.getByText('7 of 7 have posted.')).toBeVisible()
    await expect(wall.getByText('7 of 7 have posted')).toBeVisible()
    await expect(wall.getByText(CLAIM)).toHaveCount(0)
  })

  const [ada, bo, chidi, dana] = students
  const goran = students.at(-1)
  if (!ada || !bo || !chidi || !dana || !goran) throw new Error('the class is not whole')

  await test.step('the reveal opens to each the notes of their own group, in windows that stand open', async () => {
    await goran.context.setOffline(true)
    const slip = await goran.room.openThread(CLAIM)
    await slip.getByRole('button', { name: 'Write a note…' }).click()
    await goran.page.locator('.composer [contenteditable="true"]').click()
    await goran.page.keyboard.insertText('Written while I was away.')
    await goran.page.keyboard.press('Control+Enter')
    await expect(goran.page.locator('[data-save="offline"]')).toBeVisible()
    await press(page, 'Reveal it to the groups')
    await all(students.slice(0, -1), async ({ room }, at) => {
      await expect(room.margin.getByText(notes(at % 2 === 0 ? 4 : 3), { exact: true })).toBeVisible()
    })
    await expect(wall.getByText(CLAIM)).toBeVisible()
  })

  await test.step('who was offline meanwhile has it with the network, and what they wrote is not lost', async () => {
    await expect(goran.room.margin.getByText(notes(1), { exact: true })).toBeVisible()
    await goran.context.setOffline(false)
    await expect(goran.room.margin.getByText(notes(4), { exact: true })).toBeVisible()
    await goran.room.untilSaved()
    await expect(goran.room.margin.getByText('Written while I was away.')).toBeVisible()
  })

  await test.step('the groups talk, each in a layer of its own', async () => {
    await press(page, 'Close it and open round 3')
    await all(students, async ({ room }) => {
      await expect(room.margin.getByText('Round 3 of 4: group')).toBeVisible()
    })
    await ada.room.comment(CLAIM, 'Forces for peace between whom?')
    await bo.room.comment(CLAIM, 'A theory, stated as a fact.')
    await chidi.room.comment('Moscow endorsed India', 'And this is the other side of it.')
    const at = ada.room.margin.getByText('Forces for peace between whom?')
    await expect(at).toBeVisible()
    await expect(ada.room.margin.getByText('A theory, stated as a fact.')).toHaveCount(0)
    await expect(dana.room.margin.getByText('A theory, stated as a fact.')).toBeVisible()
  })

  await test.step('all meet in one layer, and give their verdict anew', async () => {
    await press(page, 'Close it and open round 4')
    await all(students, async ({ room }, at) => {
      await expect(room.margin.getByText('Round 4 of 4: plenary')).toBeVisible()
      await room.tag(CLAIM, AFTER[at] ?? '')
    })
    await expect(wall.getByText('liberal: 4 members')).toBeVisible()
    await expect(wall.getByText('realist: 2 members')).toBeVisible()
  })

  await test.step('the figures say who moved, and each has done what was asked', async () => {
    await page.goto(`/readings/${slug}/figures`)
    await expect(page.getByText('most often from realist to liberal')).toBeVisible()
    await expect(page.getByText('1 of 7 members with verdicts in both changed at least one.').first()).toBeVisible()
    await page.goto(`/readings/${slug}/participation`)
    await expect(page.getByText('10 / 10')).toHaveCount(NAMES.length)
  })
})
