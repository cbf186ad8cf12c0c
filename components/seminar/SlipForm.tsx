'use client'

import type { ReactNode } from 'react'
import type { FormAction } from '@/components/ui/form-action'
import { Form, Submit } from '@/components/ui/Form'

/** A word that opens a slip (the browser's own popover) with a small form. `children` are its fields. */
export const SlipForm = ({
  id,
  words,
  action,
  children,
}: {
  /** One of its kind on the page. */
  readonly id: string
  readonly words: { readonly open: string; readonly title: string; readonly sub: string; readonly submit: string }
  readonly action: FormAction
  readonly children: ReactNode
}) => (
  <>
    <button type="button" className="link" popoverTarget={id}>
      {words.open}
    </button>
    <div id={id} popover="auto" className="slip deal-slip">
      <h3>{words.title}</h3>
      <p>{words.sub}</p>
      <Form action={action} className="stack" label={words.title}>
        {children}
        <Submit className="btn btn-act">{words.submit}</Submit>
      </Form>
    </div>
  </>
)
