import { getTranslations } from 'next-intl/server'
import { OwnNameForm } from '@/components/seminar/OwnNameForm'
import { nameMe } from '@/lib/server/actions/people'
import type { SeminarPage } from '@/lib/server/queries/seminar-page'
import { Block } from '@/components/ui/Block'

/** How the reader is called in this seminar, and what the others see of them. */
export const OwnName = async ({
  seminar,
  me,
}: {
  readonly seminar: SeminarPage
  readonly me: NonNullable<SeminarPage['me']>
}) => {
  const t = await getTranslations('seminar.ownName')
  const { pseudonym } = me
  const said =
    pseudonym === undefined
      ? t('plain')
      : pseudonym.mode === 'required'
        ? t('required', { pseudonym: pseudonym.own ?? '' })
        : pseudonym.own === null
          ? t('allowed')
          : t('chosen', { pseudonym: pseudonym.own })
  return (
    <Block id="own-name" title={t('title')} sub={said}>
      <OwnNameForm
        own={{ name: me.name, pronouns: me.pronouns, pseudonym: pseudonym?.own ?? '' }}
        offers={pseudonym?.mode === 'allowed' ? pseudonym.offers : undefined}
        nameMe={nameMe.bind(null, seminar.id)}
        words={{
          name: t('name'),
          pronouns: t('pronouns'),
          pronounsHint: t('pronounsHint'),
          pseudonym: t('pseudonym'),
          pseudonymHint: t('pseudonymHint'),
          submit: t('submit'),
        }}
      />
    </Block>
  )
}
