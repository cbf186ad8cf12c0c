import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Field, Form, Submit } from '@/components/ui/Form'
import { signInWithPassword } from '@/lib/server/actions/enter'
import { ownPath } from '@/lib/server/actions/fields'
import { currentUser } from '@/lib/server/auth/session'
import { DoorPage } from '../WayIn'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('auth.signIn'))('title'),
})

/** Signing in with e-mail and password; also where identity providers send who they did not let in. */
const SignInPage = async ({ searchParams }: Props) => {
  const query = await searchParams
  const next = ownPath(typeof query.next === 'string' ? query.next : undefined)
  if ((await currentUser()) !== undefined) redirect(next)
  const t = await getTranslations('auth')
  return (
    <DoorPage
      next={next}
      others={
        <Link href="/" className="link">
          {t('withCode')}
        </Link>
      }
    >
      <h1>{t('signIn.heading')}</h1>
      <p className="door-sub">{next === '/seminars/new' ? t('signIn.teachSub') : t('signIn.sub')}</p>
      {query.error === undefined ? null : (
        <p role="alert" className="form-error door-problem">
          {t('providerFailedUnknown')}
        </p>
      )}
      <Form action={signInWithPassword} className="stack">
        <input type="hidden" name="next" value={next} />
        <Field name="email" type="email" label={t('signIn.email')} autoComplete="username" required />
        <Field name="password" type="password" label={t('signIn.password')} autoComplete="current-password" required />
        <Submit className="btn btn-act btn-wide" waiting={t('signIn.waiting')}>
          {t('signIn.submit')}
        </Submit>
      </Form>
    </DoorPage>
  )
}

export default SignInPage
