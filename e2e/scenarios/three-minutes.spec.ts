import { expect, test } from '@playwright/test'
import { SAMPLE_PAPER, arrive } from '../actors/people'
import { openServer } from '../actors/server'

const PASSAGE = 'seek alliances to create and maintain state'

/** What a person does with a hand: a page opened, a field filled, a button or a key pressed. Counted for the report. */
const counter = () => {
  let count = 0
  return {
    step: async (act: () => Promise<unknown>): Promise<void> => {
      count += 1
      await act()
    },
    count: () => count,
  }
}

test('from the first link to a class that annotates, with no manual', async ({ browser }) => {
  const server = await openServer({ SAMPLE: '0' })
  const newcomer = async (name: string) => arrive(await browser.newContext({ baseURL: server.url }), name)
  try {
    await expect.poll(() => server.output()).toContain('Stop with Ctrl-C.')
    const link = /open this once: \S+?(\/setup\/\S+)/.exec(server.output())?.[1] ?? ''
    const ada = await newcomer('Ada')
    const { page } = ada
    const began = Date.now()
    const { step, count } = counter()

    await test.step('the instructor: an account, a seminar, a reading, a code', async () => {
      await step(() => page.goto(link))
      await step(() => page.getByLabel('Your name').fill('Ada Okoye'))
      await step(() => page.getByLabel('E-mail').fill('ada@example.org'))
      await step(() => page.getByLabel('Password').fill('four words do well'))
      await step(() => page.getByRole('button', { name: 'Make the account and sign in' }).click())
      await step(() => page.getByLabel('Name of the seminar').fill('Security after 1991'))
      await step(() => page.getByRole('button', { name: 'Open the seminar' }).click())
      // What to do next stands on the page, in the order in which it is done.
      const next = page.getByRole('list', { name: 'To begin' })
      await expect(next.getByRole('listitem')).toHaveCount(3)
      await step(() => next.getByRole('link', { name: 'Choose the first paper' }).click())
      await step(() => page.getByLabel('A file').setInputFiles(SAMPLE_PAPER))
      await step(() => page.getByRole('button', { name: 'Read it' }).click())
      await step(() => page.getByRole('button', { name: 'Set this reading' }).click())
      await step(() => next.getByRole('link', { name: 'Put the class code on the board' }).click())
      await expect(page.getByText('join at')).toBeVisible()
      await expect(page.getByRole('img', { name: /\/join\?code=/ })).toBeVisible()
    })
    const code = (await page.locator('main > b').innerText()).replace(/\s/g, '')
    const students = await Promise.all(['Leila', 'Tomás'].map(newcomer))

    await test.step('the students: from the link to a first note', async () => {
      for (const student of students) {
        const joined = Date.now()
        const own = counter()
        await own.step(() => student.page.goto(`/join?code=${code}`))
        await own.step(() => student.page.getByLabel('Your name').fill(student.name))
        await own.step(() => student.page.getByRole('button', { name: 'Join the seminar' }).click())
        await own.step(() => student.page.getByRole('link', { name: 'Open the reading' }).click())
        await student.room.untilOpen()
        await own.step(() => student.room.select(student.name === 'Leila' ? PASSAGE : 'Cold War period relations'))
        await own.step(() => student.room.bar.getByRole('button', { name: 'Comment' }).click())
        await own.step(() => student.room.write('A first note'))
        console.log(`a student: ${String(own.count())} steps, ${String(Date.now() - joined)} ms to the first note`)
      }
    })

    await test.step('the class sees each other, and the instructor sees the class', async () => {
      for (const student of students) await student.room.openThread(PASSAGE)
      await page.goto('/')
      await page.getByRole('link', { name: 'Security after 1991' }).click()
      await expect(page.getByText('2 passages')).toBeVisible()
      await expect(page.getByRole('list', { name: 'To begin' })).toHaveCount(0)
    })
    console.log(`the instructor: ${String(count())} steps; all in ${String(Math.round((Date.now() - began) / 1000))} s`)
  } finally {
    await server.close()
  }
})
