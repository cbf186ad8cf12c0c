// @ts-check
// The service worker: readings that were opened before stand without a network.
// A plain file, since the browser fetches it by itself. Its rules are CS80 to
// CS86 in lib/client/session/SPEC.md; the page's half is page-copy.ts there.

/** Readings, each as the server sent it: header with its own nonce, text and setup. Of one sign-in alone. */
const PAGES = 'scholion-pages-1'
/** Files named by their content: every release's. */
const FILES = 'scholion-files-1'
/** Stands in PAGES for the sign-in whose pages these are. */
const SESSION = '/.session'
/** The header in which the server names the sign-in of a request, by a hash. */
const SESSION_HEADER = 'x-session'
const GUEST = 'guest'
/** How long a page waits for the network where a copy is there, in ms. */
const NETWORK_WAIT_MS = 3000
const PAGES_MAX = 30
const FILES_MAX = 400
const READING = /^\/readings\/([^/]+)$/
const FILE = /^\/_next\/static\//

/** Windows (by client id) that stand on a copy. @type {Set<string>} */
const onCopies = new Set()

/** @param {string} name @param {number} max */
const trim = async (name, max) => {
  const cache = await caches.open(name)
  // The oldest come first.
  const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== SESSION)
  await Promise.all(keys.slice(0, Math.max(0, keys.length - max)).map((key) => cache.delete(key)))
}

/** Takes the copies of layers out of the page's own storage. What is unsent stays: it is its author's. */
const dropLayers = () =>
  new Promise((resolve) => {
    const opening = indexedDB.open('scholion')
    // Not ours to make: without it there is nothing to drop.
    opening.onupgradeneeded = () => opening.transaction?.abort()
    opening.onerror = () => resolve(undefined)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('rows', 'readwrite')
      for (const table of ['copy', 'state']) {
        transaction.objectStore('rows').delete(IDBKeyRange.bound([table], [table, []]))
      }
      transaction.oncomplete = transaction.onabort = () => {
        opening.result.close()
        resolve(undefined)
      }
    }
  })

const forgetAll = async () => {
  await Promise.all([caches.delete(PAGES), dropLayers()])
}

/** Drops everything where the server answered a guest, or another sign-in than the one whose pages these are. @param {Response} response */
const notice = async (response) => {
  const session = response.headers.get(SESSION_HEADER)
  if (session === null) return
  const known = await (await (await caches.open(PAGES)).match(SESSION))?.text()
  if (known === session) return
  if (known !== undefined || session === GUEST) await forgetAll()
  if (session !== GUEST) await (await caches.open(PAGES)).put(SESSION, new Response(session))
}

/** @param {string} path @param {Response} response the server's answer, not read yet */
const keepPage = async (path, response) => {
  await notice(response)
  const cache = await caches.open(PAGES)
  if (response.status === 200 && response.type === 'basic' && !response.redirected) {
    await cache.delete(path)
    await cache.put(path, response)
    await trim(PAGES, PAGES_MAX)
  } else if (response.status < 500) {
    await cache.delete(path)
    // Signed out elsewhere, or only no longer in this seminar?
    const slug = READING.exec(path)?.[1]
    const room = await fetch(`/api/rooms/${slug}`, { cache: 'no-store' })
    if (room.status === 401) await forgetAll()
  }
}

/** A reading: the network first, the copy where it does not answer in time. */
const answerReading = async (event, path) => {
  const fetched = fetch(event.request)
  event.waitUntil(fetched.then((response) => keepPage(path, response.clone())).catch(() => undefined))
  const late = new Promise((resolve) => setTimeout(resolve, NETWORK_WAIT_MS))
  const fresh = await Promise.race([fetched.catch(() => undefined), late])
  if (fresh !== undefined && fresh.status < 500) return fresh
  const copy = await (await caches.open(PAGES)).match(path)
  if (copy === undefined) return fetched
  onCopies.add(event.resultingClientId)
  return copy
}

/** A file named by its content: the copy first. @param {string} url */
const answerFile = async (url) => {
  const cache = await caches.open(FILES)
  const copy = await cache.match(url)
  if (copy !== undefined) return copy
  const response = await fetch(url)
  if (response.status === 200) await cache.put(url, response.clone())
  return response
}

/** Files that a script names and loads only when they are needed. @param {string} url */
const keepFile = async (url) => {
  const cache = await caches.open(FILES)
  if ((await cache.match(url)) !== undefined) return
  const response = await answerFile(url)
  if (!url.endsWith('.js')) return
  const names = (await response.text()).match(/static\/chunks\/[\w.~-]+\.(?:js|css)/g) ?? []
  for (const name of names) await keepFile(new URL(`/_next/${name}`, location.origin).href)
}

/** What an open page is made of, and the page itself where it came before this worker did. */
const keepOpened = async ({ path, files }) => {
  for (const url of files) {
    if (new URL(url).origin === location.origin && FILE.test(new URL(url).pathname)) await keepFile(url)
  }
  await trim(FILES, FILES_MAX)
  if (READING.test(path) && (await (await caches.open(PAGES)).match(path)) === undefined) {
    await keepPage(path, await fetch(path, { cache: 'no-store', headers: { accept: 'text/html' } }))
  }
}

const settle = (promise) => promise.catch((error) => console.warn('worker:', error?.name))

self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('activate', (event) => {
  const clean = async () => {
    const names = await caches.keys()
    const old = names.filter((name) => name.startsWith('scholion-') && name !== PAGES && name !== FILES)
    await Promise.all(old.map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(clean())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === 'GET' && FILE.test(url.pathname)) {
    event.respondWith(answerFile(request.url))
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    if (READING.test(url.pathname)) {
      event.respondWith(answerReading(event, url.pathname))
      return
    }
    const answer = fetch(request)
    event.respondWith(answer)
    event.waitUntil(settle(answer.then(notice)))
  } else if (request.method === 'POST' && (request.mode === 'navigate' || request.headers.has('next-action'))) {
    // It may sign out, or somebody else in: the answer carries the sign-in that was, the next one that which is.
    const answer = fetch(request)
    event.respondWith(answer)
    event.waitUntil(settle(answer.then(() => fetch('/api/health', { cache: 'no-store' })).then(notice)))
  }
})

self.addEventListener('message', (event) => {
  if (event.data?.kind === 'opened') {
    event.waitUntil(settle(keepOpened(event.data)))
    event.source?.postMessage({ kind: 'page', isCopy: onCopies.has(event.source.id) })
  } else if (event.data?.kind === 'signed-out') {
    event.waitUntil(settle(forgetAll()))
  }
})
