'use client'

import { useActionState } from 'react'
import { Field, FormFields, RadioField, SelectField, Submit } from '@/components/ui/Form'
import { EMPTY_FORM, type FormState } from '@/lib/core/base'

/** The state of making a token: its text, once it is made. */
export interface MadeToken extends FormState {
  readonly made?: string
}

export interface TokenWords {
  readonly title: string
  readonly name: string
  readonly hint: string
  readonly read: string
  readonly write: string
  readonly days: string
  readonly dayNames: readonly (readonly [days: number, name: string])[]
  readonly make: string
  readonly made: string
}

/** Makes an access token, and shows it this once, in a field from which it is copied. */
export const TokenForm = ({
  words,
  action,
}: {
  readonly words: TokenWords
  readonly action: (state: MadeToken, data: FormData) => Promise<MadeToken>
}) => {
  const [state, send] = useActionState<MadeToken, FormData>(action, EMPTY_FORM)
  return (
    <form action={send} className="law-form" aria-label={words.title} noValidate>
      <FormFields state={state}>
        {state.made === undefined ? null : (
          <div className="field">
            <label htmlFor="token-made">{words.made}</label>
            <input
              id="token-made"
              className="input token-made"
              dir="ltr"
              readOnly
              spellCheck={false}
              value={state.made}
              ref={(field) => {
                field?.select()
              }}
            />
          </div>
        )}
        <Field name="name" label={words.name} hint={words.hint} autoComplete="off" dir="auto" />
        <RadioField name="may" value="read" first="read" className="law-radio">
          <span>{words.read}</span>
        </RadioField>
        <RadioField name="may" value="write" first="read" className="law-radio">
          <span>{words.write}</span>
        </RadioField>
        <SelectField name="days" label={words.days} defaultValue="90">
          {words.dayNames.map(([days, name]) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
        </SelectField>
        <Submit className="btn btn-line">{words.make}</Submit>
      </FormFields>
    </form>
  )
}
