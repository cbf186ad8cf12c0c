import AxeBuilder from '@axe-core/playwright'
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

  await test.step('a second level and a counter-example stand in the table', async () => {
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /geopolitical/ }) })
    await row.getByText('Change', { exact: true }).click()
    await row.getByLabel('But not').fill('It names a country.')
    await row.getByLabel('Stands below').selectOption('realist')
    await row.getByRole('button', { name: 'Keep' }).click()
    await expect(row.getByText('below realist')).toBeVisible()
    await expect(row.getByText('It names a country.').last()).toBeVisible()
  })

  await page.getByRole('link', { name: 'Merge, retire, add a ready codebook, history' }).click()
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /geopolitical/ }) })
  const touch = page.getByRole('listitem').filter({ hasText: 'Retire or merge geopolitical' })
  await test.step('retired after it said what it touches, it keeps its verdict and cannot be given', async () => {
    await expect(touch.getByText('1 verdict of one member uses it.')).toBeVisible()
    await touch.getByText('Retire or merge geopolitical').click()
    await expect(touch.getByText('Its verdict stays and counts as geopolitical.')).toBeVisible()
    await touch.getByRole('button', { name: 'Retire geopolitical' }).click()
    await expect(row.getByText('switched off', { exact: true })).toBeVisible()
    const slip = await hana.room.openThread(CLAIM)
    await expect(slip.getByRole('button', { name: /^geopolitical/ })).toHaveCount(0)
    await expect(slip.getByText('1 geopolitical')).toBeVisible()
  })

  await test.step('merged, it counts as its heir in the figures; undone, as itself again', async () => {
    await touch.getByLabel('Merge geopolitical into').selectOption('realist')
    await touch.getByRole('button', { name: 'Merge geopolitical' }).click()
    await expect(row.getByText('counts as realist')).toBeVisible()
    const figures = await instructor.context.newPage()
    await figures.goto(`/readings/${slug}/figures`)
    await expect(figures.getByText('“geopolitical” counts as “realist”.')).toBeVisible()
    await expect(figures.getByRole('link', { name: /^Codebook \d+$/ })).toBeVisible()
    await page.getByRole('button', { name: 'Undo the merge of geopolitical' }).click()
    await expect(page.getByText('Undid the merge of geopolitical into realist.')).toBeVisible()
    await expect(page.getByText('Merged geopolitical into realist.')).toBeVisible()
    await expect(page.getByText('Added geopolitical.')).toBeVisible()
    await expect(page.getByText(/: “nothing” became “It names a country.”\./)).toBeVisible()
    await figures.reload()
    await expect(figures.getByText('“geopolitical” counts as “realist”.')).toHaveCount(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })
})
