'use client'

import { useState } from 'react'

const readText = (value: unknown, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : undefined
}

// next-auth's own protocol: its token against forged requests, then a POST that answers with the provider's address.
const addressOf = async (provider: string, next: string): Promise<string | undefined> => {
  const csrf = await fetch('/api/auth/csrf', { cache: 'no-store' })
  const csrfToken = readText(await csrf.json(), 'csrfToken') ?? ''
  const answer = await fetch(`/api/auth/signin/${provider}`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, callbackUrl: new URL(next, location.origin).href, json: 'true' }),
  })
  return readText(await answer.json(), 'url')
}

/** Signs in at an identity provider: the browser goes there and comes back to `next`. Needs JavaScript. */
export const ProviderButton = ({
  provider,
  next,
  label,
  failed,
}: {
  readonly provider: string
  readonly next: string
  readonly label: string
  readonly failed: string
}) => {
  const [problem, setProblem] = useState<string>()
  return (
    <div>
      <button
        type="button"
        className="link"
        onClick={() => {
          setProblem(undefined)
          addressOf(provider, next).then(
            (address) => {
              if (address === undefined) setProblem(failed)
              else location.assign(address)
            },
            () => {
              setProblem(failed)
            },
          )
        }}
      >
        {label}
      </button>
      {problem === undefined ? null : (
        <p role="alert" className="form-error">
          {problem}
        </p>
      )}
    </div>
  )
}
