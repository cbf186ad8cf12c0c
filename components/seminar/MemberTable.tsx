import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'
import type { FormAction } from '@/components/ui/form-action'
import { RoleForm } from './RoleForm'

export interface ListedMember {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: string | null
  readonly colour: number
  readonly isMe: boolean
}

/** Everybody in the seminar with their roles, for those who manage it. */
export const MemberTable = ({
  members,
  groups,
  giveRole,
}: {
  readonly members: readonly ListedMember[]
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly giveRole: FormAction
}) => {
  const t = useTranslations('seminar')
  const nameOf = new Map(groups.map((group) => [group.id, group.name]))
  const roles = [
    { value: 'instructor', label: t('roles.instructor') },
    { value: 'assistant', label: t('roles.assistant') },
    { value: 'student', label: t('roles.student') },
  ]
  return (
    <section className="block" aria-labelledby="members">
      <div className="sh">
        <h2 id="members">{t('members.title')}</h2>
        <p>{t('members.count', { count: members.length })}</p>
      </div>
      <table className="people" aria-labelledby="members">
        <thead>
          <tr>
            <th scope="col">{t('members.name')}</th>
            <th scope="col">{t('members.email')}</th>
            <th scope="col">{t('members.group')}</th>
            <th scope="col">{t('members.role')}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <th scope="row">
                <span className="row">
                  <Disc name={member.name} colour={member.colour} size="s" />
                  <span className="row-name">{member.name}</span>
                  {member.isMe ? <em>{t('members.you')}</em> : null}
                </span>
              </th>
              <td className={member.email === null ? 'quiet' : undefined}>{member.email ?? t('members.byCode')}</td>
              <td>{member.group === null ? '' : nameOf.get(member.group)}</td>
              <td>
                <RoleForm
                  member={member.id}
                  role={member.role}
                  roles={roles}
                  label={t('members.roleOf', { member: member.name })}
                  submit={t('members.roleSubmit')}
                  giveRole={giveRole}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
