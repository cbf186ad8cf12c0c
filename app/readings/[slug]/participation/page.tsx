import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { GradingForm } from '@/components/law/GradingForm'
import { ParticipationTable } from '@/components/law/ParticipationTable'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { adjust, keepGrading } from '@/lib/server/actions/participation'
import { asking } from '@/lib/server/queries/asking'
import { readingParticipation } from '@/lib/server/queries/participation'
import { ReadingBar } from '../ReadingBar'
import '../../../figures.css'
import { Block } from '@/components/ui/Block'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('law.participation'))('title'),
})

/** Who took part in a reading: everybody for those who teach it, and a student's own line for them. */
const ParticipationPage = async ({ params }: Props) => {
  const { slug } = await params
  const { db, actor } = await asking()
  const found = await readingParticipation(db, actor, slug)
  if (!found.ok) notFound()
  const { reading, seminar, manages, seesAll, grading, rounds, lines } = found.value
  const t = await getTranslations('law.participation')
  const href = `/readings/${reading.slug}`
  const unreachable = lines.filter(({ role, email }) => role === 'student' && email === null).length
  return (
    <>
      <ReadingBar reading={reading} seminar={seminar}>
        <nav className="tabs" aria-label={t('thisReading')}>
          <Link href={href}>{t('read')}</Link>
          {seesAll ? <Link href={`${href}/figures`}>{t('figures')}</Link> : null}
          <Link href={`${href}/participation`} aria-current="page">
            {t('title')}
          </Link>
        </nav>
      </ReadingBar>
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub">{t('sub')}</p>
        {seesAll ? null : <p className="law-sub">{t('own')}</p>}
        {lines.length === 0 ? <p className="empty">{t('empty')}</p> : null}
        <ParticipationTable
          lines={lines}
          rounds={rounds}
          points={grading.points}
          workHref={`${href}/members`}
          canOpenWork={manages || !seesAll}
          adjust={manages ? adjust.bind(null, reading.id, reading.slug) : undefined}
        />
        {manages ? (
          <>
            <Block id="files" title={t('files')}>
              <p className="law-acts">
                {(['all', 'canvas', 'moodle'] as const).map((file) => (
                  <a key={file} className="btn btn-line" href={`${href}/participation/csv?for=${file}`}>
                    {t(file)}
                  </a>
                ))}
              </p>
              {unreachable > 0 ? <p className="law-sub">{t('moodleNote', { count: unreachable })}</p> : null}
            </Block>
            <Block id="how" title={t('how')}>
              <GradingForm grading={grading} rounds={rounds} keep={keepGrading.bind(null, reading.id, reading.slug)} />
            </Block>
          </>
        ) : null}
      </main>
    </>
  )
}

export default ParticipationPage
