import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/seminar/Door'
import { Form, Submit } from '@/components/ui/Form'
import { confirmOwnAddress } from '@/lib/server/actions/mail'
import { asking } from '@/lib/server/queries/asking'
import { confirmable } from '@/lib/server/queries/mail-choice'

interface Props {
  readonly params: Promise<{ readonly token: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('mail.confirm'))('title'),
  referrer: 'no-referrer',
})

/** Where the letter leads that asks whether an address is its reader's. */
const ConfirmPage = async ({ params }: Props) => {
  const { token } = await params
  const { db, actor } = await asking()
  if (actor.kind !== 'user') redirect(`/sign-in?next=/notices/confirm/${encodeURIComponent(token)}`)
  const [email, t, stop] = await Promise.all([
    confirmable(db, actor, token),
    getTranslations('mail.confirm'),
    getTranslations('mail.stop'),
  ])
  return (
    <Door>
      <h1>{t('title')}</h1>
      {email === undefined ? (
        <p className="door-sub" role="alert">
          {t('bad')}
        </p>
      ) : (
        <>
          <p className="door-sub">{t('ask', { email })}</p>
          <Form action={confirmOwnAddress.bind(null, token)} className="stack">
            <Submit className="btn btn-act btn-wide">{t('act')}</Submit>
          </Form>
        </>
      )}
      <p className="stack">
        <a className="btn btn-line btn-wide" href="/notices">
          {stop('notices')}
        </a>
      </p>
    </Door>
  )
}

export default ConfirmPage
