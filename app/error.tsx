'use client'

import { Button, ButtonLink } from '@/components/ui/Button'
import { Wordmark } from '@/components/ui/Wordmark'
import { useSyncExternalStore } from 'react'
import english from './messages/en/error.json'
import urdu from './messages/ur/error.json'

const never = () => () => undefined
/** The page's own language: an error page stands outside of what the server hands to others. */
const pageLanguage = () => document.documentElement.lang

/** What a page that failed says. The number is in the server's log beside the cause. */
const ErrorPage = ({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}) => {
  const words = useSyncExternalStore(never, pageLanguage, () => 'en') === 'ur' ? urdu : english
  return (
    <>
      <header className="top">
        <Wordmark />
      </header>
      <main id="page" className="page lone">
        <h1 className="page-title">{words.title}</h1>
        <p className="lone-sub">{words.sentence}</p>
        {error.digest === undefined ? null : (
          <p className="quiet num">
            {words.number} {error.digest}
          </p>
        )}
        <p className="lone-acts">
          <Button look="act" onClick={reset}>
            {words.again}
          </Button>
          <ButtonLink href="/">{words.home}</ButtonLink>
        </p>
      </main>
    </>
  )
}

export default ErrorPage
