import type { ReactNode } from 'react'
import type { Language } from '@/lib/core/base'
import { Disc } from './Disc'
import { LanguageChoice } from './LanguageChoice'
import { LookChoice, type LookWords } from './LookChoice'

export interface AccountWords extends LookWords {
  /** The button's name, with the person's name in it. */
  readonly open: string
  readonly seminars: string
  /** The way to the notices, with how many are new. */
  readonly notices: string
  readonly language: string
  readonly signOut: string
  readonly signOutEverywhere: string
  /** What signing out takes from somebody who has no way back in; absent where they have one. */
  readonly onlyHere?: string
}

/**
 * The account: who is signed in, their seminars, the look, the language, and the way out. The
 * slip is the browser's own popover, so it opens without JavaScript.
 */
export const AccountMenu = ({
  name,
  detail,
  colour,
  unread,
  language,
  words,
  signOut,
  signOutEverywhere,
}: {
  readonly name: string
  /** A line under the name: the e-mail, or how the person came in. */
  readonly detail: ReactNode
  readonly colour: number
  /** How many notices are new. */
  readonly unread: number
  /** Of this page. */
  readonly language: Language
  readonly words: AccountWords
  readonly signOut: () => Promise<void>
  readonly signOutEverywhere: () => Promise<void>
}) => (
  <div className="account">
    <button
      type="button"
      className="account-button"
      popoverTarget="account"
      aria-label={unread === 0 ? words.open : `${words.open}. ${words.notices}`}
      title={name}
    >
      <Disc name={name} colour={colour} size="l" />
      {unread === 0 ? null : <span className="account-new" aria-hidden />}
    </button>
    <div id="account" popover="auto" className="menu slip account-slip">
      <p className="account-name">{name}</p>
      <p className="menu-note">{detail}</p>
      <div className="menu-line" />
      <a className="menu-item" href="/">
        {words.seminars}
      </a>
      <a className="menu-item" href="/notices">
        {words.notices}
      </a>
      <div className="menu-line" />
      <LookChoice words={words} />
      <div className="menu-line" />
      <p className="menu-note">{words.language}</p>
      <LanguageChoice label={words.language} current={language} className="menu-item" />
      <div className="menu-line" />
      {words.onlyHere === undefined ? null : (
        <p id="account-only-here" className="menu-note">
          {words.onlyHere}
        </p>
      )}
      <form action={signOut}>
        <button className="menu-item" aria-describedby={words.onlyHere === undefined ? undefined : 'account-only-here'}>
          {words.signOut}
        </button>
      </form>
      <form action={signOutEverywhere}>
        <button className="menu-item">{words.signOutEverywhere}</button>
      </form>
    </div>
  </div>
)
