'use client'

import { useId, useState } from 'react'

/** Milliseconds since 1970 as a field of the browser writes a day and a time, in the reader's own zone. */
const localText = (at: number | null): string => {
  if (at === null) return ''
  const moment = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return moment.toISOString().slice(0, 16)
}

/** A day and a time by the reader's own clock; it is sent as a moment that means the same everywhere. */
export const MomentField = ({
  name,
  label,
  at,
}: {
  readonly name: string
  readonly label: string
  /** Milliseconds since 1970; `null` for none. */
  readonly at: number | null
}) => {
  const id = useId()
  // The server does not know the reader's zone: the field is filled in once the page is theirs.
  const [text, setText] = useState<string>()
  const shown = text ?? (typeof window === 'undefined' ? '' : localText(at))
  // What was not touched goes back to the second.
  const chosen = text === undefined ? at : text === '' ? null : new Date(text).getTime()
  const sent = chosen === null ? '' : new Date(chosen).toISOString()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        className="input"
        value={shown}
        suppressHydrationWarning
        onChange={(event) => {
          setText(event.target.value)
        }}
      />
      <input type="hidden" name={name} value={sent} suppressHydrationWarning />
    </div>
  )
}
