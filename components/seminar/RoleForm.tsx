'use client'

import type { FormAction } from '@/components/ui/form-action'
import { Form, Submit } from '@/components/ui/Form'

/** The role of one member: choosing another sends it; without JavaScript a button does. */
export const RoleForm = ({
  member,
  role,
  roles,
  label,
  submit,
  giveRole,
}: {
  readonly member: string
  readonly role: string
  readonly roles: readonly { readonly value: string; readonly label: string }[]
  readonly label: string
  readonly submit: string
  readonly giveRole: FormAction
}) => (
  <Form action={giveRole} className="role-form" label={label}>
    <input type="hidden" name="member" value={member} />
    <select
      key={role}
      name="role"
      aria-label={label}
      className="row-select is-shown"
      defaultValue={role}
      onChange={(event) => {
        event.currentTarget.form?.requestSubmit()
      }}
    >
      {roles.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
    <noscript>
      <Submit className="link">{submit}</Submit>
    </noscript>
  </Form>
)
