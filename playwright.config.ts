import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './lib/server/launch/browser.mjs'

// npm test chooses these; a run by hand takes what stands here. Workers read this file again, with the same environment.
process.env.E2E_PORT ??= '4317'
process.env.E2E_DATA_DIR ??= '.cache/e2e-data'
process.env.CHROME_PATH ??= await findBrowser()

const baseURL = `http://localhost:${process.env.E2E_PORT}`

export default defineConfig({
  testDir: 'e2e/scenarios',
  outputDir: '.cache/playwright',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  fullyParallel: true,
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: {
    baseURL,
    actionTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 900 },
    // A trace of pages this large slows two cores more than the pages themselves.
    trace: 'off',
    launchOptions: { executablePath: process.env.CHROME_PATH, args: BROWSER_FLAGS },
  },
  webServer: {
    command: 'node lib/server/launch/start.mjs',
    url: `${baseURL}/api/health`,
    env: { PORT: process.env.E2E_PORT, HOST: '127.0.0.1', DATA_DIR: process.env.E2E_DATA_DIR, DATABASE_URL: '' },
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe',
    stderr: 'pipe',
  },
})
