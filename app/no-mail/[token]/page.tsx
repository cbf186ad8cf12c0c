import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Door } from '@/components/seminar/Door'
import { isStopToken } from '@/lib/server/queries/mail-choice'

interface Props {
  readonly params: Promise<{ readonly token: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('mail.stop'))('title'),
  // The address holds the token: no page that is linked from here may learn it.
  referrer: 'no-referrer',
  robots: { index: false },
})

/** The end of mail, from the link of a letter: without a sign-in, and without JavaScript. */
const NoMailPage = async ({ params, searchParams }: Props) => {
  const [{ token }, { done }, t] = await Promise.all([params, searchParams, getTranslations('mail.stop')])
  const isOurs = isStopToken(token)
  const isDone = isOurs && done === 'yes'
  return (
    <Door>
      <h1>{t('title')}</h1>
      {isDone ? (
        <p className="door-sub" role="status">
          {t('done')} {t('again')}
        </p>
      ) : (
        <p className="door-sub" role={isOurs ? undefined : 'alert'}>
          {t(isOurs ? 'ask' : 'bad')}
        </p>
      )}
      {isOurs && !isDone ? (
        <form action={`/api/no-mail/${encodeURIComponent(token)}`} method="post" className="stack">
          <input type="hidden" name="from" value="page" />
          <button className="btn btn-act btn-wide">{t('act')}</button>
        </form>
      ) : (
        <p className="stack">
          <a className="btn btn-line btn-wide" href="/notices">
            {t('notices')}
          </a>
        </p>
      )}
    </Door>
  )
}

export default NoMailPage
