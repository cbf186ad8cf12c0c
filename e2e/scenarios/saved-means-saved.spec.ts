import { expect, test } from '@playwright/test'
import { SAMPLE_SLUG, asSample } from '../actors/people'
import { openServer } from '../actors/server'

const CLAIM = 'Being a veto power at the UN its significant international influence at the world stage is evident'

test('a note whose tick was seen survives a killed server', async ({ browser }) => {
  test.setTimeout(240_000)
  const server = await openServer()
  try {
    const context = await browser.newContext({ baseURL: server.url })
    const leila = await asSample(context, 'Leila Haddad')
    await leila.room.open(SAMPLE_SLUG)
    await leila.room.comment(CLAIM, 'A veto is power; using it through the Council is habit.')
    await server.kill()

    await expect(leila.page.locator('[data-save="offline"]')).toBeVisible()
    await server.start()
    // The window that stayed open comes back by itself.
    await leila.room.untilSaved()
    await leila.page.reload()
    await leila.room.untilOpen()
    const slip = await leila.room.openThread(CLAIM)
    await expect(slip.getByText('A veto is power; using it through the Council is habit.')).toBeVisible()
  } finally {
    await server.close()
  }
})
