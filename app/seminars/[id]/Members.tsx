import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { MemberTable } from '@/components/seminar/MemberTable'
import { SlipForm } from '@/components/seminar/SlipForm'
import { RadioField } from '@/components/ui/Form'
import { assign, decideNames, linkPlace, takeOff } from '@/lib/server/actions/people'
import { giveRole } from '@/lib/server/actions/seminar'
import type { SeminarPage } from '@/lib/server/queries/seminar-page'

const MODES = ['off', 'allowed', 'required'] as const

/** Everybody in the seminar, for those who manage it: roles, who has not come, the roster, and whether pseudonyms are on. */
export const Members = async ({ seminar }: { readonly seminar: SeminarPage }) => {
  const t = await getTranslations('seminar')
  return (
    <MemberTable
      members={seminar.members}
      groups={seminar.groups}
      giveRole={giveRole.bind(null, seminar.id)}
      makeLink={linkPlace.bind(null, seminar.id)}
      takeOff={takeOff.bind(null, seminar.id)}
      assign={assign.bind(null, seminar.id)}
      acts={
        <>
          <Link href={`/seminars/${seminar.id}/roster`} className="link">
            {t('members.roster')}
          </Link>
          <SlipForm
            id="pseudonyms"
            words={{
              open: t('pseudonyms.open', { mode: seminar.pseudonyms }),
              title: t('pseudonyms.title'),
              sub: t('pseudonyms.sub'),
              submit: t('pseudonyms.submit'),
            }}
            action={decideNames.bind(null, seminar.id)}
          >
            <div className="choices">
              {MODES.map((mode) => (
                <RadioField key={mode} name="mode" value={mode} first={seminar.pseudonyms} className="choice">
                  <span>{t(`pseudonyms.modes.${mode}`)}</span>
                </RadioField>
              ))}
            </div>
          </SlipForm>
        </>
      }
    />
  )
}
