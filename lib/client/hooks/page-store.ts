'use client'

import { useSyncExternalStore } from 'react'

/** A value of this window that several parts of the page read and set; it goes with the page. */
export interface PageStore<Value> {
  readonly get: () => Value
  readonly set: (value: Value) => void
  /** The value, for a component; `first` on the server. */
  readonly use: () => Value
}

/** A store that begins with `first`. Setting the very value again tells nobody. */
export const pageStore = <Value>(first: Value): PageStore<Value> => {
  let value = first
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const get = (): Value => value
  return {
    get,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      listeners.forEach((listener) => {
        listener()
      })
    },
    use: () => useSyncExternalStore(subscribe, get, () => first),
  }
}
