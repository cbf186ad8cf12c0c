import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RemovedList } from '@/components/law/RemovedList'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { Field, Form, Submit } from '@/components/ui/Form'
import { actOnManners } from '@/lib/server/actions/manners'
import { asking } from '@/lib/server/queries/asking'
import { conductOf } from '@/lib/server/queries/conduct'
import { SeminarBar } from '../SeminarBar'
import { type SeminarParams, managedSeminarOf } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('law.conduct'))('title'),
})

/** What was reported and removed in a seminar, for its instructors. */
const ConductPage = async ({ params }: SeminarParams) => {
  const { id } = await managedSeminarOf(params)
  const { db, actor } = await asking()
  const found = await conductOf(db, actor, id)
  if (!found.ok) notFound()
  const { seminar, reports, removed } = found.value
  const t = await getTranslations('law.conduct')
  const act = actOnManners.bind(null, seminar.id)
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub">{t('sub')}</p>
        <Block id="reports" title={t('reports')}>
          {reports.length === 0 ? <p className="empty">{t('noReports')}</p> : null}
          <ul className="law-notes">
            {reports.map((report) => (
              <li key={report.id}>
                <p className="quiet">
                  {t('of', { name: report.author ?? t('former'), reading: report.reading.title })}
                </p>
                <blockquote dir="auto">{report.words ?? t('gone')}</blockquote>
                <p dir="auto">{t('by', { name: report.by ?? t('former'), reason: report.reason })}</p>
                <div className="law-acts">
                  {report.words === undefined ? null : (
                    <Form action={act} className="law-inline">
                      <input type="hidden" name="act" value="remove" />
                      <input type="hidden" name="layer" value={report.layer} />
                      <input type="hidden" name="key" value={report.key} />
                      <Field name="reason" label={t('reason')} maxLength={500} />
                      <Submit className="btn btn-act">{t('remove')}</Submit>
                    </Form>
                  )}
                  <Form action={act}>
                    <input type="hidden" name="act" value="settle" />
                    <input type="hidden" name="layer" value={report.layer} />
                    <input type="hidden" name="key" value={report.key} />
                    <Submit className="btn btn-line">{t('keep')}</Submit>
                  </Form>
                </div>
              </li>
            ))}
          </ul>
        </Block>
        <Block id="removed" title={t('removed')}>
          {removed.length === 0 ? <p className="empty">{t('noRemoved')}</p> : null}
          <RemovedList notes={removed} restore={act} />
        </Block>
      </main>
    </>
  )
}

export default ConductPage
