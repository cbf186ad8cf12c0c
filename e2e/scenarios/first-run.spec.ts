import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { freePort } from '../../lib/server/launch/cluster.mjs'
import { runningPostmaster } from '../../lib/server/launch/postgres-files.mjs'
import { SAMPLE_PAPER, arrive } from '../actors/people'
import { openServer } from '../actors/server'

const TITLE = 'Pakistan-Russia Relations: Progress, Prospects and Constraints'

test('a new server: from the setup link to a class that reads', async ({ browser }) => {
  const server = await openServer({ SAMPLE: '0' })
  const newcomer = async (name: string) => arrive(await browser.newContext({ baseURL: server.url }), name)
  try {
    await expect.poll(() => server.output()).toContain('Stop with Ctrl-C.')
    const link = /open this once: \S+?(\/setup\/\S+)/.exec(server.output())?.[1] ?? ''
    const { page } = await newcomer('Ada')

    await test.step('the link makes the first instructor, once', async () => {
      await page.goto(link)
      await page.getByLabel('Your name').fill('Ada Okoye')
      await page.getByLabel('E-mail').fill('ada@example.org')
      await page.getByLabel('Password').fill('short')
      await page.getByRole('button', { name: 'Make the account and sign in' }).click()
      await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByLabel('Your name')).toHaveValue('Ada Okoye')
      await page.getByLabel('Password').fill('four words do well')
      await page.getByRole('button', { name: 'Make the account and sign in' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Open a seminar' })).toBeVisible()

      const second = await newcomer('Eve')
      await second.page.goto(link)
      await expect(second.page.getByRole('heading', { level: 1 })).toHaveText(
        'This setup link was used, or a newer one was printed.',
      )
      await expect(second.page.getByLabel('Password')).toHaveCount(0)
    })

    await test.step('opens a seminar', async () => {
      await page.getByRole('button', { name: 'Open the seminar' }).click()
      await expect(page.getByLabel('Name of the seminar')).toHaveAttribute('aria-invalid', 'true')
      await page.getByLabel('Name of the seminar').fill('Security after 1991')
      await page.getByRole('radio', { name: /Theories of International Relations/ }).check()
      await page.getByRole('button', { name: 'Open the seminar' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Security after 1991' })).toBeVisible()
    })

    await test.step('a wrong file gets one sentence and takes nothing away', async () => {
      await page.getByRole('link', { name: 'Add a reading' }).click()
      await page.getByLabel('Or its text').fill('A paragraph that was typed before.')
      await page.getByLabel('A file').setInputFiles({
        name: 'paper.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\u0000\u0001<< /Type /Catalog >>', 'latin1'),
      })
      await page.getByRole('button', { name: 'Read it' }).click()
      await expect(page.getByLabel('A file')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByLabel('A file')).toHaveAccessibleDescription(
        /^The file is no PDF that can be read. Open it in a PDF program, save it anew and choose that./,
      )
      await expect(page.getByLabel('Or its text')).toHaveValue('A paragraph that was typed before.')
    })

    await test.step('adds a paper from a file', async () => {
      await page.getByLabel('A file').setInputFiles(SAMPLE_PAPER)
      await page.getByRole('button', { name: 'Read it' }).click()
      await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
      await expect(page.getByText('96 footnotes.')).toBeVisible()
      await page.getByRole('button', { name: 'Set this reading' }).click()
      await expect(page.getByRole('link', { name: 'Open the reading' })).toBeVisible()
    })

    await test.step('makes a group and takes its file home', async () => {
      await page.getByRole('button', { name: 'Add a group' }).click()
      await expect(page.getByRole('heading', { name: 'Group B' })).toBeVisible()
      await page.getByRole('button', { name: 'Annotated PDF' }).click()
      const file = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Group B' }).click()
      expect((await file).suggestedFilename()).toMatch(/group-b\.pdf$/)
    })

    await test.step('a student joins with the code and a name', async () => {
      const code = await page.locator('.code > b').innerText()
      expect(code).toMatch(/^[A-Z0-9]{3}.[A-Z0-9]{3}$/)
      const tomas = await newcomer('Tomás')
      await tomas.page.goto('/')
      const field = tomas.page.getByLabel('Class code')
      await field.fill('ZZZ 999')
      await expect(field).toHaveAccessibleDescription('No seminar has this class code. Check it on the board.')
      await field.fill(code)
      await expect(field).toHaveAccessibleDescription('Security after 1991, with Ada Okoye')
      await tomas.page.getByRole('button', { name: 'Join the seminar' }).click()
      await tomas.page.getByRole('button', { name: 'Join the seminar' }).click()
      await expect(tomas.page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true')
      await tomas.page.getByLabel('Your name').fill('Tomás Varga')
      await tomas.page.getByRole('button', { name: 'Join the seminar' }).click()
      await expect(tomas.page.getByRole('link', { name: 'Open the reading' })).toBeVisible()
      await expect(tomas.page.getByText('your group')).toBeVisible()
    })
  } finally {
    await server.close()
  }
})

test('a first start that is stopped in the middle leaves nothing half made and nothing running', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scholion-stopped-'))
  const data = join(folder, 'postgres')
  /** Starts in a group of its own, as in a terminal, whose Ctrl-C reaches every process of it. */
  const startAndStop = async (moment: () => boolean): Promise<{ status: number | null; said: string }> => {
    const child = spawn(process.execPath, ['lib/server/launch/start.mjs'], {
      env: { ...process.env, DATABASE_URL: undefined, DATA_DIR: folder, PORT: String(await freePort()) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    }
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    await expect.poll(moment, { intervals: [5] }).toBe(true)
    process.kill(-(child.pid ?? 0), 'SIGINT')
    return { status: await ended, said }
  }
  try {
    for (const moment of [
      () => existsSync(`${data}.new`),
      () => runningPostmaster(data) !== undefined,
      () => runningPostmaster(data)?.isReady === true,
    ]) {
      const { status, said } = await startAndStop(moment)
      expect(said).toContain('Stopped.')
      expect(said).not.toContain('failed')
      expect(status).toBe(0)
      expect(runningPostmaster(data)).toBeUndefined()
      expect((await readdir(folder)).filter((name) => /\.(new|lock)$/.test(name))).toEqual([])
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
