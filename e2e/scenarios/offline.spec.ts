import { type Page, expect, test } from '@playwright/test'
import { SAMPLE_SLUG, asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const OTHER = 'Moscow endorsed India'

/** How many rows of a table the device holds. */
const rowsOf = (page: Page, table: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('scholion')
        opening.onerror = () => {
          reject(new Error('no storage'))
        }
        opening.onsuccess = () => {
          const range = IDBKeyRange.bound([name], [name, []])
          const counting = opening.result.transaction('rows').objectStore('rows').count(range)
          counting.onsuccess = () => {
            opening.result.close()
            resolve(counting.result)
          }
        }
      }),
    table,
  )

/** The pages that the worker keeps, by path. */
const pagesKept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    if (!(await caches.has('scholion-pages-1'))) return []
    const keys = await (await caches.open('scholion-pages-1')).keys()
    return keys.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith('/readings/'))
  })

/** Waits until the device holds what a reload without a network needs: page, files, layers. */
const untilKept = async (page: Page): Promise<void> => {
  await expect.poll(() => pagesKept(page)).toContain(new URL(page.url()).pathname)
  await expect.poll(() => rowsOf(page, 'state')).toBeGreaterThan(0)
}

/** Writes into the open slip and sends, whether or not it can be saved. */
const writeInto = async (page: Page, text: string): Promise<void> => {
  const composer = page.locator('.composer').getByRole('textbox')
  await composer.click()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Control+Enter')
  await expect(composer).toBeHidden()
}

const signOut = async (page: Page): Promise<void> => {
  await page.locator('.account-button').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.locator('.account-button')).toHaveCount(0)
}

test('what is written without a network outlives a reload, and goes out when it is back', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Tunnel'), 1)
  const leila = await join(browser, classCode, fresh('Leila'))
  const mei = await join(browser, classCode, fresh('Mei'))
  await leila.room.open(slug)
  await mei.room.open(slug)
  await leila.room.tag(CLAIM, 'liberal')
  await mei.room.comment(OTHER, 'Which year was this?')
  await untilKept(leila.page)
  await expect(leila.room.thread(OTHER)).toBeVisible()
  await expect.poll(() => rowsOf(leila.page, 'outbox')).toBe(0)

  await leila.context.setOffline(true)
  await expect(leila.page.locator('[data-save="offline"]')).toBeVisible()
  const slip = await leila.room.openThread(CLAIM)
  await slip.getByRole('button', { name: 'Write a note…' }).click()
  await writeInto(leila.page, 'Written in a tunnel.')
  const state = leila.page.getByRole('status').filter({ hasText: '1 change kept on this device' })
  await expect(state).toBeAttached()

  await leila.page.reload()
  await expect(leila.page.locator('.paper[data-open]')).toContainText(CLAIM)
  await expect(state).toBeAttached()
  const again = await leila.room.openThread(CLAIM)
  await expect(again.getByText('Written in a tunnel.')).toBeVisible()
  await expect(again.getByText('1 liberal')).toBeVisible()
  const other = await leila.room.openThread(OTHER)
  await expect(other.getByText('Which year was this?')).toBeVisible()
  // What the page loads only when it is needed is on the device too.
  await other
    .getByRole('button', { name: /^Answer/ })
    .first()
    .click()
  await writeInto(leila.page, 'And this after the reload.')
  await expect(leila.page.getByRole('status').filter({ hasText: '2 changes kept on this device' })).toBeAttached()
  // Nothing of it came over the network.
  expect(
    await leila.page.evaluate(() =>
      fetch('/api/health').then(
        () => 'an answer',
        () => 'no network',
      ),
    ),
  ).toBe('no network')

  await leila.context.setOffline(false)
  await leila.room.untilSaved()
  const seen = await mei.room.openThread(CLAIM)
  await expect(seen.getByText('Written in a tunnel.')).toHaveCount(1)
  const answered = await mei.room.openThread(OTHER)
  await expect(answered.getByText('And this after the reload.')).toHaveCount(1)
  await expect.poll(() => rowsOf(leila.page, 'outbox')).toBe(0)
})

test('another member of the device sees and sends nothing of it, and it waits for its author', async ({ browser }) => {
  const context = await browser.newContext()
  const words = fresh('Unsent')
  const leila = await asSample(context, 'Leila Haddad')
  await leila.room.open(SAMPLE_SLUG)
  await untilKept(leila.page)
  await context.setOffline(true)
  await expect(leila.page.locator('[data-save="offline"]')).toBeVisible()
  await leila.room.select(OTHER)
  await leila.room.bar.getByRole('button', { name: 'Comment' }).click()
  await writeInto(leila.page, words)
  await expect.poll(() => rowsOf(leila.page, 'outbox')).toBeGreaterThan(0)
  const unsent = await rowsOf(leila.page, 'outbox')
  await leila.page.close()
  await context.setOffline(false)

  const page = await context.newPage()
  await page.goto('/')
  await signOut(page)
  await expect.poll(() => pagesKept(page)).toEqual([])
  await expect.poll(() => rowsOf(page, 'state')).toBe(0)
  await page.close()

  const hana = await asSample(context, 'Hana Suzuki')
  await hana.room.open(SAMPLE_SLUG)
  await expect(hana.page.getByText(words)).toHaveCount(0)
  await untilKept(hana.page)
  expect(await rowsOf(hana.page, 'outbox')).toBe(unsent)
  await signOut(hana.page)
  await hana.page.close()

  const back = await asSample(context, 'Leila Haddad')
  await back.room.open(SAMPLE_SLUG)
  const slip = await back.room.openThread(OTHER)
  await expect(slip.getByText(words)).toBeVisible()
  await expect.poll(() => rowsOf(back.page, 'outbox')).toBe(0)
})

test('a browser that keeps nothing says so, and warns who leaves', async ({ browser }) => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  })
  const leila = await asSample(context, 'Leila Haddad')
  await leila.room.open(SAMPLE_SLUG)
  await context.setOffline(true)
  await expect(leila.page.locator('[data-save="offline"]')).toBeVisible()
  await leila.room.select(CLAIM)
  await leila.room.bar.getByRole('button', { name: 'Highlight' }).click()
  await expect(
    leila.page.getByRole('status').filter({ hasText: 'This browser keeps nothing on the device' }),
  ).toBeAttached()
  const warned = leila.page.waitForEvent('dialog')
  const leaving = leila.page.close({ runBeforeUnload: true })
  const dialog = await warned
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await leaving
})

test('a page of an older release is told to load again', async ({ browser }) => {
  const context = await browser.newContext()
  const leila = await asSample(context, 'Leila Haddad')
  await leila.room.open(SAMPLE_SLUG)
  await leila.page.route('**/api/health', (route) => route.fulfill({ json: { ok: true, build: 'of tomorrow' } }))
  await context.setOffline(true)
  await expect(leila.page.locator('[data-save="offline"]')).toBeVisible()
  await context.setOffline(false)
  await leila.page.getByRole('button', { name: 'New version' }).click()
  await leila.page.getByRole('button', { name: 'Load the page again' }).click()
  await leila.room.untilOpen()
  await expect(leila.page.getByRole('button', { name: 'New version' })).toHaveCount(0)
})
