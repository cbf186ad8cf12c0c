import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { ButtonLink } from '@/components/ui/Button'
import { ID_PATTERN, memberId, seminarId } from '@/lib/core/base'
import { DEED_KINDS } from '@/lib/core/policy'
import { asking } from '@/lib/server/queries/asking'
import { type Whom, seminarLog } from '@/lib/server/queries/seminar-log'
import { SeminarBar } from '../SeminarBar'

interface Props {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('law.log'))('title') })

/** The log of a seminar, for its instructors. Needs no JavaScript. */
const LogPage = async ({ params, searchParams }: Props) => {
  const { id } = await params
  const asked = await searchParams
  const kind = DEED_KINDS.find((known) => known === asked.kind)
  const member = typeof asked.member === 'string' && ID_PATTERN.test(asked.member) ? memberId(asked.member) : undefined
  const before = typeof asked.before === 'string' && /^\d{1,18}$/.test(asked.before) ? BigInt(asked.before) : undefined
  if (!ID_PATTERN.test(id)) notFound()
  const { db, actor } = await asking()
  const found = await seminarLog(db, actor, seminarId(id), {
    ...(kind === undefined ? {} : { kind }),
    ...(member === undefined ? {} : { member }),
    ...(before === undefined ? {} : { before }),
  })
  if (!found.ok) notFound()
  const { seminar, lines, next, members } = found.value
  const t = await getTranslations('law.log')
  const kinds = await getTranslations('law.kinds')
  const deeds = await getTranslations('law.deeds')
  const format = await getFormatter()
  const home = `/seminars/${seminar.id}`
  const chosen = { ...(kind === undefined ? {} : { kind }), ...(member === undefined ? {} : { member }) }
  const href = (more: Readonly<Record<string, string>>): string =>
    `${home}/log?${new URLSearchParams({ ...chosen, ...more }).toString()}`
  const named = (whom: Whom | undefined): string => {
    if (whom === undefined) return ''
    return whom.kind === 'member' ? whom.name : t(whom.kind)
  }
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub">{t('sub')}</p>
        <form className="law-filter" action={`${home}/log`}>
          <label>
            <span>{t('kind')}</span>
            <select name="kind" className="input" defaultValue={kind ?? ''}>
              <option value="">{t('anyKind')}</option>
              {DEED_KINDS.map((one) => (
                <option key={one} value={one}>
                  {kinds(one)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t('member')}</span>
            <select name="member" className="input" defaultValue={member ?? ''}>
              <option value="">{t('anyMember')}</option>
              {members.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="btn btn-line">
            {t('show')}
          </button>
        </form>
        {lines.length === 0 ? (
          <p className="empty">{t('none')}</p>
        ) : (
          <div className="law-scroll" tabIndex={0} role="region" aria-label={t('title')}>
            <table className="law-table">
              <thead>
                <tr>
                  <th scope="col">{t('when')}</th>
                  <th scope="col">{t('by')}</th>
                  <th scope="col">{t('what')}</th>
                  <th scope="col">{t('of')}</th>
                  <th scope="col">{t('more')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.id}>
                    <td className="num">
                      <time dateTime={new Date(line.at).toISOString()}>
                        {format.dateTime(line.at, { dateStyle: 'medium', timeStyle: 'short' })}
                      </time>
                    </td>
                    <td dir="auto">{named(line.by)}</td>
                    <th scope="row">{line.deed === undefined ? t('unknown') : deeds(line.deed.replace('.', '-'))}</th>
                    <td dir="auto">{named(line.member)}</td>
                    <td className="quiet" dir="auto">
                      {[line.detail, line.subject].filter((part) => part !== null).join(' · ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <p className="law-acts">
          {before === undefined ? null : <ButtonLink href={href({})}>{t('newest')}</ButtonLink>}
          {next === undefined ? null : <ButtonLink href={href({ before: next })}>{t('older')}</ButtonLink>}
          <ButtonLink look="plain" href={home}>
            {t('back')}
          </ButtonLink>
        </p>
      </main>
    </>
  )
}

export default LogPage
