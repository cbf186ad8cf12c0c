'use client'

import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { CHOICE_EVENT, CHOICE_PLACES } from '../../core/base'

/** What one key does on the reading page, and the key it has at first. */
export const SHORTCUTS = {
  highlight: 'h',
  comment: 'm',
  next: 'n',
  previous: 'p',
  unread: 'u',
  claim: 't',
  find: '/',
  help: '?',
} as const
export type ShortcutName = keyof typeof SHORTCUTS

/** Each name with its key; '' where the member switched it off. */
export type Shortcuts = Readonly<Record<ShortcutName, string>>

/** The names, in the order in which they are shown. */
export const SHORTCUT_NAMES = Object.keys(SHORTCUTS).filter((name): name is ShortcutName => name in SHORTCUTS)

const storedSchema = z.record(z.string(), z.string().check(z.maxLength(1)))
const listeners = new Set<() => void>()
let shortcuts: Shortcuts | undefined

const stored = (): Readonly<Record<string, string>> => {
  try {
    const read = storedSchema.safeParse(JSON.parse(localStorage.getItem(CHOICE_PLACES.keys) ?? '{}'))
    return read.success ? read.data : {}
  } catch (error) {
    // A browser that keeps nothing, or something that is not ours.
    if (error instanceof DOMException || error instanceof SyntaxError) return {}
    throw error
  }
}

/** The keys as the member has them now. */
const currentShortcuts = (): Shortcuts => {
  shortcuts ??= { ...SHORTCUTS, ...pick(stored()) }
  return shortcuts
}

const pick = (kept: Readonly<Record<string, string>>): Partial<Shortcuts> =>
  Object.fromEntries(SHORTCUT_NAMES.flatMap((name) => (kept[name] === undefined ? [] : [[name, kept[name]]])))

/** Gives these keys from now on; kept on this device and in the account. */
export const setShortcuts = (next: Shortcuts): void => {
  shortcuts = next
  try {
    localStorage.setItem(CHOICE_PLACES.keys, JSON.stringify(next))
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  dispatchEvent(new Event(CHOICE_EVENT))
  listeners.forEach((listener) => {
    listener()
  })
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys as the member has them. */
export const useShortcuts = (): Shortcuts => useSyncExternalStore(subscribe, currentShortcuts, () => SHORTCUTS)

/**
 * What a key press means; `undefined` where it means nothing of ours. A press
 * with Ctrl, Alt or the command key is never ours: those belong to browsers and
 * assistive tools.
 */
export const shortcutOf = (event: KeyboardEvent): ShortcutName | undefined => {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  // Shift is part of a sign, but not of a letter.
  if (event.shiftKey && /^\p{L}$/u.test(event.key)) return undefined
  const key = event.key.toLowerCase()
  const keys = currentShortcuts()
  return SHORTCUT_NAMES.find((name) => keys[name] !== '' && keys[name] === key)
}

/** True where a key press is text, or belongs to a control of its own. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  target.getAttribute('contenteditable') !== 'false'
