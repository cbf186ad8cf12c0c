import { writeFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { arrive, asSample, fresh, join, openSeminar } from '../actors/people'

const PASSAGE = 'seek alliances to create and maintain state'
const OTHER = 'Cold War period relations'

test('a roster: forty bad lines change nothing, a good one waits for each person', async ({ browser }, info) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { page } = instructor
  const { path, classCode } = await openSeminar(instructor, fresh('Rostered'), 1)
  const mail = (name: string): string => `${fresh(name).replaceAll(' ', '.').toLowerCase()}@example.edu`
  const [leila, tomas, mei] = [mail('leila'), mail('tomas'), mail('mei')]

  await test.step('every bad line is named, and nothing is imported', async () => {
    await page.getByRole('link', { name: 'Import a roster' }).click()
    const bad = Array.from({ length: 40 }, (_, at) => `Student ${String(at)};not an address;Red`)
    await page
      .getByLabel('Or a pasted list')
      .fill(['Name;E-mail;Group', `Leila Haddad;${leila};Red`, ...bad].join('\n'))
    await page.getByRole('button', { name: 'Read it' }).click()
    const table = page.getByRole('table', { name: 'Nothing is imported yet: some lines are wrong' })
    await expect(table.getByRole('row')).toHaveCount(41)
    await expect(table.getByRole('row', { name: /^42 / })).toContainText('This is not an e-mail address.')
    await expect(page.getByText('40 lines are wrong, 1 is good.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Nothing is imported yet' })).toBeFocused()
    await expect(page.getByLabel('The list')).toHaveValue(/Student 39/)
  })

  await test.step('a file is read, shown, and taken', async () => {
    await page.getByRole('button', { name: 'Begin with another list' }).click()
    const file = info.outputPath('roster.csv')
    await writeFile(
      file,
      `Nachname,Vorname,E-Mail,Gruppe\nHaddad,Leila,${leila},Red\nVarga,Tomás,${tomas},Blue\nTan,Mei,${mei},Blue\n`,
    )
    await page.getByLabel('A file').setInputFiles(file)
    await page.getByRole('button', { name: 'Read it' }).click()
    await expect(page.getByText('New groups: Red, Blue.')).toBeVisible()
    await page.getByRole('button', { name: 'Take this roster' }).click()
    await expect(page.getByRole('heading', { level: 3, name: /^Red/ })).toBeVisible()
    await expect(page.getByText('3 have not come yet.')).toBeVisible()
  })

  await test.step('who comes with the class code and that e-mail is in their group', async () => {
    const student = await arrive(browser, 'Leila')
    await student.page.goto(`/join?code=${classCode}`)
    await student.page.getByLabel('Your name').fill('Leila Haddad')
    await student.page.getByLabel('E-mail').fill(leila)
    await student.page.getByLabel('Password').fill('three plain words')
    await student.page.getByRole('button', { name: 'Join the seminar' }).click()
    await expect(student.page.getByRole('heading', { level: 3, name: /^Red.*your group/ })).toBeVisible()
  })

  await test.step('a link lets in who has no password, once', async () => {
    await page.reload()
    await expect(page.getByText('2 have not come yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Make a link: Tomás Varga' }).click()
    const link = await page.locator('.place-link code').innerText()
    const student = await arrive(browser, 'Tomás')
    await student.page.goto(link)
    await expect(student.page.getByLabel('E-mail')).toHaveValue(tomas)
    await student.page.getByLabel('Password').fill('three plain words')
    await student.page.getByRole('button', { name: 'Join the seminar' }).click()
    await expect(student.page.getByRole('heading', { level: 3, name: /^Blue.*your group/ })).toBeVisible()
    const second = await arrive(browser, 'Eve')
    await second.page.goto(link)
    await expect(second.page.getByLabel('Password')).toHaveCount(0)
  })

  await test.step('who is awaited no longer is taken off', async () => {
    await page.goto(path)
    await page.getByRole('button', { name: 'Take off the roster: Mei Tan' }).click()
    await expect(page.getByText('have not come yet.')).toHaveCount(0)
  })
})

