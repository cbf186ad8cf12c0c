import { type Locator, type Page, expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

/** The most presses of Tab that a way may take. */
const TABS_MAX = 60

/** What the student marks, by words from where the caret stands, and what another one has marked further down. */
const FIRST = 'It would be an important'
const SECOND = 'for Pakistan'
const HERS = 'self-sufficient centre'

/** Goes on with Tab until `target` has the focus. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`${TABS_MAX} presses of Tab did not lead to ${String(target)}`)
}

test('a student works by keyboard alone', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Keys'), 1)
  const priya = await join(browser, classCode, fresh('Priya'))
  const mei = await join(browser, classCode, fresh('Mei'))
  await mei.room.open(slug)
  await mei.room.comment(HERS, 'Self-sufficient, or alone?')

  const { page, room } = priya
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const select = async (words: string): Promise<void> => {
    await press(...words.split(' ').map(() => 'Control+Shift+ArrowRight'))
    await expect(room.bar).toBeVisible()
    expect(await page.evaluate(() => document.getSelection()?.toString().trim())).toBe(words)
  }
  const write = async (words: string): Promise<void> => {
    await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused()
    await page.keyboard.type(words)
    await press('Control+Enter')
    await room.untilSaved()
  }

  await test.step('opens the reading', async () => {
    await tabTo(page, page.getByRole('link', { name: 'Open the reading' }))
    await press('Enter')
    await room.untilOpen()
  })

  await test.step('selects with the caret and tags by the key', async () => {
    await tabTo(page, room.paper)
    await press('ArrowRight', 'Control+ArrowDown', 'Control+ArrowDown', 'Control+ArrowDown')
    await select(FIRST)
    await press('l')
    await room.untilSaved()
    await expect(room.bar).toBeHidden()
    await expect(room.thread(FIRST).getByRole('button')).toHaveAccessibleName(/liberal 1/)
  })

  await test.step('goes on from there, and writes a note through the bar', async () => {
    await press('Control+ArrowRight')
    await select(SECOND)
    await press('Tab')
    await expect(room.bar.getByRole('button', { name: 'Highlight' })).toBeFocused()
    await press('ArrowLeft', 'ArrowLeft')
    await expect(room.bar.getByRole('button', { name: 'Comment' })).toBeFocused()
    await press('Enter')
    await write('Whose realm is it?')
    await expect(page.getByRole('button', { name: 'Write a note…' })).toBeFocused()
    await press('Escape')
    await expect(room.paper).toBeFocused()
  })

  const slip = room.margin.getByRole('article')
  const hers = room.margin.getByRole('button', { name: `on “${HERS}”` })

  await test.step('moves between the notes and answers one', async () => {
    await press('j')
    await expect(room.thread(FIRST).getByRole('button')).toBeFocused()
    await press('j', 'j')
    await expect(hers).toBeFocused()
    await press('k')
    await expect(room.thread(SECOND).getByRole('button')).toBeFocused()
    await press('j', 'Enter')
    await expect(slip).toHaveAccessibleName(new RegExp(HERS))
    await tabTo(page, slip.getByRole('button', { name: /^Answer/ }).first())
    await press('Enter')
    await write('Alone, with a pipeline.')
    await expect(slip.getByText('Alone, with a pipeline.')).toBeVisible()
    await press('Escape')
    await expect(hers).toBeFocused()
  })

  await test.step('walks from highlight to highlight in the text', async () => {
    await room.paper.focus()
    // To the first one in sight, and back to the first of all.
    await press('n', 'p', 'p')
    const start = page.getByRole('button', { name: /^Highlight: liberal/ })
    await expect(start).toBeFocused()
    await press('Enter')
    await expect(slip).toHaveAccessibleName(new RegExp(FIRST))
    await press('Escape')
    await expect(start).toBeFocused()
  })

  await test.step('filters, takes a pen and looks keys up, and is each time back where they were', async () => {
    const filter = room.margin.getByRole('button', { name: 'Filter' })
    await filter.focus()
    await press('Enter')
    await expect(page.getByRole('dialog', { name: 'Which notes are shown' })).toBeVisible()
    await press('Tab')
    await expect(page.getByRole('searchbox', { name: 'Words in the note or its passage' })).toBeFocused()
    await press('Escape')
    await expect(filter).toBeFocused()
    await room.paper.focus()
    await press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await press('Escape')
    await expect(room.paper).toBeFocused()
    const pen = page.getByRole('button', { name: 'Pen', exact: true })
    await pen.focus()
    await press('Enter')
    await expect(page.getByRole('dialog', { name: 'What each selection becomes' })).toBeVisible()
    await press('Tab', 'ArrowDown', 'Escape')
    await expect(pen).toBeFocused()
    await expect(page.locator('.pen-strip')).toBeVisible()
    await room.paper.focus()
    await press('Escape')
    await expect(page.locator('.pen-strip')).toHaveCount(0)
  })

  await test.step('takes back the last thing', async () => {
    await press('Control+z')
    const seen = await mei.room.openThread(HERS)
    await expect(seen.getByText('Self-sufficient, or alone?')).toBeVisible()
    await expect(seen.getByText('Alone, with a pipeline.')).toHaveCount(0)
    await press('Control+Shift+z')
    await expect(seen.getByText('Alone, with a pipeline.')).toBeVisible()
  })
})
