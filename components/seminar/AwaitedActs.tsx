'use client'

import { useActionState } from 'react'
import { FormFields, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'
import { CopyLink } from './CopyLink'

/** The state of making a link: the path that it leads to, once it is made. */
export interface PlaceLinkState extends FormState {
  readonly path?: string
}

export interface AwaitedWords {
  readonly link: string
  readonly copy: string
  readonly copied: string
  readonly takeOff: string
}

/** What an instructor can do for somebody on the roster who has not come: make a link that lets them in, or take them off. */
export const AwaitedActs = ({
  member,
  name,
  words,
  makeLink,
  takeOff,
}: {
  readonly member: string
  readonly name: string
  readonly words: AwaitedWords
  readonly makeLink: (state: PlaceLinkState, data: FormData) => Promise<PlaceLinkState>
  readonly takeOff: FormAction
}) => {
  const [link, sendLink] = useActionState<PlaceLinkState, FormData>(makeLink, EMPTY_FORM)
  const [off, sendOff] = useActionState(takeOff, EMPTY_FORM)
  return (
    <span className="awaited-acts">
      <form action={sendLink} aria-label={`${words.link}: ${name}`}>
        <FormFields state={link}>
          <input type="hidden" name="member" value={member} />
          {link.path === undefined ? (
            <Submit className="link" aria-label={`${words.link}: ${name}`}>
              {words.link}
            </Submit>
          ) : (
            <span className="place-link">
              <code>{link.path}</code>
              <CopyLink path={link.path} label={words.copy} copied={words.copied} />
            </span>
          )}
        </FormFields>
      </form>
      <form action={sendOff}>
        <FormFields state={off}>
          <input type="hidden" name="member" value={member} />
          <Submit className="link" aria-label={`${words.takeOff}: ${name}`}>
            {words.takeOff}
          </Submit>
        </FormFields>
      </form>
    </span>
  )
}
