import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { acquirePostgres } from '../../lib/server/launch/postgres.mjs'
import { ensureRedis, startRedis } from '../../lib/server/launch/redis.mjs'
import { openTestProxy } from '../../lib/server/realtime/proxy-testing'
import { type Person, SAMPLE_SLUG, asSample } from '../actors/people'
import { openServer } from '../actors/server'

const CLAIM = 'Being a veto power at the UN its significant international influence at the world stage is evident'
const LEILA = ['Written at the first process.', 'Written while it was gone.'] as const
const HANA = ['Answered at the second.', 'Written after the first was killed.'] as const

/** Opens the thread on the claim anew, and sees each note in it once. */
const expectAllOnce = async ({ room }: Person): Promise<void> => {
  const slip = await room.openThread(CLAIM)
  for (const note of [...LEILA, ...HANA]) await expect(slip.getByText(note, { exact: true })).toHaveCount(1)
}

test('two processes serve one layer: notes cross, and the page of one that is killed goes on at the other', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const program = await ensureRedis((line) => process.stderr.write(`${line}\n`))
  if (program === undefined) throw new Error('no Redis can be had: install redis-server')
  const folder = await mkdtemp(join(tmpdir(), 'scholion-scenario-'))
  const postgres = await acquirePostgres({ folder, isDisposable: true })
  const redis = await startRedis(program)
  const env = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    NEXTAUTH_SECRET: 'a secret of this scenario alone',
    SAMPLE: '1',
  }
  const first = await openServer(env)
  const second = await openServer(env)
  const ports = [first, second].map(({ url }) => Number(new URL(url).port))
  // Each page has a process of its own, as long as that answers.
  const doors = await Promise.all([openTestProxy(() => ports), openTestProxy(() => ports.toReversed())])
  try {
    const [leila, hana] = await Promise.all(
      ['Leila Haddad', 'Hana Suzuki'].map(async (name, at) =>
        asSample(await browser.newContext({ baseURL: `http://127.0.0.1:${String(doors[at]?.port)}` }), name),
      ),
    )
    if (leila === undefined || hana === undefined) throw new Error('nobody came')

    await test.step('what is written at one is seen at the other', async () => {
      await leila.room.open(SAMPLE_SLUG)
      await hana.room.open(SAMPLE_SLUG)
      await leila.room.comment(CLAIM, LEILA[0])
      const slip = await hana.room.openThread(CLAIM)
      await expect(slip.getByText(LEILA[0], { exact: true })).toBeVisible()
      await hana.room.comment(CLAIM, HANA[0])
      await expect((await leila.room.openThread(CLAIM)).getByText(HANA[0], { exact: true })).toBeVisible()
    })

    await test.step('one is killed: both go on, and nothing is lost or doubled', async () => {
      await first.kill()
      await Promise.all([leila.room.comment(CLAIM, LEILA[1]), hana.room.comment(CLAIM, HANA[1])])
      await Promise.all([leila, hana].map(expectAllOnce))
    })

    await test.step('and so it is in a page that is opened anew', async () => {
      for (const person of [leila, hana]) {
        await person.page.reload()
        await person.room.untilOpen()
        await expectAllOnce(person)
      }
    })
  } finally {
    doors.forEach((door) => {
      door.close()
    })
    await Promise.all([first.close(), second.close()])
    await redis.kill()
    await postgres.release()
    await rm(folder, { recursive: true, force: true })
  }
})
