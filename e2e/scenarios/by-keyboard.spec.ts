import { expect, test } from '@playwright/test'
import { keysOf } from '../actors/keys'
import { arrive, asSample, fresh, join, openSeminar } from '../actors/people'

/** What the student marks, by words from where the caret stands, and what another one has marked further down. */
const FIRST = 'It would be an important'
const SECOND = 'for Pakistan'
const HERS = 'self-sufficient centre'

test('a student works the whole hour by keyboard alone', async ({ browser }) => {
  test.setTimeout(240_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Keys'), 1)
  const mei = await join(browser, classCode, fresh('Mei'))
  await mei.room.open(slug)
  await mei.room.comment(HERS, 'Self-sufficient, or alone?')

  const priya = await arrive(browser, fresh('Priya'))
  const { page, room } = priya
  const { press, tabTo, enter, type, expectFocus, expectNoPointer } = await keysOf(page)
  const select = async (words: string): Promise<void> => {
    await press(...words.split(' ').map(() => 'Control+Shift+ArrowRight'))
    await expect(room.bar).toBeVisible()
    expect(await page.evaluate(() => document.getSelection()?.toString().trim())).toBe(words)
  }
  const write = async (words: string): Promise<void> => {
    await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused()
    await type(words)
    await press('Control+Enter')
    await room.untilSaved()
  }

  await test.step('joins by the class code and opens the reading', async () => {
    await page.goto('/')
    await tabTo(page.getByLabel('Class code'))
    await type(classCode)
    await press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await tabTo(page.getByLabel('Your name'))
    await type(priya.name)
    await press('Enter')
    await enter(page.getByRole('link', { name: 'Open the reading' }))
    await room.untilOpen()
  })

  await test.step('selects with the caret and tags by the key', async () => {
    await tabTo(room.paper)
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
    await tabTo(slip.getByRole('button', { name: /^Answer/ }).first())
    await press('Enter')
    await write('Alone, with a pipeline.')
    await expect(slip.getByText('Alone, with a pipeline.')).toBeVisible()
    await press('Escape')
    await expect(hers).toBeFocused()
  })

  await test.step('walks from highlight to highlight in the text', async () => {
    await tabTo(room.paper)
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
    // The paper has a hundred notes to tab through; from the room's own the way back is short.
    await press('j')
    await tabTo(filter, 'Shift+Tab')
    await press('Enter')
    await expect(page.getByRole('dialog', { name: 'Which notes are shown' })).toBeVisible()
    await press('Tab')
    await expect(page.getByRole('searchbox', { name: 'Words in the note or its passage' })).toBeFocused()
    await press('Escape')
    await expect(filter).toBeFocused()
    await tabTo(room.paper)
    await press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await press('Escape')
    await expect(room.paper).toBeFocused()
    const pen = page.getByRole('button', { name: 'Pen', exact: true })
    await tabTo(pen, 'Shift+Tab')
    await press('Enter')
    await expect(page.getByRole('dialog', { name: 'What each selection becomes' })).toBeVisible()
    await press('Tab', 'ArrowDown', 'Escape')
    await expect(pen).toBeFocused()
    await expect(page.locator('.pen-strip')).toBeVisible()
    await tabTo(room.paper)
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

  await test.step('reacts to what another said', async () => {
    await press('j')
    while (!(await hers.evaluate((element) => element === document.activeElement))) await press('j')
    await press('Enter')
    const agree = slip.getByRole('button', { name: /^Agree/ })
    await enter(agree.first())
    await expect(agree.first()).toHaveAttribute('aria-pressed', 'true')
    await expectFocus()
    await press('Escape')
    await expect(hers).toBeFocused()
  })

  await test.step('gives another verdict, and resolves the note', async () => {
    await press('k', 'k')
    await expect(room.thread(FIRST).getByRole('button')).toBeFocused()
    await press('Enter')
    await enter(slip.getByRole('group', { name: 'Your verdict' }).getByRole('button', { name: /^realist/ }))
    await expect(slip.getByRole('button', { name: /^realist, 1 verdict/ })).toHaveAttribute('aria-pressed', 'true')
    await expectFocus()
    await enter(slip.getByRole('button', { name: 'Resolve' }))
    await expect(slip.getByRole('button', { name: 'Reopen' })).toBeFocused()
    await press('Enter')
    await expect(slip.getByRole('button', { name: 'Resolve' })).toBeFocused()
    await press('Escape')
    await expect(room.thread(FIRST).getByRole('button')).toHaveAccessibleName(/realist 1/)
    await expectFocus()
  })

  await test.step('jumps by the contents, and switches a layer off and on', async () => {
    const contents = page.getByRole('navigation', { name: 'Contents' })
    await enter(page.getByRole('button', { name: 'Show the contents' }))
    await enter(contents.getByRole('link', { name: /^Recommendations/ }))
    await expect(room.paper.getByRole('heading', { name: 'Recommendations' })).toBeInViewport()
    await expect(room.paper).toBeFocused()
    await tabTo(page.getByRole('button', { name: 'Show the contents' }), 'Shift+Tab')
    await press('Enter')
    const layer = page.getByRole('region', { name: 'Layers' }).getByRole('checkbox', { name: /^Group/ })
    await tabTo(layer)
    await press('Space')
    await expect(room.margin.getByText('3 notes', { exact: true })).toHaveCount(0)
    await press('Space')
    await expect(room.margin.getByText('3 notes', { exact: true })).toBeVisible()
    await expect(layer).toBeFocused()
    await press('Escape')
    await expect(page.getByRole('button', { name: 'Show the contents' })).toBeFocused()
  })

  await test.step('takes a PDF home, and is back where they were', async () => {
    const menu = page.getByRole('button', { name: 'Export' })
    await enter(menu)
    await expectFocus()
    await enter(page.getByRole('button', { name: 'Annotated PDF' }))
    const dialog = page.getByRole('dialog', { name: 'Annotated PDF' })
    await expect(dialog).toBeVisible()
    const file = page.waitForEvent('download')
    await enter(dialog.getByRole('button', { name: 'Make the PDF' }))
    expect((await file).suggestedFilename()).toMatch(/\.pdf$/)
    await press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(menu).toBeFocused()
  })

  expectNoPointer()
})

test('[FO1] an instructor leads the hour by keyboard alone', async ({ browser }) => {
  test.setTimeout(240_000)
  const seminar = fresh('Led by keys')
  const { classCode, slug } = await openSeminar(await asSample(browser, 'Samina Qureshi'), seminar, 1)
  const mei = await join(browser, classCode, fresh('Mei'))
  const samina = await arrive(browser, 'Samina Qureshi')
  const { page } = samina
  const { press, tabTo, enter, type, expectFocus, expectNoPointer } = await keysOf(page)
  const rounds = page.locator('.rail > li')
  /** Presses a button that goes away by what it does: the focus stays in its part of the page. */
  const done = async (name: string): Promise<void> => {
    const button = page.getByRole('button', { name, exact: true })
    await enter(button)
    await expect(button).toHaveCount(0)
    await expectFocus()
  }

  await test.step('signs in and opens the seminar', async () => {
    await page.goto('/sign-in')
    await enter(page.getByRole('button', { name: 'Samina Qureshi' }))
    await expect(page.locator('.account-button')).toBeVisible()
    await enter(page.getByRole('link', { name: seminar }))
    await expect(page.getByRole('heading', { level: 1, name: seminar })).toBeVisible()
  })

  await test.step('closes a round, adds one, sets it up and opens it', async () => {
    await done('Close now')
    await enter(page.getByRole('form', { name: 'Add a round' }).getByRole('button', { name: 'Add a round' }))
    await expect(rounds).toHaveCount(2)
    await expectFocus()
    const second = rounds.nth(1)
    await enter(second.getByText('Set up', { exact: true }))
    await tabTo(second.getByLabel('Claims'))
    await type('1')
    await press('Enter')
    await expect(second.getByText('Asks for 1 claim.')).toBeVisible()
    await expectFocus()
    await done('Open round 2')
  })

  await test.step('reveals it, takes that back, and closes it', async () => {
    await mei.room.open(slug)
    await mei.room.tag(FIRST, 'liberal')
    await done('Reveal it to the groups')
    await done('Take the reveal back')
    await done('Close now')
  })

  await test.step('makes a group, moves a student there, and deals them anew', async () => {
    await enter(page.getByRole('button', { name: 'Add a group' }))
    await expect(page.getByRole('heading', { name: 'Group B' })).toBeVisible()
    await expectFocus()
    const row = page.getByRole('group', { name: mei.name })
    await tabTo(row)
    await press('ArrowRight')
    await expect(page.getByRole('list', { name: 'Group B' }).getByText(mei.name)).toBeVisible()
    await expect(row).toBeFocused()
    await expectFocus()
    const more = page.getByRole('button', { name: 'Rename or remove: Group B' })
    await tabTo(more, 'Shift+Tab')
    await press('Enter')
    await tabTo(page.getByLabel('Name of the group').filter({ visible: true }))
    await press('Escape')
    await expect(more).toBeFocused()
    const deal = page.getByRole('button', { name: 'Deal the students' })
    await tabTo(deal, 'Shift+Tab')
    await press('Enter')
    await tabTo(page.getByLabel('Students in a group'))
    await press('Escape')
    await expect(deal).toBeFocused()
  })

  await test.step('renames a tag of the codebook', async () => {
    await enter(page.getByLabel('Change liberal'))
    const form = page.getByRole('form', { name: 'Change' })
    await tabTo(form.getByLabel('Name'))
    await press('ControlOrMeta+a')
    await type('commercial')
    await press('Enter')
    await expect(page.getByLabel('Change commercial')).toBeVisible()
    await expectFocus()
    await expect(mei.room.thread(FIRST).getByRole('button')).toHaveAccessibleName(/commercial 1/)
  })

  await test.step('opens the figures, and the class’s paper', async () => {
    await enter(page.getByRole('link', { name: 'Figures' }))
    await expect(page.getByRole('heading', { level: 1, name: 'Figures' })).toBeAttached()
    await enter(page.getByRole('link', { name: 'Read', exact: true }))
    await samina.room.untilOpen()
    await expect(samina.room.margin.getByText('1 note', { exact: true })).toBeVisible()
  })
  expectNoPointer()
})
