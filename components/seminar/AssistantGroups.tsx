'use client'

import type { FormAction } from '@/components/ui/form-action'
import { SlipForm } from './SlipForm'

/** Which groups an assistant looks after: a word that says how many opens the list. */
export const AssistantGroups = ({
  member,
  groups,
  own,
  words,
  assign,
}: {
  readonly member: string
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Those they look after; none: they see all. */
  readonly own: readonly string[]
  readonly words: { readonly open: string; readonly title: string; readonly sub: string; readonly submit: string }
  readonly assign: FormAction
}) => (
  <SlipForm id={`groups-of-${member}`} words={words} action={assign}>
    <input type="hidden" name="member" value={member} />
    <div className="choices">
      {groups.map((group) => (
        <label key={group.id} className="choice">
          <input type="checkbox" name="group" value={group.id} defaultChecked={own.includes(group.id)} />
          <span dir="auto">{group.name}</span>
        </label>
      ))}
    </div>
  </SlipForm>
)
