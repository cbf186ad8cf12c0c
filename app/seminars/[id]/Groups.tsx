import { getTranslations } from 'next-intl/server'
import { DealGroups } from '@/components/seminar/DealGroups'
import { GroupBoard } from '@/components/seminar/GroupBoard'
import { Block } from '@/components/ui/Block'
import { Form, Submit } from '@/components/ui/Form'
import { addGroup, deal, dropGroup, moveToGroup, nameGroup } from '@/lib/server/actions/seminar'
import type { SeminarPage } from '@/lib/server/queries/seminar-page'

const DEAL_SIZE = 5

/** The groups, to be changed. Who teaches stands in none, so the board shows who is in one, and the students. */
export const Groups = async ({ seminar }: { readonly seminar: SeminarPage }) => {
  const t = await getTranslations('seminar.groups')
  const onBoard = seminar.members.filter((member) => member.group !== null || member.role === 'student')
  return (
    <Block
      id="groups"
      title={t('title')}
      sub={t('hint')}
      acts={
        <>
          <Form action={addGroup.bind(null, seminar.id)} label={t('add')}>
            <Submit className="link">{t('add')}</Submit>
          </Form>
          <DealGroups
            words={{
              deal: t('deal'),
              title: t('dealTitle'),
              sub: t('dealSub'),
              size: t('size'),
              by: t('dealBy'),
              chance: t('dealChance'),
              presence: t('dealPresence'),
              tags: t('dealTags'),
              anew: t('dealAnew'),
              submit: t('dealSubmit'),
            }}
            size={DEAL_SIZE}
            deal={deal.bind(null, seminar.id)}
          />
        </>
      }
    >
      <GroupBoard
        groups={seminar.groups}
        members={onBoard.map(({ id, name, alias, colour, group, arrival }) => ({
          id,
          name,
          colour,
          group: group ?? '',
          note: arrival === 'awaited' || arrival === 'unseen' ? t('notHere') : (alias ?? ''),
        }))}
        words={{
          none: t('none'),
          empty: t('empty'),
          move: t('move', { member: '{member}' }),
          moved: t('moved', { member: '{member}', group: '{group}' }),
          moveSubmit: t('moveSubmit'),
          failed: t('failed'),
          edit: t('rename'),
          name: t('name'),
          renameSubmit: t('renameSubmit'),
          remove: t('remove'),
        }}
        move={moveToGroup.bind(null, seminar.id)}
        rename={nameGroup.bind(null, seminar.id)}
        remove={dropGroup.bind(null, seminar.id)}
      />
    </Block>
  )
}
