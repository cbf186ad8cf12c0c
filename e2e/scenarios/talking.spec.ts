import { expect, test } from '@playwright/test'
import { type Person, asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const WIDER = 'interdependence are forces for peace'
const OTHER = 'Moscow endorsed India'

/** How many notes the margin says it shows. */
const counted = ({ room }: Person, words: string) =>
  expect(room.margin.getByText(words, { exact: true }).filter({ visible: true })).toBeVisible()

test('members speak to each other on a passage, and each finds what concerns them', async ({ browser }) => {
  test.setTimeout(150_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Talking'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))
  await hana.room.open(slug)
  await jonas.room.open(slug)

  await test.step('a mention is completed, and quotes the passage', async () => {
    await hana.room.select(CLAIM)
    await hana.page.keyboard.press('m')
    const words = hana.page.locator('.composer [contenteditable="true"]')
    await expect(words).toBeFocused()
    await words.pressSequentially('Forces, @jon')
    await expect(hana.page.getByRole('option', { name: jonas.name })).toHaveAttribute('aria-selected', 'true')
    // The first Escape lets the names go, and not the note.
    await hana.page.keyboard.press('Escape')
    await expect(hana.page.getByRole('listbox')).toHaveCount(0)
    await hana.page.keyboard.press('Backspace')
    await words.pressSequentially('n')
    await words.pressSequentially(' and @jon')
    await hana.page.keyboard.press('Enter')
    await hana.page.getByRole('button', { name: 'Quote the passage' }).click()
    await hana.page.keyboard.press('Control+Enter')
    await hana.room.untilSaved()
    const seen = await jonas.room.openThread(CLAIM)
    await expect(seen.locator('.mention')).toHaveText(`@${jonas.name}`)
    await expect(seen.locator('blockquote')).toHaveText(CLAIM)
  })

  await test.step('a reaction, a reason and a resolved thread show in the other window', async () => {
    const slip = await jonas.room.openThread(CLAIM)
    await slip
      .getByRole('group', { name: 'Reactions' })
      .first()
      .getByRole('button', { name: 'Evidence needed' })
      .click()
    await slip.getByRole('button', { name: /^liberal/ }).click()
    await slip.getByRole('button', { name: 'Say why' }).click()
    await jonas.page.getByRole('textbox', { name: 'Why liberal?' }).fill('Peace is for trade here.')
    await jonas.page.keyboard.press('Enter')
    await slip.getByRole('button', { name: 'Resolve' }).click()
    await jonas.room.untilSaved()
    const own = await hana.room.openThread(CLAIM)
    await expect(own.getByRole('button', { name: `Evidence needed: ${jonas.name}` })).toBeVisible()
    await expect(own.getByText('Peace is for trade here.')).toBeVisible()
    await expect(own.getByText(`Resolved by ${jonas.name}`)).toBeVisible()
    await own.getByRole('button', { name: 'Reopen' }).click()
    await expect(slip.getByText(`Resolved by ${jonas.name}`)).toHaveCount(0)
  })

  await test.step('the filter is in the address, which shows another window the same notes', async () => {
    await hana.room.tag(OTHER, 'realist')
    await counted(jonas, '2 notes')
    await jonas.room.margin.getByRole('button', { name: 'Filter' }).click()
    await jonas.page.getByLabel('to me: they mention me').check()
    await jonas.page.keyboard.press('Escape')
    await counted(jonas, '1 of 2 notes')
    await expect(jonas.page).toHaveURL(/\?is=mentions$/)
    await expect(jonas.page.locator('.paper mark, .paper .hl').filter({ hasText: 'Moscow' })).toHaveCount(0)
    const second = await jonas.context.newPage()
    await second.goto(jonas.page.url())
    await expect(second.getByText('1 of 2 notes', { exact: true })).toBeVisible()
    await second.close()
    await jonas.room.margin.getByRole('button', { name: 'Show all' }).click()
    await counted(jonas, '2 notes')
  })

  await test.step('an author resizes a highlight with the keys, and the other sees it', async () => {
    const slip = await hana.room.openThread(CLAIM)
    await expect(slip).toBeVisible()
    const grip = hana.page.getByRole('slider', { name: /^Start of your highlight/ })
    await grip.focus()
    for (let words = 0; words < 3; words += 1) await hana.page.keyboard.press('ArrowRight')
    await hana.page.keyboard.press('Enter')
    await hana.room.untilSaved()
    await expect(await jonas.room.openThread(WIDER)).toBeVisible()
  })
})

test('a pen marks each selection, words are found, and keys are the member’s own', async ({ browser }) => {
  test.setTimeout(150_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Marking'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const { page, room } = hana
  await room.open(slug)

  await test.step('with the pen, a drag and a double press are verdicts at once', async () => {
    await page.getByRole('button', { name: 'Pen', exact: true }).click()
    await page.getByRole('radio', { name: 'realist' }).check()
    await page.keyboard.press('Escape')
    await expect(page.locator('.pen-strip')).toContainText('Press twice for its sentence')
    const heading = page.locator('.paper h1').first()
    await heading.hover({ position: { x: 20, y: 12 } })
    await expect(page.locator('.pen-line')).toHaveAttribute('data-pigment', 'minium')
    await page.locator('.top').hover()
    await expect(page.locator('.pen-line')).toHaveCount(0)
    await room.drag(OTHER)
    await counted(hana, '1 note')
    await room.press('Soon after Pakistan', 2)
    await counted(hana, '2 notes')
    await room.untilSaved()
    await page.getByRole('button', { name: 'Put the pen down' }).click()
    await expect(page.locator('.pen-strip')).toHaveCount(0)
    await room.select(CLAIM)
    await page.keyboard.press('Escape')
  })

  await test.step('words are found without their accents and dashes, and Escape selects them', async () => {
    await page.locator('.paper').focus()
    await page.keyboard.press('/')
    const words = page.getByRole('searchbox', { name: 'Words in the paper' })
    // From where one reads on, and not from the title again.
    await words.fill('Russia')
    await expect(page.getByRole('search').getByRole('status')).toHaveText(/^([2-9]|\d\d+) of \d+$/)
    await words.fill('moscow ENDORSED')
    await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 1')
    await page.keyboard.press('Escape')
    await expect(room.bar).toBeVisible()
    await room.bar.getByRole('button', { name: 'Link to this passage' }).click()
    await page.keyboard.press('Escape')
  })

  await test.step('an address leads to its passage', async () => {
    await page.goto(`/readings/${slug}#p=2000-2040`)
    await room.untilOpen()
    await expect.poll(async () => page.evaluate(() => CSS.highlights.has('found-passage'))).toBe(true)
    await expect.poll(async () => page.evaluate(() => scrollY)).toBeGreaterThan(200)
  })

  await test.step('a key can be changed, and one that is taken is refused', async () => {
    await page.locator('.paper').focus()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.getByLabel('Highlight the selection').fill('r')
    await expect(dialog.getByRole('alert')).toContainText('R is the tag realist’s.')
    await dialog.getByLabel('Highlight the selection').fill('g')
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await room.select(CLAIM)
    await page.keyboard.press('h')
    await expect(room.bar).toBeVisible()
    await page.keyboard.press('g')
    await counted(hana, '3 notes')
  })
})

test('an instructor calls the room, who come when they want, and one follows another', async ({ browser }) => {
  test.setTimeout(150_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Calling'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  await hana.room.open(slug)
  await instructor.room.open(slug)
  const place = () => hana.page.evaluate(() => scrollY)

  // On a phone, with the notes open over the lower half.
  await hana.page.setViewportSize({ width: 390, height: 844 })
  await hana.page.getByRole('button', { name: 'Notes', exact: true }).click()
  await instructor.page.evaluate(() => {
    scrollTo(0, 4_000)
  })
  await instructor.page.getByRole('button', { name: /^People here/ }).click()
  await instructor.page.getByRole('button', { name: 'Everyone here' }).click()
  const asked = hana.page.getByRole('alert').filter({ hasText: instructor.name })
  await expect(asked).toContainText(/is at ¶ \d+\. Go there\?/)
  await expect(asked).toBeInViewport()
  expect(await place()).toBe(0)
  await asked.getByRole('button', { name: 'Go there' }).press('Enter')
  await expect.poll(place).toBeGreaterThan(2_500)
  await expect(asked).toHaveCount(0)
  await expect(hana.room.paper).toBeFocused()
  await hana.page.setViewportSize({ width: 1280, height: 900 })

  await hana.page.getByRole('button', { name: /^People here/ }).click()
  await hana.page.getByRole('button', { name: `Follow ${instructor.name} through the text` }).click()
  await expect(hana.page.getByText(`You follow ${instructor.name}.`)).toBeVisible()
  await instructor.page.evaluate(() => {
    scrollTo(0, 7_000)
  })
  await expect.poll(place).toBeGreaterThan(5_500)
  await hana.page.mouse.move(500, 500)
  await hana.page.mouse.wheel(0, -300)
  await expect(hana.page.getByText(`You follow ${instructor.name}.`)).toHaveCount(0)
})
