'use client'

import { useSyncExternalStore } from 'react'
import type { RecordKey } from '@/lib/core/annotation'

/** A thread whose composer should open by itself. */
export interface Composing {
  readonly key: RecordKey
  /** The annotation was made for this comment: it goes again when no comment comes. */
  readonly isNew: boolean
}

let current: Composing | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks the open thread for its composer; `null` ends that. */
export const compose = (next: Composing | null): void => {
  current = next
  listeners.forEach((listener) => {
    listener()
  })
}

/** The thread that is asked to compose, if any. */
export const useComposing = (): Composing | null =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  )
