import { useTranslations } from 'next-intl'
import { Disc } from '@/components/ui/Disc'

/** The groups as columns, to read: for students and assistants. */
export const GroupColumns = ({
  groups,
  members,
}: {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly {
    readonly id: string
    readonly name: string
    readonly pronouns: string | undefined
    readonly colour: number
    readonly group: string | null
    readonly isMe: boolean
  }[]
}) => {
  const t = useTranslations('seminar')
  return (
    <div className="groups">
      {groups.map((group) => {
        const here = members.filter((member) => member.group === group.id)
        return (
          <div key={group.id} className="group">
            <h3>
              {group.name}
              {here.some((member) => member.isMe) ? <small>{t('groups.yours')}</small> : null}
              <span className="num">{here.length}</span>
            </h3>
            {here.length === 0 ? <p className="quiet">{t('groups.empty')}</p> : null}
            <ul aria-label={group.name}>
              {here.map((member) => (
                <li key={member.id} className="row">
                  <Disc name={member.name} colour={member.colour} size="s" />
                  <span className="row-name" dir="auto">
                    {member.name}
                    {member.pronouns === undefined ? null : <small>{member.pronouns}</small>}
                  </span>
                  {member.isMe ? <em>{t('members.you')}</em> : null}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}
