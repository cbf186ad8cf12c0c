import { inject } from 'vitest'
import { type OwnRedis, startRedis } from '../launch/redis.mjs'
import { type TestWindow, openWindow } from './testing'

/** Whether a Redis can be started here. Where not, the set-up has said so loudly. */
export const hasRedis = (): boolean => inject('testRedis') !== null

/** Starts a Redis for a test, on a free port or on that of one that was killed. */
export const openTestRedis = (again?: OwnRedis): Promise<OwnRedis> => {
  const program = inject('testRedis')
  if (program === null) throw new Error('no Redis')
  return startRedis(
    { file: program.file, libraries: program.libraries ?? undefined },
    again === undefined ? undefined : Number(new URL(again.url).port),
  )
}

/** Opens windows, and closes them all at once. */
export const openWindows = () => {
  const windows: TestWindow[] = []
  return {
    open: (url: string, cookie: string): TestWindow => {
      const window = openWindow(url, cookie)
      windows.push(window)
      return window
    },
    close: (): void => {
      windows.splice(0).forEach((window) => {
        window.close()
      })
    },
  }
}
