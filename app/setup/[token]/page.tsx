import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/seminar/Door'
import { ButtonLink } from '@/components/ui/Button'
import { Field, Form, Submit } from '@/components/ui/Form'
import { setUp } from '@/lib/server/actions/enter'
import { comeToPlace } from '@/lib/server/actions/people'
import { currentUser } from '@/lib/server/auth/session'
import { asking } from '@/lib/server/queries/asking'
import { isSetupLinkOpen, placeOfLink } from '@/lib/server/queries/setup-link'

interface Props {
  readonly params: Promise<{ readonly token: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('auth.setup'))('title'),
  // The address holds the token: no page that is linked from here may learn it.
  referrer: 'no-referrer',
})

/** The one-time link that makes the first instructor, or brings somebody on a roster to their seminar. */
const SetupPage = async ({ params }: Props) => {
  const { token } = await params
  const { db } = await asking()
  const [t, isOpen, place] = await Promise.all([
    getTranslations('auth.setup'),
    isSetupLinkOpen(db, token),
    placeOfLink(db, token),
  ])
  if (place !== undefined) return <PlaceDoor token={token} place={place} />
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

/** The door of a seminar for one person: with the account that they are signed in with, or a password for a new one. */
const PlaceDoor = async ({
  token,
  place,
}: {
  readonly token: string
  readonly place: NonNullable<Awaited<ReturnType<typeof placeOfLink>>>
}) => {
  const [t, auth, user] = await Promise.all([getTranslations('auth.place'), getTranslations('auth'), currentUser()])
  const next = encodeURIComponent(`/setup/${token}`)
  return (
    <Door>
      <h1>{auth('joinPage.heading', { name: place.seminarName })}</h1>
      <p className="door-sub">
        {user === undefined ? t('sub', { name: place.name }) : t('asUser', { name: user.name })}
      </p>
      <Form action={comeToPlace} className="stack">
        <input type="hidden" name="token" value={token} />
        {user === undefined && !place.hasAccount ? (
          <>
            <Field
              name="name"
              label={auth('joinPage.name')}
              defaultValue={place.name}
              autoComplete="name"
              maxLength={80}
              required
            />
            <Field
              name="email"
              type="email"
              label={auth('joinPage.email')}
              defaultValue={place.email ?? ''}
              autoComplete="username"
              readOnly
            />
            <Field
              name="password"
              type="password"
              label={auth('joinPage.password')}
              hint={auth('joinPage.passwordHint')}
              autoComplete="new-password"
              required
            />
          </>
        ) : null}
        {user === undefined && place.hasAccount ? (
          <ButtonLink href={`/sign-in?next=${next}`} look="act" isWide>
            {t('signIn')}
          </ButtonLink>
        ) : (
          <Submit className="btn btn-act btn-wide" waiting={auth('joining')}>
            {auth('join')}
          </Submit>
        )}
      </Form>
      {user === undefined && !place.hasAccount ? (
        <div className="door-or">
          <a href={`/sign-in?next=${next}`} className="link">
            {auth('joinPage.haveAccount')}
          </a>
        </div>
      ) : null}
    </Door>
  )
}

export default SetupPage
