'use client'

import { useSyncExternalStore } from 'react'

/** What stands over the page besides the room: the field that finds words, or the list of keys. */
export type PageTool = 'find' | 'keys' | null

let tool: PageTool = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens a tool, or (`null`) closes the one that is open. */
export const showTool = (next: PageTool): void => {
  tool = next
  listeners.forEach((listener) => {
    listener()
  })
}

/** The tool that is open. */
export const usePageTool = (): PageTool =>
  useSyncExternalStore(
    subscribe,
    () => tool,
    () => null,
  )
