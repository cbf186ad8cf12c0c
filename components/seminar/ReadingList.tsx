import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { ButtonLink } from '@/components/ui/Button'
import { FileMenu } from '@/components/ui/FileMenu'
import { type ListedRound, type RoundActions, Rounds } from './Rounds'

export interface ListedReading {
  readonly id: string
  readonly rounds: readonly ListedRound[]
  readonly slug: string
  readonly title: string
  readonly authors: readonly string[]
  readonly setAt: Date
  readonly sections: number
  readonly footnotes: number
  readonly tally:
    | { readonly annotations: number; readonly verdicts: number; readonly comments: number; readonly authors: number }
    | undefined
}

/** The readings of a seminar, the newest large. `members` is how many could take part; `groups` are those whose layers can be taken home one by one. */
export const ReadingList = ({
  readings,
  members,
  groups,
  addHref,
  now,
  roundActions,
}: {
  readonly readings: readonly ListedReading[]
  readonly members: number
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Where a reading is added; absent for those who may not. */
  readonly addHref: string | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  /** Absent for those who may not change the rounds. */
  readonly roundActions: RoundActions | undefined
}) => {
  const t = useTranslations('seminar.readings')
  const format = useFormatter()
  return (
    <Block
      id="readings"
      title={t('title')}
      acts={
        addHref === undefined ? undefined : (
          <Link href={addHref} className="link">
            {t('add')}
          </Link>
        )
      }
    >
      {readings.length === 0 ? <p className="empty">{addHref === undefined ? t('noneStudent') : t('none')}</p> : null}
      <ol className="readings">
        {readings.map((reading) => {
          const href = `/readings/${reading.slug}`
          const pdf = `${href}/export?format=pdf`
          const { tally } = reading
          const about = t('about', { sections: reading.sections, footnotes: reading.footnotes })
          return (
            <li key={reading.slug} className="now">
              <div>
                <h3>
                  <Link href={href}>
                    <bdi>{reading.title}</bdi>
                  </Link>
                </h3>
                <p className="by">
                  {reading.authors.length === 0 ? null : (
                    <>
                      <bdi>{reading.authors.join(', ')}</bdi>.{' '}
                    </>
                  )}
                  {about}
                </p>
                <p className="so-far">
                  {tally === undefined
                    ? null
                    : tally.authors === 0
                      ? `${t('untouched')} `
                      : `${t('tally', { ...tally, members })} `}
                  <span className="quiet">
                    {t('newest', {
                      at: format.dateTime(reading.setAt, {
                        day: 'numeric',
                        month: 'long',
                        hour: '2-digit',
                        minute: '2-digit',
                        hourCycle: 'h23',
                      }),
                    })}
                  </span>
                </p>
              </div>
              <div className="go">
                <ButtonLink href={href} look="act">
                  {t('open')}
                </ButtonLink>
                {tally === undefined ? null : <ButtonLink href={`${href}/figures`}>{t('figures')}</ButtonLink>}
                {roundActions === undefined ? null : (
                  <ButtonLink href={`${href}/board/remote`}>{t('board')}</ButtonLink>
                )}
                <ButtonLink href={`${href}/participation`}>
                  {t(tally === undefined ? 'ownParticipation' : 'participation')}
                </ButtonLink>
                <FileMenu
                  label={t('pdf')}
                  whole={{ href: pdf, name: t('pdfAll') }}
                  parts={groups.map(({ id, name }) => ({ href: `${pdf}&group=${id}`, name }))}
                  className="btn btn-line"
                />
              </div>
              <Rounds reading={reading.id} rounds={reading.rounds} now={now} actions={roundActions} />
            </li>
          )
        })}
      </ol>
    </Block>
  )
}
