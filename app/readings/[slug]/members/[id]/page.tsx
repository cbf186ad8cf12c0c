import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import '@/components/law/law.css'
import { PrintButton } from '@/components/law/PrintButton'
import { ID_PATTERN, memberId } from '@/lib/core/base'
import { asking } from '@/lib/server/queries/asking'
import { memberWork } from '@/lib/server/queries/member-work'
import { ReadingBar } from '../../ReadingBar'
import '../../../../figures.css'

interface Props {
  readonly params: Promise<{ readonly slug: string; readonly id: string }>
}

const workOf = async (params: Props['params']) => {
  const { slug, id } = await params
  if (!ID_PATTERN.test(id)) notFound()
  const { db, actor } = await asking()
  const found = await memberWork(db, actor, slug, memberId(id))
  if (!found.ok) notFound()
  return found.value
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { member } = await workOf(params)
  return { title: (await getTranslations('law.work'))('title', { name: member.name }) }
}

/** One member's whole work on a reading, with its context, on one page that prints. */
const WorkPage = async ({ params }: Props) => {
  const { reading, seminar, member, line, layers } = await workOf(params)
  const t = await getTranslations('law.work')
  const counts = await getTranslations('law.participation')
  const format = await getFormatter()
  const named = (name: string): string => (name === '' ? t('former') : name)
  return (
    <>
      <ReadingBar reading={reading} seminar={seminar}>
        <nav className="tabs" aria-label={counts('thisReading')}>
          <Link href={`/readings/${reading.slug}/participation`}>{t('back')}</Link>
        </nav>
      </ReadingBar>
      <main id="page" className="page law-work">
        <h1 className="page-title">{t('title', { name: member.name })}</h1>
        <p className="law-sub">
          <cite>{reading.title}</cite>
          {reading.authors.length === 0 ? '' : `, ${reading.authors.join(', ')}`}
        </p>
        <p className="law-sub">{member.isMe ? t('mine') : t('sub', { name: member.name })}</p>
        {line === undefined ? null : (
          <dl className="law-counts">
            {(['claims', 'verdicts', 'comments', 'replies', 'received', 'passages'] as const).map((name) => (
              <div key={name}>
                <dt>{counts(name)}</dt>
                <dd>{line.total[name]}</dd>
              </div>
            ))}
          </dl>
        )}
        <PrintButton>{t('print')}</PrintButton>
        {layers.length === 0 ? <p className="empty">{t('none')}</p> : null}
        {layers.map((layer) => (
          <section key={layer.id} className="block" aria-label={t(`layers.${layer.kind}`, { name: layer.name })}>
            <h2>
              {t(`layers.${layer.kind}`, { name: layer.name })}, {t('round', { number: layer.round })}
            </h2>
            <ol className="law-notes">
              {layer.threads.map((thread) => (
                <li key={thread.key}>
                  <blockquote dir="auto">{thread.exact}</blockquote>
                  {thread.isMarkedByThem ? null : (
                    <p className="quiet" dir="auto">
                      {t('marked', { name: named(thread.markedBy) })}
                    </p>
                  )}
                  {thread.verdicts.length === 0 ? null : (
                    <ul>
                      {thread.verdicts.map((verdict, at) => (
                        <li key={at} className={verdict.isOwn ? 'own' : 'context'} dir="auto">
                          <b>{named(verdict.name)}</b>: {verdict.tag}
                          {verdict.rationale === '' ? '' : ` (${verdict.rationale})`}
                        </li>
                      ))}
                    </ul>
                  )}
                  <ul>
                    {thread.sayings.map((saying, at) => (
                      <li
                        key={at}
                        className={saying.isOwn ? 'own' : 'context'}
                        data-depth={Math.min(saying.depth, 4)}
                        dir="auto"
                      >
                        <b>{named(saying.name)}</b>{' '}
                        <time dateTime={new Date(saying.at).toISOString()}>
                          {format.dateTime(saying.at, { dateStyle: 'medium', timeStyle: 'short' })}
                        </time>
                        <p>{saying.words === '' ? t('gone') : saying.words}</p>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </main>
    </>
  )
}

export default WorkPage
