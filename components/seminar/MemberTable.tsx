import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Block } from '@/components/ui/Block'
import { Disc } from '@/components/ui/Disc'
import type { FormAction } from '@/components/ui/form-action'
import type { FormState } from '@/lib/core/base'
import { AssistantGroups } from './AssistantGroups'
import { AwaitedActs } from './AwaitedActs'
import { RoleForm } from './RoleForm'

export interface ListedMember {
  readonly id: string
  readonly name: string
  /** What the other members see instead. */
  readonly alias: string | undefined
  readonly pronouns: string | undefined
  readonly email: string | null
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly group: string | null
  /** Groups that an assistant looks after beside it. */
  readonly sees: readonly string[]
  readonly colour: number
  readonly isMe: boolean
  readonly arrival: 'awaited' | 'unseen' | 'here' | 'came' | undefined
}

const lookedAfter = ({ group, sees }: ListedMember): readonly string[] => [...(group === null ? [] : [group]), ...sees]

/** Everybody in the seminar with their roles, for those who manage it; who has not come yet stands first. */
export const MemberTable = ({
  members,
  groups,
  giveRole,
  makeLink,
  takeOff,
  assign,
  acts,
}: {
  readonly members: readonly ListedMember[]
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly giveRole: FormAction
  readonly makeLink: (
    state: FormState & { readonly path?: string },
    data: FormData,
  ) => Promise<FormState & { readonly path?: string }>
  readonly takeOff: FormAction
  readonly assign: FormAction
  /** What stands beside the title. */
  readonly acts: ReactNode
}) => {
  const t = useTranslations('seminar')
  const nameOf = new Map(groups.map((group) => [group.id, group.name]))
  const roles = [
    { value: 'instructor', label: t('roles.instructor') },
    { value: 'assistant', label: t('roles.assistant') },
    { value: 'student', label: t('roles.student') },
  ]
  const isAbsent = ({ arrival }: ListedMember): boolean => arrival === 'awaited' || arrival === 'unseen'
  const absent = members.filter(isAbsent).length
  const words = {
    link: t('members.link'),
    copy: t('code.copy'),
    copied: t('code.copied'),
    takeOff: t('members.takeOff'),
  }
  return (
    <Block
      id="members"
      title={t('members.title')}
      sub={
        <>
          {t('members.count', { count: members.length })}
          {absent === 0 ? null : ` ${t('members.absent', { absent })}`}
        </>
      }
      acts={acts}
    >
      <table className="people" aria-labelledby="members">
        <thead>
          <tr>
            <th scope="col">{t('members.name')}</th>
            <th scope="col">{t('members.email')}</th>
            <th scope="col">{t('members.group')}</th>
            <th scope="col">{t('members.role')}</th>
            <th scope="col">{t('members.arrival')}</th>
          </tr>
        </thead>
        <tbody>
          {members
            .toSorted((a, b) => Number(isAbsent(b)) - Number(isAbsent(a)))
            .map((member) => (
              <tr key={member.id}>
                <th scope="row">
                  <span className="row">
                    <Disc name={member.name} colour={member.colour} size="s" />
                    <span className="row-name" dir="auto">
                      {member.name}
                      {member.alias === undefined ? null : <small>{member.alias}</small>}
                    </span>
                    {member.pronouns === undefined ? null : <em dir="auto">{member.pronouns}</em>}
                    {member.isMe ? <em>{t('members.you')}</em> : null}
                  </span>
                </th>
                <td className={member.email === null ? 'quiet' : undefined}>{member.email ?? t('members.byCode')}</td>
                <td dir="auto">
                  {member.role === 'assistant' && groups.length > 0 ? (
                    <AssistantGroups
                      key={lookedAfter(member).join()}
                      member={member.id}
                      groups={groups}
                      own={lookedAfter(member)}
                      words={{
                        open:
                          lookedAfter(member).length === 0
                            ? t('members.allGroups')
                            : lookedAfter(member)
                                .map((id) => nameOf.get(id) ?? '')
                                .join(', '),
                        title: t('members.assignTitle', { member: member.name }),
                        sub: t('members.assignSub'),
                        submit: t('members.assignSubmit'),
                      }}
                      assign={assign}
                    />
                  ) : member.group === null ? (
                    ''
                  ) : (
                    nameOf.get(member.group)
                  )}
                </td>
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
                <td>
                  <span className={isAbsent(member) ? undefined : 'quiet'}>
                    {member.arrival === undefined ? '' : t(`members.arrivals.${member.arrival}`)}
                  </span>
                  {member.arrival === 'awaited' ? (
                    <AwaitedActs
                      member={member.id}
                      name={member.name}
                      words={words}
                      makeLink={makeLink}
                      takeOff={takeOff}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </Block>
  )
}
