import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { CheckField, Form, Submit } from '@/components/ui/Form'
import { TopBar } from '@/components/ui/TopBar'
import { keepWishes, markNoticesRead } from '@/lib/server/actions/notices'
import { asking } from '@/lib/server/queries/asking'
import { noticesOf } from '@/lib/server/queries/notices'
import { mailChoice } from '@/lib/server/queries/mail-choice'
import { Account } from '../Account'
import { MailChoice } from './MailChoice'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('law.notices'))('title'),
})

/** What the reader should hear of, seminar by seminar, and what they want to hear of. */
const NoticesPage = async () => {
  const { db, actor } = await asking()
  if (actor.kind !== 'user') redirect('/sign-in?next=/notices')
  const [seminars, mail] = await Promise.all([noticesOf(db, actor), mailChoice(db, actor)])
  const t = await getTranslations('law.notices')
  const format = await getFormatter()
  const moment = (at: number): string => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  const unread = seminars.reduce((sum, one) => sum + one.unread, 0)
  return (
    <>
      <TopBar crumbs={<strong>{t('title')}</strong>} account={<Account />} />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub" role="status">
          {t('unread', { count: unread })}
        </p>
        {unread === 0 ? null : (
          <Form action={markNoticesRead} className="law-acts" label={t('markRead')}>
            <Submit className="btn btn-line">{t('markRead')}</Submit>
          </Form>
        )}
        {seminars.map(({ seminar, notices, wishes }) => (
          <Block key={seminar.id} id={`s-${seminar.id}`} title={<bdi>{seminar.name}</bdi>}>
            {notices.length === 0 ? <p className="empty">{t('none')}</p> : null}
            <ul className="law-notes">
              {notices.map((notice, at) => (
                <li key={at}>
                  <p dir="auto">
                    {notice.isUnread ? <b className="notice-new">{t('new')}</b> : null}{' '}
                    <a className="link" href={notice.href}>
                      {t(`kinds.${notice.kind}`, {
                        name: notice.by === '' ? t('former') : notice.by,
                        reading: notice.reading.title,
                        round: notice.round ?? 1,
                        due: notice.dueAt === null ? '' : moment(notice.dueAt),
                      })}
                    </a>
                  </p>
                  <p className="quiet">
                    <time dateTime={new Date(notice.at).toISOString()}>{moment(notice.at)}</time>
                  </p>
                </li>
              ))}
            </ul>
            <details>
              <summary>{t('wishes')}</summary>
              <Form action={keepWishes.bind(null, seminar.id)} className="law-form" label={t('wishes')}>
                <input type="hidden" name="sent" value="yes" />
                {(['mentions', 'replies', 'reveals', 'deadlines'] as const).map((name) => (
                  <CheckField key={name} name={name} sentWith="sent" first={wishes[name]} className="law-radio">
                    <span>{t(`wish.${name}`)}</span>
                  </CheckField>
                ))}
                <Submit className="btn btn-line">{t('keep')}</Submit>
              </Form>
            </details>
          </Block>
        ))}
        {mail === undefined ? null : <MailChoice choice={mail} />}
      </main>
    </>
  )
}

export default NoticesPage
