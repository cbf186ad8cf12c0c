import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/seminar/Door'
import { ButtonLink } from '@/components/ui/Button'
import { Field, Form, Submit } from '@/components/ui/Form'
import { setUp } from '@/lib/server/actions/enter'
import { asking } from '@/lib/server/queries/asking'
import { isSetupLinkOpen } from '@/lib/server/queries/setup-link'

interface Props {
  readonly params: Promise<{ readonly token: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('auth.setup'))('title'),
  // The address holds the token: no page that is linked from here may learn it.
  referrer: 'no-referrer',
})

/** The one-time link that makes the first instructor. */
const SetupPage = async ({ params }: Props) => {
  const { token } = await params
  const [t, isOpen] = await Promise.all([getTranslations('auth.setup'), isSetupLinkOpen((await asking()).db, token)])
  if (!isOpen) {
    return (
      <Door>
        <h1>{t('closed')}</h1>
        <p className="door-sub">{t('closedSub')}</p>
        <p className="stack">
          <ButtonLink href="/sign-in" look="act" isWide>
            {(await getTranslations('auth'))('withEmail')}
          </ButtonLink>
        </p>
      </Door>
    )
  }
  return (
    <Door>
      <h1>{t('heading')}</h1>
      <p className="door-sub">{t('sub')}</p>
      <Form action={setUp} className="stack">
        <input type="hidden" name="token" value={token} />
        <Field name="name" label={t('name')} autoComplete="name" maxLength={80} required />
        <Field name="email" type="email" label={t('email')} autoComplete="username" required />
        <Field
          name="password"
          type="password"
          label={t('password')}
          hint={t('passwordHint')}
          autoComplete="new-password"
          required
        />
        <Submit className="btn btn-act btn-wide" waiting={t('waiting')}>
          {t('submit')}
        </Submit>
      </Form>
    </Door>
  )
}

export default SetupPage
