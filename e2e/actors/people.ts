import { randomUUID } from 'node:crypto'
import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test'
import { ReadingRoom } from '../pages/reading-room'

/** The sample paper, as the project ships it. */
export const SAMPLE_PAPER = 'prisma/sample/pakistan-russia-relations.md'
export const SAMPLE_SLUG = 'pakistan-russia-relations'

/** A person with a browser of their own. */
export interface Person {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly room: ReadingRoom
}

/** A name nobody had before, so that scenarios can run again on the same data. */
export const fresh = (name: string): string => `${name} ${randomUUID().slice(0, 8)}`

/** A person who just opened a browser; in `place` where that is a context already (another server's, a phone). */
export const arrive = async (place: Browser | BrowserContext, name: string): Promise<Person> => {
  const context = 'newContext' in place ? await place.newContext() : place
  const page = await context.newPage()
  return { name, context, page, room: new ReadingRoom(page) }
}

/** Comes in as one of the sample's people, through the sign-in page. */
export const asSample = async (place: Browser | BrowserContext, name: string, next = '/'): Promise<Person> => {
  const person = await arrive(place, name)
  await person.page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  const account = person.page.getByRole('button', { name })
  if (!(await account.isVisible())) await person.page.locator('.sample details summary').click()
  await account.click()
  await expect(person.page.locator('.account-button')).toBeVisible()
  return person
}

/** A seminar that an instructor opened: its page, its class code, its reading. */
export interface OpenedSeminar {
  readonly path: string
  readonly classCode: string
  readonly slug: string
}

/** Opens a seminar with the sample paper and groups named A, B, … through the pages, as an instructor does. */
export const openSeminar = async (instructor: Person, name: string, groups: number): Promise<OpenedSeminar> => {
  const { page } = instructor
  await page.goto('/seminars/new')
  await page.getByLabel('Name of the seminar').fill(name)
  await page.getByRole('radio', { name: /Theories of International Relations/ }).check()
  await page.getByRole('button', { name: 'Open the seminar' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const path = new URL(page.url()).pathname
  const slug = await setReading(instructor, path)
  // A new seminar has Group A.
  for (let made = 1; made < groups; made += 1) {
    await page.getByRole('button', { name: 'Add a group' }).click()
    await expect(page.getByRole('heading', { name: `Group ${String.fromCharCode(65 + made)}` })).toBeVisible()
  }
  const classCode = (await page.locator('.code > b').innerText()).replace(/\s/g, '')
  return { path, classCode, slug }
}

/** Sets the sample paper as a reading of the seminar at `path` and gives the reading's slug. */
const setReading = async ({ page }: Person, path: string): Promise<string> => {
  await page.goto(path)
  await page.getByRole('link', { name: 'Add a reading' }).click()
  await page.getByLabel('A file').setInputFiles(SAMPLE_PAPER)
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(page.getByText('Pakistan-Russia Relations: Progress, Prospects and Constraints').first()).toBeVisible()
  await page.getByRole('button', { name: 'Set this reading' }).click()
  const link = page.getByRole('link', { name: 'Open the reading' }).first()
  await expect(link).toBeVisible()
  return ((await link.getAttribute('href')) ?? '').replace('/readings/', '')
}

/** Joins with a class code and a name alone. */
export const join = async (browser: Browser, classCode: string, name: string): Promise<Person> => {
  const student = await arrive(browser, name)
  await student.page.goto('/')
  await student.page.getByLabel('Class code').fill(classCode)
  await student.page.getByRole('button', { name: 'Join the seminar' }).click()
  await student.page.getByLabel('Your name').fill(name)
  await student.page.getByRole('button', { name: 'Join the seminar' }).click()
  await expect(student.page.locator('.account-button')).toBeVisible()
  return student
}
