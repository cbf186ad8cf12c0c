/** The page's half of the service worker (`public/worker.js`): plain http and old browsers have none. */
const container = (): ServiceWorkerContainer | undefined =>
  typeof navigator !== 'undefined' && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined

const filesOfPage = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/_next/static/`))

/**
 * Has the worker keep this page for the time without a network. Says whether the
 * page itself is such a copy: what it knows of the room may be old. Never settles
 * where there is no worker.
 */
export const keepPage = (): Promise<boolean> =>
  new Promise((resolve) => {
    const workers = container()
    if (workers === undefined) return
    workers.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'object' && data !== null && 'isCopy' in data) resolve(data.isCopy === true)
    })
    workers.startMessages()
    workers
      .register('/worker.js')
      .then(() => workers.ready)
      .then(({ active }) => active?.postMessage({ kind: 'opened', path: location.pathname, files: filesOfPage() }))
      .catch((error: unknown) => {
        // Cookies blocked, or the file not to be had just now: the next opening tries again.
        if (!(error instanceof DOMException || error instanceof TypeError)) throw error
      })
  })

/** The member is signed out: the worker keeps no page of theirs. */
export const dropPages = (): void => {
  container()?.controller?.postMessage({ kind: 'signed-out' })
}
