import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/seminar/Door'
import { Field, Form, Submit } from '@/components/ui/Form'
import { checkClassCode, joinWithCode } from '@/lib/server/actions/enter'
import { currentUser } from '@/lib/server/auth/session'
import { WayIn } from '../WayIn'

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('auth'))('title') })

/** The seminar of a class code: who is new gives a name, who is signed in joins with one press. */
const JoinPage = async ({ searchParams }: Props) => {
  const { code } = await searchParams
  const typed = typeof code === 'string' ? code : ''
  const [t, user] = await Promise.all([getTranslations('auth'), currentUser()])
  if (typed.trim() === '') return <WayIn />
  const answer = await checkClassCode(typed)
  if (answer.kind !== 'open') {
    const problems = { closed: t('codeClosed'), unknown: t('codeUnknown'), 'too-many': t('codeTooMany') }
    return <WayIn typed={typed} problem={problems[answer.kind]} />
  }
  const words = { name: answer.name, instructors: answer.instructors.join(', ') }
  return (
    <Door>
      <h1>{t('joinPage.heading', words)}</h1>
      {answer.instructors.length === 0 ? null : <p className="door-sub">{t('joinPage.with', words)}</p>}
      <Form action={joinWithCode} className="stack">
        <input type="hidden" name="code" value={typed} />
        {user === undefined ? (
          <>
            <Field
              name="name"
              label={t('joinPage.name')}
              hint={t(answer.isPseudonymous ? 'joinPage.nameHintPseudonym' : 'joinPage.nameHint')}
              autoComplete="name"
              maxLength={80}
              required
            />
            <fieldset className="door-more">
              <legend className="vh">{t('joinPage.login')}</legend>
              <h2 aria-hidden>{t('joinPage.login')}</h2>
              <p className="door-note">{t('joinPage.loginSub')}</p>
              <div className="stack">
                <Field name="email" type="email" label={t('joinPage.email')} autoComplete="username" />
                <Field
                  name="password"
                  type="password"
                  label={t('joinPage.password')}
                  hint={t('joinPage.passwordHint')}
                  autoComplete="new-password"
                />
              </div>
            </fieldset>
          </>
        ) : (
          <p className="door-sub">{t('joinPage.asUser', { name: user.name })}</p>
        )}
        <Submit className="btn btn-act btn-wide" waiting={t('joining')}>
          {t('join')}
        </Submit>
      </Form>
      {user === undefined ? (
        <div className="door-or">
          <Link
            href={`/sign-in?next=${encodeURIComponent(`/join?code=${encodeURIComponent(typed)}`)}`}
            className="link"
          >
            {t('joinPage.haveAccount')}
          </Link>
        </div>
      ) : null}
    </Door>
  )
}

export default JoinPage
