import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type TestDatabase, openTestDatabase } from '../launch/test-database'
import type { Limits } from './limits'
import {
  type TestSeminar,
  type TestServer,
  type TestWindow,
  makeSeminar,
  openTestServer,
  openWindow,
  setTestEnv,
} from './testing'

/** What a test file of the realtime server stands on. To be used in its tests, not before. */
export interface Stage {
  readonly database: TestDatabase
  readonly seminar: TestSeminar
  readonly server: TestServer
  /** Opens a window, at another server than the stage's where `url` is given; it closes after the test. */
  readonly windowOf: (cookie: string | undefined, url?: string) => TestWindow
  /** Closes them before the test ends. */
  readonly closeWindows: () => void
  /** A local id that no other test uses. */
  readonly local: () => string
}

/**
 * Sets the stage of a test file: call it once, outside of all tests. Everything
 * is opened before the first test and closed after the last. With
 * `isSeminarFresh` each test has a seminar of its own; `limits` are the server's.
 */
export const setStage = ({
  isSeminarFresh = false,
  limits = {},
}: { readonly isSeminarFresh?: boolean; readonly limits?: Partial<Limits> } = {}): Stage => {
  let database: TestDatabase | undefined
  let seminar: TestSeminar | undefined
  let server: TestServer | undefined
  const windows: TestWindow[] = []
  let seminars = 0
  let count = 0

  const openSeminar = async (): Promise<void> => {
    seminars += 1
    seminar = await makeSeminar(there(database).db, String(seminars))
  }
  beforeAll(async () => {
    database = await openTestDatabase()
    setTestEnv(database)
    if (!isSeminarFresh) await openSeminar()
    server = await openTestServer({ db: database.db, databaseUrl: database.url, limits })
  })
  if (isSeminarFresh) beforeEach(openSeminar)
  const closeWindows = (): void => {
    windows.splice(0).forEach((window) => {
      window.close()
    })
  }
  afterEach(closeWindows)
  afterAll(async () => {
    await server?.close()
    await database?.close()
  })

  return {
    get database() {
      return there(database)
    },
    get seminar() {
      return there(seminar)
    },
    get server() {
      return there(server)
    },
    windowOf: (cookie, url = there(server).url) => {
      const window = openWindow(url, cookie)
      windows.push(window)
      return window
    },
    closeWindows,
    local: () => `r${(count += 1)}`,
  }
}

const there = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('the stage is not set yet')
  return value
}
