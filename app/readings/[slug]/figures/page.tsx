import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { FiguresView } from '@/components/figures/FiguresView'
import { TopBar } from '@/components/ui/TopBar'
import { asking } from '@/lib/server/queries/asking'
import { readingFigures } from '@/lib/server/queries/figures'
import { Account } from '../../../Account'
import '../../../figures.css'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('figures'))('title') })

/** The tag statistics of a reading, for those who teach it. Needs no JavaScript. */
const FiguresPage = async ({ params }: Props) => {
  const { slug } = await params
  const { db, actor } = await asking()
  const found = await readingFigures(db, actor, slug)
  if (!found.ok) notFound()
  const figures = found.value
  const t = await getTranslations('figures')
  const format = await getFormatter()
  const href = `/readings/${figures.reading.slug}`
  return (
    <>
      <TopBar
        crumbs={
          <>
            <Link href={`/seminars/${figures.seminar.id}`} dir="auto">
              {figures.seminar.name}
            </Link>
            <strong dir="auto">{figures.reading.title}</strong>
          </>
        }
        account={<Account />}
      >
        <nav className="tabs" aria-label={t('thisReading')}>
          <Link href={href}>{t('read')}</Link>
          <Link href={`${href}/figures`} aria-current="page">
            {t('figures')}
          </Link>
          <a href={`${href}/export?format=pdf`}>{t('export')}</a>
        </nav>
      </TopBar>
      <main id="page" className="figures">
        <h1 className="vh">{t('title')}</h1>
        <FiguresView figures={figures} readingHref={href} />
        <p className="under">
          {t('counted', {
            codebook: figures.codebook,
            time: format.dateTime(figures.countedAt, { timeStyle: 'medium', dateStyle: 'medium' }),
          })}
        </p>
      </main>
    </>
  )
}

export default FiguresPage
