import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'
import { highlightsOf } from '../actors/pdf'

const CLAIM = 'trade, investment and interdependence are forces for peace'
const OTHER = 'Moscow endorsed India'

test('a seminar reads one paper together', async ({ browser }) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Security'), 2)
  // A late student lands in the smallest group: first and third share one, the second is alone.
  const leila = await join(browser, classCode, fresh('Leila'))
  const ben = await join(browser, classCode, fresh('Ben'))
  const mei = await join(browser, classCode, fresh('Mei'))
  await leila.room.open(slug)
  await mei.room.open(slug)
  await ben.room.open(slug)

  await test.step('a verdict and a note show in the other open window', async () => {
    await leila.room.tag(CLAIM, 'liberal')
    const seen = await mei.room.openThread(CLAIM)
    await expect(seen.getByText('1 liberal')).toBeVisible()
    await seen.getByRole('button', { name: /^realist/ }).click()
    await mei.room.untilSaved()
    const slip = await leila.room.openThread(CLAIM)
    await expect(slip.getByText('1 realist')).toBeVisible()
    await expect(slip.getByText('1 liberal')).toBeVisible()
    await leila.room.comment(CLAIM, 'Who pays when the pipeline closes?')
    await expect(seen.getByText('Who pays when the pipeline closes?')).toBeVisible()
    await seen
      .getByRole('button', { name: /^Answer/ })
      .first()
      .click()
    await mei.room.write('The one who has no other valve.')
    await expect(slip.getByText('The one who has no other valve.')).toBeVisible()
  })

  await test.step('everyone sees who is here', async () => {
    await expect(leila.page.getByText('3 here').first()).toBeVisible()
    await expect(ben.page.getByText('3 here').first()).toBeVisible()
  })

  await test.step('reload keeps all', async () => {
    await mei.page.reload()
    await mei.room.untilOpen()
    const slip = await mei.room.openThread(CLAIM)
    for (const text of [
      '1 realist',
      '1 liberal',
      'Who pays when the pipeline closes?',
      'The one who has no other valve.',
    ]) {
      await expect(slip.getByText(text)).toBeVisible()
    }
  })

  await test.step('a student of another group sees nothing of it', async () => {
    await ben.room.tag(OTHER, 'realist')
    await expect(ben.room.margin.getByRole('listitem')).toHaveCount(1)
    await expect(ben.page.getByText('pipeline closes')).toHaveCount(0)
    await expect(leila.page.getByText(OTHER)).toHaveCount(1)
    const exported = await ben.context.request.get(`/readings/${slug}/export?format=pdf`)
    expect(exported.status()).toBe(200)
    const quotes = (await highlightsOf(await exported.body())).map((highlight) => highlight.text)
    expect(quotes.join()).toContain('Moscow')
    expect(quotes.join()).not.toContain('interdependence')
    expect((await ben.context.request.get(`/readings/${slug}/figures`)).status()).toBe(404)
  })

  await test.step('the figures follow', async () => {
    await instructor.page.goto(`/readings/${slug}/figures`)
    const lead = instructor.page.locator('.lead')
    await expect(lead).toContainText('3 of 4 members gave 3 verdicts on 2 claims.')
    const table = instructor.page.getByRole('region', { name: 'Tags by group' })
    await table.locator('summary').click()
    await expect(table.getByRole('row', { name: /^All/ })).toContainText(/4\s*3\s*2\s*1\s*0\s*3\s*2/)
  })

  await test.step('open figures move with the class', async () => {
    const lead = instructor.page.locator('.lead')
    await expect(instructor.page.getByText('Moves with the class.')).toBeVisible()
    await mei.room.tag(OTHER, 'liberal')
    await expect(lead).toContainText('4 verdicts on 3 claims')
    expect((await ben.context.request.get(`/readings/${slug}/figures/stamp`)).status()).toBe(404)
    expect((await ben.context.request.get(`/readings/${slug}/figures/stream`)).status()).toBe(404)
  })

  await test.step('a figure goes home as a picture', async () => {
    const groups = instructor.page.getByRole('region', { name: 'Tags by group' })
    const file = instructor.page.waitForEvent('download')
    await groups.getByRole('button', { name: 'Tags by group as SVG' }).click()
    const svg = await readFile(await (await file).path(), 'utf8')
    expect(svg).toMatch(/^<svg[^>]+viewBox/)
    expect(svg).toContain('Tags by group')
    expect(svg).toContain('id="hatch-minium"')
    const picture = instructor.page.waitForEvent('download')
    await groups.getByRole('button', { name: 'Tags by group as PNG' }).click()
    expect((await readFile(await (await picture).path())).subarray(1, 4).toString()).toBe('PNG')
  })

  await test.step('students see themselves against the class once they may', async () => {
    await instructor.page.getByRole('button', { name: 'Let students compare themselves' }).click()
    await expect(instructor.page.getByText('Students see their own verdicts against the class’s.')).toBeVisible()
    await ben.page.goto(`/readings/${slug}/figures`)
    await expect(ben.page.locator('.lead')).toContainText('You gave 1 verdict.')
    await expect(ben.page.getByText('Fewer than 5 others gave a verdict: nothing of them is shown.')).toBeVisible()
    expect((await ben.context.request.get(`/readings/${slug}/figures/stream`)).status()).toBe(404)
    expect((await ben.context.request.get(`/readings/${slug}/figures/csv?figure=members`)).status()).toBe(404)
  })

  await test.step('the annotated PDF reads back', async () => {
    await leila.page.goto(`/readings/${slug}`)
    const file = leila.page.waitForEvent('download')
    await leila.page.evaluate((href) => {
      const link = document.createElement('a')
      link.href = href
      link.click()
    }, `/readings/${slug}/export?format=pdf`)
    const highlights = await highlightsOf(await readFile(await (await file).path()))
    expect(highlights).toHaveLength(2)
    const claim = highlights.find(({ text }) => text === CLAIM)
    expect(claim).toMatchObject({ author: leila.name })
    expect(claim?.replies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ author: leila.name, contents: 'Who pays when the pipeline closes?' }),
        expect.objectContaining({ author: mei.name, contents: 'The one who has no other valve.' }),
      ]),
    )
  })
})

test('undo, redo and removal are the author’s own', async ({ browser }) => {
  test.setTimeout(120_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Undoing'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))
  await hana.room.open(slug)
  await jonas.room.open(slug)

  await hana.room.tag(CLAIM, 'liberal')
  await jonas.room.openThread(CLAIM)
  await hana.page.keyboard.press('Control+z')
  await expect(jonas.room.margin.getByRole('listitem')).toHaveCount(0)
  await hana.page.keyboard.press('Control+Shift+z')
  const seen = await jonas.room.openThread(CLAIM)
  await expect(seen.getByText('1 liberal')).toBeVisible()

  await seen.getByRole('button', { name: 'Write a note…' }).click()
  await jonas.room.write('Forces, or excuses?')
  const own = await hana.room.openThread(CLAIM)
  await own.getByRole('button', { name: 'Remove highlight' }).click()
  await own.getByRole('button', { name: 'Remove it now' }).click()
  await expect(seen.getByText('Annotation removed by its author')).toBeVisible()
  await expect(seen.getByText('Forces, or excuses?')).toBeVisible()
})
