import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'

test('a tag that is added, renamed or switched off reaches the open windows', async ({ browser }) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { path, classCode, slug } = await openSeminar(instructor, fresh('Codebook'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  await hana.room.open(slug)
  await hana.room.tag(CLAIM, 'realist')

  const { page } = instructor
  await page.goto(path)
  await test.step('a tag that would be taken for another is refused, with what was typed', async () => {
    await page.getByText('Add a tag', { exact: true }).click()
    const form = page.getByRole('form', { name: 'Add a tag' })
    await form.getByLabel('Key').fill('g')
    await form.getByLabel('Name').fill('geopolitical')
    await form.getByLabel('A claim is this when').fill('It reasons from the map.')
    await form.getByRole('radio', { name: /minium/ }).check()
    await form.getByRole('button', { name: 'Add it' }).click()
    await expect(form.getByText('Another tag has this pigment.')).toBeVisible()
    await expect(form.getByLabel('Name')).toHaveValue('geopolitical')
    await expect(form.getByRole('radio', { name: /minium/ })).toBeChecked()
    await form.getByRole('radio', { name: /folium/ }).check()
    await form.getByRole('button', { name: 'Add it' }).click()
    await expect(page.getByRole('rowheader', { name: /geopolitical/ })).toBeVisible()
  })

  await test.step('the open window can give it at once', async () => {
    const slip = await hana.room.openThread(CLAIM)
    await slip.getByRole('button', { name: /^geopolitical/ }).click()
    await hana.room.untilSaved()
    await expect(slip.getByText('1 geopolitical')).toBeVisible()
  })

  await test.step('switched off, it keeps its verdict and cannot be given', async () => {
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /geopolitical/ }) })
    await row.getByText('Change', { exact: true }).click()
    await row.getByLabel('Switched on: it can be given').uncheck()
    await row.getByRole('button', { name: 'Keep' }).click()
    await expect(row.getByText('switched off')).toBeVisible()
    await expect(row.getByText('Kept.')).toBeVisible()
    const slip = await hana.room.openThread(CLAIM)
    await expect(slip.getByRole('button', { name: /^geopolitical/ })).toHaveCount(0)
    await expect(slip.getByText('1 geopolitical')).toBeVisible()
  })
})
