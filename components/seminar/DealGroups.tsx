'use client'

import type { FormAction } from '@/components/ui/form-action'
import { Field, Form, Submit } from '@/components/ui/Form'

/** Deals the students at random: a word that opens a slip (the browser's own popover) with the size. */
export const DealGroups = ({
  words,
  size,
  deal,
}: {
  readonly words: {
    readonly deal: string
    readonly title: string
    readonly sub: string
    readonly size: string
    readonly submit: string
  }
  /** What the field says at first. */
  readonly size: number
  readonly deal: FormAction
}) => (
  <>
    <button type="button" className="link" popoverTarget="deal">
      {words.deal}
    </button>
    <div id="deal" popover="auto" className="slip deal-slip">
      <h3>{words.title}</h3>
      <p>{words.sub}</p>
      <Form action={deal} className="stack">
        <Field name="size" label={words.size} inputMode="numeric" defaultValue={size} maxLength={3} required />
        <Submit className="btn btn-act">{words.submit}</Submit>
      </Form>
    </div>
  </>
)
