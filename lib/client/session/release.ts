import type { Transport } from './transport'

/** The longest wait before the server is asked after a break, in ms: a class comes back at once. */
const ASK_WITHIN_MS = 10_000

/** Asks `GET /api/health` which release runs; `undefined` where it does not say. Never throws. */
export const askRelease = async (): Promise<string | undefined> => {
  try {
    const answer: unknown = await (await fetch('/api/health', { cache: 'no-store' })).json()
    return typeof answer === 'object' && answer !== null && 'build' in answer && typeof answer.build === 'string'
      ? answer.build
      : undefined
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether this page is of another release than the server. */
export interface ReleaseWatch {
  isStale(): boolean
  /** The server named its release. */
  saw(build: string | undefined): void
  stop(): void
}

/** Looks after each return of the connection, since a release ends it. An empty or absent name is never stale. */
export const watchRelease = (
  transport: Transport,
  mine: string | undefined,
  ask: () => Promise<string | undefined>,
  onStale: () => void,
): ReleaseWatch => {
  let isStale = false
  let wasLost = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const saw = (build: string | undefined): void => {
    if (isStale || mine === undefined || mine === '' || build === undefined || build === '' || build === mine) return
    isStale = true
    onStale()
  }
  let wasConnected = transport.state().isConnected
  const unsubscribe = transport.subscribe(() => {
    const { isConnected } = transport.state()
    if (wasConnected && !isConnected) wasLost = true
    wasConnected = isConnected
    if (!isConnected || !wasLost) return
    wasLost = false
    clearTimeout(timer)
    timer = setTimeout(() => void ask().then(saw), Math.random() * ASK_WITHIN_MS)
  })
  return {
    isStale: () => isStale,
    saw,
    stop: () => {
      clearTimeout(timer)
      unsubscribe()
    },
  }
}
