'use client'

import { useId, useSyncExternalStore } from 'react'
import { CHOICE_EVENT, CHOICE_PLACES, type ChoiceName, FACES, type Face, THEMES, type Theme } from '@/lib/core/base'

const subscribe = (listener: () => void): (() => void) => {
  addEventListener(CHOICE_EVENT, listener)
  addEventListener('storage', listener)
  return () => {
    removeEventListener(CHOICE_EVENT, listener)
    removeEventListener('storage', listener)
  }
}

/** `null` also where the browser keeps nothing (storage refused by its settings). */
const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
  dispatchEvent(new Event(CHOICE_EVENT))
}

/** One choice of how pages look, kept on this device and in the account; the first value is the one that holds at first. */
export const Choice = <Value extends string>({
  choice,
  legend,
  values,
  words,
}: {
  readonly choice: ChoiceName
  readonly legend: string
  readonly values: readonly [Value, ...Value[]]
  readonly words: Readonly<Record<Value, string>>
}) => {
  // Two of these may stand on one page; radios of one name would be one group.
  const name = useId()
  const chosen = useSyncExternalStore(
    subscribe,
    () => kept(CHOICE_PLACES[choice]) ?? values[0],
    () => values[0],
  )
  return (
    <fieldset className="look">
      <legend className="menu-note">{legend}</legend>
      {values.map((value) => (
        <label key={value} className="menu-item">
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => {
              keep(CHOICE_PLACES[choice], value)
            }}
          />
          {words[value]}
        </label>
      ))}
    </fieldset>
  )
}

export interface LookWords {
  readonly theme: string
  readonly themes: Readonly<Record<Theme, string>>
  readonly face: string
  readonly faces: Readonly<Record<Face, string>>
}

/** Lets the reader choose the theme and the reading face; kept on this device and in the account. */
export const LookChoice = ({ words }: { readonly words: LookWords }) => (
  <>
    <Choice choice="theme" legend={words.theme} values={THEMES} words={words.themes} />
    <Choice choice="face" legend={words.face} values={FACES} words={words.faces} />
  </>
)
