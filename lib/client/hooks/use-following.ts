'use client'

import { useSyncExternalStore } from 'react'
import type { MemberId } from '../../core/base'

let followed: MemberId | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Follows a member through the text, or (`null`) nobody any more. */
export const follow = (member: MemberId | null): void => {
  if (member === followed) return
  followed = member
  listeners.forEach((listener) => {
    listener()
  })
}

/** The member whom this window follows. */
export const useFollowing = (): MemberId | null =>
  useSyncExternalStore(
    subscribe,
    () => followed,
    () => null,
  )
