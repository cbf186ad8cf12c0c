import type { Device } from './device'
import type { ShelfKey } from './shelf'

/** A device in memory, with as many windows as a test opens. */
export interface MemoryDevice {
  /** The device as one more window sees it. */
  window(): MemoryWindow
  /** The rows of a table, by their keys joined with `/`. */
  rows(table: string): ReadonlyMap<string, unknown>
  /** Puts a row as an older release might have. */
  put(key: ShelfKey, value: unknown): void
  /** From now on it takes nothing, as a full disk. */
  fill(isFull: boolean): void
}

export interface MemoryWindow extends Device {
  /** The window is gone without a word, as in a crash. */
  crash(): void
}

const SEPARATOR = '/'
const startsWith = (key: ShelfKey, prefix: ShelfKey): boolean => prefix.every((part, at) => key[at] === part)

export const memoryDevice = (): MemoryDevice => {
  const rows = new Map<string, { readonly key: ShelfKey; readonly value: unknown }>()
  const living = new Set<string>()
  const waiting: { readonly for: string; readonly then: () => Promise<void> }[] = []
  let isFull = false
  let count = 0

  const leave = (id: string): void => {
    living.delete(id)
    for (const one of waiting.filter((candidate) => candidate.for === id)) void one.then()
  }
  return {
    rows: (table) =>
      new Map(
        [...rows.values()].filter(({ key }) => key[0] === table).map(({ key, value }) => [key.join(SEPARATOR), value]),
      ),
    put: (key, value) => {
      rows.set(JSON.stringify(key), { key, value })
    },
    fill: (next) => {
      isFull = next
    },
    window: () => {
      count += 1
      const id = `w${count}`
      let isGone = false
      living.add(id)
      return {
        shelf: {
          read: (prefix) =>
            Promise.resolve(
              [...rows.values()]
                .filter(({ key }) => startsWith(key, prefix))
                .sort((a, b) => (a.key.join('\n') < b.key.join('\n') ? -1 : 1))
                .map(({ key, value }) => ({ key, value: structuredClone(value) })),
            ),
          write: (edits) => {
            if (isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'))
            if (isGone) return Promise.resolve()
            for (const { key, value } of edits) {
              if (value === undefined) rows.delete(JSON.stringify(key))
              else rows.set(JSON.stringify(key), { key, value: structuredClone(value) })
            }
            return Promise.resolve()
          },
        },
        windows: {
          id,
          whenGone: (other, then) => {
            if (living.has(other)) waiting.push({ for: other, then })
            else void then()
          },
          close: () => {
            leave(id)
          },
        },
        crash: () => {
          isGone = true
          leave(id)
        },
      }
    },
  }
}
