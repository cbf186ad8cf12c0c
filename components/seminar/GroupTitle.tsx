'use client'

import { Ellipsis } from 'lucide-react'
import type { FormAction } from '@/components/ui/form-action'
import { Field, Form, Submit } from '@/components/ui/Form'

export interface GroupTitleWords {
  readonly edit: string
  readonly name: string
  readonly renameSubmit: string
  readonly remove: string
}

/** A group's name and size; where it can be renamed, a slip for that (the browser's own popover). */
export const GroupTitle = ({
  group,
  size,
  words,
  rename,
  remove,
}: {
  readonly group: { readonly id: string; readonly name: string }
  readonly size: number
  readonly words: GroupTitleWords
  readonly rename: FormAction | undefined
  readonly remove: FormAction
}) => {
  const slip = `group-${group.id}`
  return (
    <h3>
      {group.name}
      {rename === undefined ? null : (
        <button type="button" className="group-edit" popoverTarget={slip} aria-label={`${words.edit}: ${group.name}`}>
          <Ellipsis className="i" aria-hidden />
        </button>
      )}
      <span className="num">{size}</span>
      {rename === undefined ? null : (
        <div id={slip} popover="auto" className="slip group-slip">
          <Form action={rename} className="stack">
            <input type="hidden" name="group" value={group.id} />
            <Field name="name" label={words.name} defaultValue={group.name} maxLength={40} required />
            <Submit className="btn btn-act">{words.renameSubmit}</Submit>
          </Form>
          <Form action={remove} className="stack group-remove">
            <input type="hidden" name="group" value={group.id} />
            <Submit className="link">{words.remove}</Submit>
          </Form>
        </div>
      )}
    </h3>
  )
}
