import { randomLocal } from './writes'

/** The windows of this browser: this one, and whether another still lives. */
export interface Windows {
  /** This window's name, of this visit only. */
  readonly id: string
  /** Runs `then` once the window `id` is gone: at once where it is gone already. */
  whenGone(id: string, then: () => Promise<void>): void
  /** This window is done: others may take what it left. */
  close(): void
}

const LOCK_PREFIX = 'scholion:window:'
const CHANNEL = 'scholion:windows'
/** How long a window is waited for that does not say it lives, in ms. */
const ANSWER_MAX_MS = 800

/** This window among the others: by Web Locks, and where the page is plain http by asking round. */
export const openWindows = (): Promise<Windows> =>
  // On plain http the browser has no `locks`, whatever its type says.
  'locks' in navigator ? byLocks(navigator.locks) : Promise.resolve(byAsking())

const unlessAborted = (error: unknown): void => {
  if (!(error instanceof DOMException)) throw error
}

const byLocks = (locks: LockManager): Promise<Windows> => {
  const id = randomLocal()
  const gone = new AbortController()
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  return new Promise((resolve) => {
    void locks.request(LOCK_PREFIX + id, () => {
      resolve({
        id,
        whenGone: (other, then) => {
          locks.request(LOCK_PREFIX + other, { signal: gone.signal }, then).catch(unlessAborted)
        },
        close: () => {
          gone.abort()
          release()
        },
      })
      return held
    })
  })
}

/**
 * Asks over a channel of the browser's windows. A window that sleeps does not
 * answer and counts as gone; what it left is then sent twice, which changes nothing.
 */
const byAsking = (): Windows => {
  const id = randomLocal()
  const channel = new BroadcastChannel(CHANNEL)
  const waiting = new Map<
    string,
    { readonly then: () => Promise<void>; timer: ReturnType<typeof setTimeout> | undefined }
  >()
  const take = (other: string): void => {
    const one = waiting.get(other)
    if (one === undefined) return
    clearTimeout(one.timer)
    waiting.delete(other)
    void one.then()
  }
  const say = (what: 'asks' | 'lives' | 'goes', about: string): void => {
    channel.postMessage([what, about])
  }
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!Array.isArray(data)) return
    const message: readonly unknown[] = data
    const [what, about] = message
    if (typeof about !== 'string') return
    if (what === 'asks' && about === id) say('lives', id)
    else if (what === 'lives') clearTimeout(waiting.get(about)?.timer)
    else if (what === 'goes') take(about)
  }
  const leave = (): void => {
    say('goes', id)
  }
  addEventListener('pagehide', leave)
  return {
    id,
    whenGone: (other, then) => {
      waiting.set(other, {
        then,
        timer: setTimeout(() => {
          take(other)
        }, ANSWER_MAX_MS),
      })
      say('asks', other)
    },
    close: () => {
      removeEventListener('pagehide', leave)
      leave()
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
      channel.close()
    },
  }
}
