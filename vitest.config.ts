import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) }
const exclude = ['**/node_modules/**', '.next/**', '.cache/**', '.data/**', 'e2e/scenarios/**']

export default defineConfig({
  cacheDir: '.cache/vitest',
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: ['{lib/core,lib/client,components,app}/**/*.test.{ts,tsx,mjs}'],
          exclude,
          // These leave nothing behind on globalThis, and a fresh worker a file costs more than the tests.
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'server',
          include: ['{lib/server,prisma,e2e}/**/*.test.{ts,tsx,mjs}'],
          exclude,
          globalSetup: ['lib/server/launch/test-postgres.ts', 'lib/server/launch/test-redis.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
