import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'

const CLAIM = 'trade, investment and interdependence are forces for peace'

test('[MN1] a note is reported, answered privately and taken out, each where it stands', async ({ browser }) => {
  test.setTimeout(150_000)
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug, path } = await openSeminar(instructor, fresh('Manners'), 1)
  const hana = await join(browser, classCode, fresh('Hana'))
  const jonas = await join(browser, classCode, fresh('Jonas'))
  await hana.room.open(slug)
  await jonas.room.open(slug)
  await hana.room.comment(CLAIM, 'Only a fool would say so.')

  await test.step('what is left with Escape stays written, and the focus is back at its button', async () => {
    const slip = await jonas.room.openThread(CLAIM)
    const report = slip.getByRole('button', { name: 'Report', exact: true }).first()
    await report.focus()
    await jonas.page.keyboard.press('Enter')
    const why = slip.getByLabel('What is wrong with it?')
    await expect(why).toBeFocused()
    await jonas.page.keyboard.type('It is rude.')
    await jonas.page.keyboard.press('Escape')
    await expect(report).toBeFocused()
    await jonas.page.keyboard.press('Enter')
    await expect(why).toHaveValue('It is rude.')
    await jonas.page.keyboard.press('Enter')
    await expect(slip.getByText('Reported to the instructors.')).toBeVisible()
    await expect(why).toBeHidden()
    await instructor.page.goto(`${path}/conduct`)
    await expect(instructor.page.getByText('It is rude.')).toBeVisible()
  })

  await test.step('an answer is read by its student and by no other', async () => {
    await instructor.room.open(slug)
    const slip = await instructor.room.openThread(CLAIM)
    await slip
      .getByRole('button', { name: `Answer ${hana.name} privately` })
      .first()
      .click()
    const words = slip.getByLabel(`Only ${hana.name} and the instructors read it`)
    await words.fill('Say it about the claim.')
    await slip.locator('form.why').getByRole('button', { name: 'Send' }).click()
    await expect(words).toBeHidden()
    await expect(hana.page.getByText('Say it about the claim.').first()).toBeVisible()
    await expect(jonas.page.getByText('Say it about the claim.')).toHaveCount(0)
  })

  await test.step('what is removed is gone from every window; who was answering keeps the words, and its author is told', async () => {
    const answering = await jonas.room.openThread(CLAIM)
    await answering.getByRole('button', { name: 'Answer', exact: true }).first().click()
    await jonas.page.locator('.composer [contenteditable="true"]').click()
    await jonas.page.keyboard.insertText('Which claim do you mean')
    const slip = await instructor.room.openThread(CLAIM)
    // The last is the passage's own; those before are of what was said on it.
    await slip.getByRole('button', { name: 'Remove', exact: true }).last().click()
    await slip.getByRole('button', { name: 'Remove it', exact: true }).click()
    await expect(jonas.room.thread(CLAIM)).toHaveCount(0)
    await expect(jonas.page.getByRole('region', { name: 'Your unfinished note is kept' })).toContainText(
      'Which claim do you mean',
    )
    await expect(hana.room.margin.getByText(/of yours (was|were) removed by the instructor/)).toBeVisible()
  })
})