test('a member moved mid-sentence keeps the words and goes on in the new group', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Moving'), 2)
  const student = await join(browser, classCode, fresh('Sana'))
  const other = await join(browser, classCode, fresh('Omar'))
  await student.room.open(slug)
  await other.room.open(slug)

  await student.room.select(PASSAGE)
  await student.room.bar.getByRole('button', { name: 'Comment' }).click()
  const composer = student.page.locator('.composer [contenteditable="true"]')
  await composer.click()
  await student.page.keyboard.insertText('A sentence that was half')
  await instructor.page.goto(path)
  await instructor.page.getByRole('combobox', { name: `Group of ${student.name}` }).selectOption('Group B')

  const stray = student.page.getByRole('region', { name: 'Your unfinished note is kept' })
  await expect(stray).toContainText('A sentence that was half')
  await stray.getByRole('button', { name: 'Go on in Group B' }).click()
  await expect(composer).toHaveText('A sentence that was half')
  await composer.click()
  await student.page.keyboard.press('End')
  await student.page.keyboard.insertText(' said')
  await student.page.keyboard.press('Control+Enter')
  await expect(composer).toBeHidden()
  await student.room.untilSaved()
  await expect(stray).toBeHidden()
  // Omar, the second who joined, is in the second group: the note reached it, and nobody else's.
  await other.room.openThread(PASSAGE)
  await expect(other.room.margin.getByText('A sentence that was half said')).toBeVisible()
})

test('groups are cut anew for the next reading: each has its share, and the old notes stay readable', async ({
  browser,
}) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, slug, classCode } = await openSeminar(instructor, fresh('Cut anew'), 2)
  const [first, second] = [await join(browser, classCode, fresh('Ada')), await join(browser, classCode, fresh('Bo'))]
  await first.room.open(slug)
  await first.room.comment(PASSAGE, 'From the first cut')
  await instructor.page.goto(path)
  await instructor.page.getByRole('button', { name: 'Deal the students' }).click()
  await instructor.page.getByLabel('Students in a group').fill('2')
  await instructor.page.getByLabel('who is here now, and who has written').check()
  await instructor.page.getByLabel('Make new groups.', { exact: false }).check()
  await instructor.page.getByRole('button', { name: 'Deal', exact: true }).click()
  await expect(instructor.page.getByText('Dealt.')).toBeVisible()
  // Open windows come back by themselves: the old note is there to be read, new ones go to the new group.
  await expect(first.page.getByText('Group A, before the new groups').first()).toBeAttached()
  await first.room.openThread(PASSAGE)
  await expect(first.room.margin.getByText('From the first cut')).toBeVisible()
  await second.room.open(slug)
  await second.room.comment(OTHER, 'From the second cut')
  await first.room.openThread(OTHER)
  await expect(first.room.margin.getByText('From the second cut')).toBeVisible()
  await expect(second.room.margin.getByText('From the first cut')).toHaveCount(0)
})

test('who came by the class code alone takes an e-mail and a password later, and goes on from another device', async ({
  browser,
}) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode } = await openSeminar(instructor, fresh('Later'), 1)
  const name = fresh('Mei')
  const email = `${name.replace(' ', '.').toLowerCase()}@example.edu`
  const { page } = await join(browser, classCode, name)
  await page.goto(path)
  await page.locator('.account-button').click()
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toHaveAccessibleDescription(
    /you cannot come back as/,
  )
  await page.keyboard.press('Escape')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Keep them' }).click()
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Password').fill('four words do well')
  await page.getByRole('button', { name: 'Keep them' }).click()
  await expect(page.getByText('Kept. Sign in with them on any device.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
  await expect(page.getByLabel('Password')).toHaveCount(0)
  await expect(page.getByText('you cannot come back as')).toHaveCount(0)

  const laptop = await arrive(browser, name)
  await laptop.page.goto(`/sign-in?next=${path}`)
  await laptop.page.getByLabel('E-mail').fill(email)
  await laptop.page.getByLabel('Password').fill('four words do well')
  await laptop.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(laptop.page.getByRole('textbox', { name: 'Name' })).toHaveValue(name)
})
