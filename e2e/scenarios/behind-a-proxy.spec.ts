import { request } from 'node:http'
import { expect, test } from '@playwright/test'

/** How long nginx keeps an idle connection to a server, and most proxies with it. */
const PROXY_KEEPS_S = 60

test('an idle connection is kept for longer than a proxy keeps it', async ({ baseURL }) => {
  const said = await new Promise<string>((resolve, reject) => {
    const asked = request(`${baseURL ?? ''}/api/health`, { headers: { connection: 'keep-alive' } }, (response) => {
      response.resume()
      response.once('end', () => {
        resolve(String(response.headers['keep-alive']))
      })
    })
    asked.once('error', reject)
    asked.end()
  })
  const [, seconds] = /^timeout=(\d+)$/.exec(said) ?? []
  expect(Number(seconds)).toBeGreaterThan(PROXY_KEEPS_S)
})
