import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/Button'
import { Popover } from '@/components/ui/Popover'

export interface ListedReading {
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
}: {
  readonly readings: readonly ListedReading[]
  readonly members: number
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Where a reading is added; absent for those who may not. */
  readonly addHref: string | undefined
}) => {
  const t = useTranslations('seminar.readings')
  const format = useFormatter()
  return (
    <section className="block" aria-labelledby="readings">
      <div className="sh">
        <h2 id="readings">{t('title')}</h2>
        {addHref === undefined ? null : (
          <div className="acts">
            <Link href={addHref} className="link">
              {t('add')}
            </Link>
          </div>
        )}
      </div>
      {readings.length === 0 ? <p className="empty">{addHref === undefined ? t('noneStudent') : t('none')}</p> : null}
      <ol className="readings">
        {readings.map((reading) => {
          const href = `/readings/${reading.slug}`
          const { tally } = reading
          const about = t('about', { sections: reading.sections, footnotes: reading.footnotes })
          return (
            <li key={reading.slug} className="now">
              <div>
                <h3>
                  <Link href={href}>{reading.title}</Link>
                </h3>
                <p className="by">{reading.authors.length === 0 ? about : `${reading.authors.join(', ')}. ${about}`}</p>
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
                <PdfLinks href={`${href}/export?format=pdf`} groups={groups} />
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** The annotated PDF: of all that the reader may see, or of one group. */
const PdfLinks = ({
  href,
  groups,
}: {
  readonly href: string
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}) => {
  const t = useTranslations('seminar.readings')
  if (groups.length < 2) return <ButtonLink href={href}>{t('pdf')}</ButtonLink>
  return (
    <Popover
      label={t('pdf')}
      align="end"
      className="menu"
      trigger={
        <button type="button" className="btn btn-line">
          {t('pdf')}
        </button>
      }
    >
      <a className="menu-item" href={href}>
        {t('pdfAll')}
      </a>
      <div className="menu-line" />
      {groups.map((group) => (
        <a key={group.id} className="menu-item" href={`${href}&group=${group.id}`}>
          {group.name}
        </a>
      ))}
    </Popover>
  )
}
