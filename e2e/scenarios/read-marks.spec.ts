import { expect, test } from '@playwright/test'
import { asSample, fresh, join, openSeminar } from '../actors/people'
import { ReadingRoom } from '../pages/reading-room'

const PASSAGE = 'trade, investment and interdependence are forces for peace'

test('[RM2] what a member has read on one device is read on their next', async ({ browser }) => {
  const instructor = await asSample(browser, 'Samina Qureshi')
  const { classCode, slug } = await openSeminar(instructor, fresh('Marks'), 1)
  const ada = await join(browser, classCode, fresh('Ada'))
  const ben = await join(browser, classCode, fresh('Ben'))
  const room = new ReadingRoom(ada.page)
  const told = ada.page.waitForResponse((answer) => answer.url().includes('/api/read-marks/') && answer.ok())
  await room.open(slug)
  await told

  const other = new ReadingRoom(ben.page)
  await other.open(slug)
  await other.comment(PASSAGE, 'Is this so everywhere?')
  const unread = room.margin.getByRole('button', { name: /^Unread/ })
  await expect(unread).toHaveCount(1)

  // A device that is new to them counts from the first visit of the account, not from its own.
  const { cookies } = await ada.page.context().storageState()
  const phone = await browser.newContext({ storageState: { cookies, origins: [] } })
  const second = new ReadingRoom(await phone.newPage())
  await second.open(slug)
  const there = second.margin.getByRole('button', { name: /^Unread/ })
  await expect(there).toHaveCount(1)

  const kept = second.page.waitForResponse(
    (answer) =>
      answer.url().includes('/api/read-marks/') && (answer.request().postData() ?? '').includes('annotation/'),
  )
  await there.click()
  await kept
  // The first hears of it when it is looked at again.
  await ada.page.reload()
  await room.untilOpen()
  await expect(room.margin.getByRole('button', { name: `“${PASSAGE}` })).toHaveCount(1)
  await expect(unread).toHaveCount(0)
  await phone.close()
})
