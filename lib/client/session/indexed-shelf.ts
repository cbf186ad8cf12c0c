import type { Shelf, ShelfKey } from './shelf'

const DATABASE = 'scholion'
const STORE = 'rows'

const answerOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(request.error ?? new Error('no storage: it gave no reason'))
    }
  })

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE)
  }
  return answerOf(request)
}

/** Every key that begins with `prefix`: an array sorts after every string. */
const below = (prefix: ShelfKey): IDBKeyRange => IDBKeyRange.bound([...prefix], [...prefix, []])

const keyOf = (key: IDBValidKey): ShelfKey =>
  Array.isArray(key) ? key.filter((part): part is string => typeof part === 'string') : []

/** The browser's own storage as a shelf. Rejects where there is none (a private window, say). */
export const openIndexedShelf = async (): Promise<Shelf> => {
  if (typeof indexedDB === 'undefined') throw new Error('no storage in this browser')
  let database: IDBDatabase | undefined
  // The browser may close it (storage cleared) or another release may need it gone: the next use opens it again.
  const opened = async (): Promise<IDBDatabase> => {
    if (database !== undefined) return database
    const fresh = await open()
    const forget = (): void => {
      fresh.close()
      if (database === fresh) database = undefined
    }
    fresh.onclose = forget
    fresh.onversionchange = forget
    database = fresh
    return fresh
  }
  await opened()
  return {
    read: async (prefix) => {
      const store = (await opened()).transaction(STORE).objectStore(STORE)
      const [keys, values] = await Promise.all([
        answerOf(store.getAllKeys(below(prefix))),
        answerOf<unknown[]>(store.getAll(below(prefix))),
      ])
      return keys.map((key, at) => ({ key: keyOf(key), value: values[at] }))
    },
    write: async (edits) => {
      const transaction = (await opened()).transaction(STORE, 'readwrite', { durability: 'strict' })
      const store = transaction.objectStore(STORE)
      const done = new Promise<void>((resolve, reject) => {
        const fail = (): void => {
          reject(transaction.error ?? new Error('no storage: it gave no reason'))
        }
        transaction.oncomplete = () => {
          resolve()
        }
        transaction.onerror = fail
        transaction.onabort = fail
      })
      for (const { key, value } of edits) {
        if (value === undefined) store.delete([...key])
        else store.put(value, [...key])
      }
      await done
    },
  }
}
