'use client'

import type { FormAction } from '@/components/ui/form-action'
import { CheckField, Field, RadioField } from '@/components/ui/Form'
import { SlipForm } from './SlipForm'

/** What a deal can spread evenly over the groups. */
const BY = ['chance', 'presence', 'tags'] as const

export interface DealWords {
  readonly deal: string
  readonly title: string
  readonly sub: string
  readonly size: string
  readonly by: string
  readonly chance: string
  readonly presence: string
  readonly tags: string
  readonly anew: string
  readonly submit: string
}

/** Deals the students into groups: by chance alone, or so that each has its share of who is here, or of who leans where. */
export const DealGroups = ({
  words,
  size,
  deal,
}: {
  readonly words: DealWords
  /** What the field says at first. */
  readonly size: number
  readonly deal: FormAction
}) => (
  <SlipForm id="deal" words={{ ...words, open: words.deal }} action={deal}>
    <Field name="size" label={words.size} inputMode="numeric" defaultValue={size} maxLength={3} required />
    <fieldset className="choices">
      <legend>{words.by}</legend>
      {BY.map((by) => (
        <RadioField key={by} name="by" value={by} first="chance" className="choice">
          <span>{words[by]}</span>
        </RadioField>
      ))}
    </fieldset>
    <CheckField name="anew" sentWith="size" first={false} className="choice">
      <span>{words.anew}</span>
    </CheckField>
  </SlipForm>
)
