import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { ComparedView } from '@/components/figures/ComparedView'
import { CONTESTED_LISTED_MAX } from '@/components/figures/ContestedFigure'
import { FiguresView } from '@/components/figures/FiguresView'
import { LiveFigures } from '@/components/figures/LiveFigures'
import { OpenFigures } from '@/components/figures/OpenFigures'
import { seminarId } from '@/lib/core/base'
import { can } from '@/lib/core/policy'
import { throwOnBoard } from '@/lib/server/actions/board'
import { setFiguresOpen } from '@/lib/server/actions/figures'
import { asking } from '@/lib/server/queries/asking'
import { type ComparedReading, comparedFigures } from '@/lib/server/queries/compared-figures'
import { readingFigures } from '@/lib/server/queries/figures'
import { stampOfFigures } from '@/lib/server/queries/figures-stamp'
import { figuresFilter, parametersOf } from './filter'
import { ReadingBar } from '../ReadingBar'
import '../../../figures.css'

interface Props {
  readonly params: Promise<{ readonly slug: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('figures'))('title') })

/**
 * The figures of a reading, or of the part that the address asks for, for those
 * who teach it; for a student, where that is open to them, their own verdicts
 * against the class's. Needs no JavaScript.
 */
const FiguresPage = async ({ params, searchParams }: Props) => {
  const { slug } = await params
  const { db, actor } = await asking()
  const asked = Object.entries(await searchParams).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, value] as const),
  )
  const only = figuresFilter(asked)
  // Taken before the count: what comes in between is counted at the next look.
  const stamp = await stampOfFigures(db, actor, slug)
  const wantsAll = asked.some(([name, value]) => name === 'intervals' && value === 'all')
  const found = await readingFigures(db, actor, slug, only, CONTESTED_LISTED_MAX, wantsAll ? 'all' : 'at-once')
  if (!found.ok) {
    const compared = await comparedFigures(db, actor, slug)
    if (!compared.ok) notFound()
    return <ComparedPage compared={compared.value} />
  }
  const figures = found.value
  const controlsBoard = can(actor, 'board.control', {
    kind: 'board',
    seminar: seminarId(figures.seminar.id),
    isShown: false,
  }).ok
  const t = await getTranslations('figures')
  const format = await getFormatter()
  const href = `/readings/${figures.reading.slug}`
  return (
    <Frame of={figures} boardHref={`${href}/board${controlsBoard ? '/remote' : ''}`}>
      <FiguresView
        figures={figures}
        transitions={figures.transitions}
        readingHref={href}
        intervals={figures.intervals}
        wantsIntervals={wantsAll}
        intervalsHref={`${href}/figures?${String(new URLSearchParams([...parametersOf(only).map(([name, value]) => [name, value]), ['intervals', 'all']]))}#coefficients`}
        {...(controlsBoard ? { board: throwOnBoard.bind(null, figures.reading.slug) } : {})}
        choices={{ ...figures.choices, chosen: parametersOf(only) }}
        under={
          <span className="num">
            {stamp.ok ? (
              <LiveFigures
                streamHref={`${href}/figures/stream`}
                stampHref={`${href}/figures/stamp`}
                stamp={stamp.value}
                words={{ live: t('live'), still: t('still') }}
              />
            ) : null}{' '}
            <Link href={`/seminars/${figures.seminar.id}/codebook`} className="link">
              {t('codebook', { codebook: figures.codebook })}
            </Link>
            {', '}
            {t('counted', {
              time: format.dateTime(figures.countedAt, { timeStyle: 'medium', dateStyle: 'medium' }),
            })}
            {figures.merged.map(({ name, into }) => ` ${t('countsAs', { name, into })}`)}
          </span>
        }
      />
      {figures.manages ? (
        <OpenFigures reading={figures.reading.id} {...figures.students} action={setFiguresOpen} />
      ) : null}
    </Frame>
  )
}

const ComparedPage = ({ compared }: { readonly compared: ComparedReading }) => (
  <Frame of={compared}>
    <ComparedView
      compared={compared}
      me={compared.me}
      sections={new Map(compared.sections.map(({ id, title }) => [id, title]))}
      readingHref={`/readings/${compared.reading.slug}`}
    />
  </Frame>
)

/** The bar above, and where the figures stand. */
const Frame = async ({
  of: { reading, seminar },
  boardHref,
  children,
}: {
  readonly of: Pick<ComparedReading, 'reading' | 'seminar'>
  /** Absent where the page is a student's. */
  readonly boardHref?: string
  readonly children: ReactNode
}) => {
  const t = await getTranslations('figures')
  const href = `/readings/${reading.slug}`
  return (
    <>
      <ReadingBar reading={reading} seminar={seminar}>
        <nav className="tabs" aria-label={t('thisReading')}>
          <Link href={href}>{t('read')}</Link>
          <Link href={`${href}/figures`} aria-current="page">
            {t('figures')}
          </Link>
          {boardHref === undefined ? null : <a href={boardHref}>{t('board')}</a>}
          <a href={`${href}/export?format=pdf`}>{t('export')}</a>
        </nav>
      </ReadingBar>
      <main id="page" className="figures">
        <h1 className="vh">{t('title')}</h1>
        {children}
      </main>
    </>
  )
}

export default FiguresPage
