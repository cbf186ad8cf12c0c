'use client'

import { useId } from 'react'
import { Field, Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'

export interface OwnNameWords {
  readonly name: string
  readonly pronouns: string
  readonly pronounsHint: string
  readonly pseudonym: string
  readonly pseudonymHint: string
  readonly submit: string
}

/** How a member is called in a seminar: their name, their pronouns, and the pseudonym where it is theirs to choose. */
export const OwnNameForm = ({
  words,
  own,
  offers,
  nameMe,
}: {
  readonly words: OwnNameWords
  readonly own: { readonly name: string; readonly pronouns: string; readonly pseudonym: string }
  /** Pseudonyms to choose from; `undefined` where there is nothing to choose. */
  readonly offers: readonly string[] | undefined
  readonly nameMe: FormAction
}) => {
  const list = useId()
  return (
    <Form action={nameMe} className="own-name">
      <Field
        name="name"
        label={words.name}
        defaultValue={own.name}
        maxLength={80}
        autoComplete="name"
        dir="auto"
        required
      />
      <Field
        name="pronouns"
        label={words.pronouns}
        hint={words.pronounsHint}
        defaultValue={own.pronouns}
        maxLength={40}
        dir="auto"
      />
      {offers === undefined ? null : (
        <>
          <Field
            name="pseudonym"
            label={words.pseudonym}
            hint={words.pseudonymHint}
            defaultValue={own.pseudonym}
            maxLength={40}
            list={list}
            autoComplete="off"
            dir="auto"
          />
          <datalist id={list}>
            {offers.map((offer) => (
              <option key={offer} value={offer} />
            ))}
          </datalist>
        </>
      )}
      <Submit className="btn btn-line">{words.submit}</Submit>
    </Form>
  )
}
