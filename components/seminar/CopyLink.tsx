'use client'

import { useEffect, useState } from 'react'

const SAID_MS = 2_000

/** Copies the whole address of `path` on this server. Where the browser lets nothing be copied, it selects a field with it. */
export const CopyLink = ({
  path,
  label,
  copied,
}: {
  readonly path: string
  readonly label: string
  readonly copied: string
}) => {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle')
  useEffect(() => {
    if (state !== 'copied') return
    const timer = setTimeout(() => {
      setState('idle')
    }, SAID_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [state])
  if (state === 'by-hand') {
    return (
      <input
        className="copy-field"
        readOnly
        aria-label={label}
        value={new URL(path, location.origin).href}
        ref={(field) => {
          field?.select()
        }}
      />
    )
  }
  return (
    <>
      <button
        type="button"
        className="link"
        onClick={() => {
          const address = new URL(path, location.origin).href
          // Plain http on another machine has no clipboard.
          const clipboard: Clipboard | undefined = navigator.clipboard
          if (!window.isSecureContext) setState('by-hand')
          else
            clipboard.writeText(address).then(
              () => {
                setState('copied')
              },
              () => {
                setState('by-hand')
              },
            )
        }}
      >
        {state === 'copied' ? copied : label}
      </button>
      <span role="status" className="vh">
        {state === 'copied' ? copied : ''}
      </span>
    </>
  )
}
