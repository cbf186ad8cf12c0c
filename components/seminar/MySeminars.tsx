import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { ButtonLink } from '@/components/ui/Button'
import './seminar.css'

interface MySeminar {
  readonly id: string
  readonly name: string
  readonly role: 'instructor' | 'assistant' | 'student'
  readonly members: number
  readonly instructors: readonly string[]
  readonly readings: readonly { readonly slug: string; readonly title: string; readonly authors: readonly string[] }[]
}

/** One's seminars with their readings, and the two ways to another one. */
export const MySeminars = ({
  seminars,
  teaches,
}: {
  readonly seminars: readonly MySeminar[]
  readonly teaches: boolean
}) => {
  const t = useTranslations('seminar')
  return (
    <>
      <div className="head">
        <h1 className="page-title">{t('mine.title')}</h1>
        <div className="head-acts">
          {teaches ? (
            <ButtonLink href="/seminars/new" look="line">
              {t('mine.new')}
            </ButtonLink>
          ) : null}
          <form action="/join" className="join-row">
            <label htmlFor="code" className="vh">
              {t('mine.code')}
            </label>
            <input
              id="code"
              name="code"
              className="input"
              placeholder={t('mine.code')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={16}
              required
            />
            <button className="btn btn-line">{t('mine.codeSubmit')}</button>
          </form>
        </div>
      </div>
      {seminars.length === 0 ? (
        <p className="empty">
          {t('mine.none')} {teaches ? t('mine.noneTeaches') : t('mine.noneStudent')}
        </p>
      ) : null}
      {seminars.map((seminar) => (
        <Block
          key={seminar.id}
          id={`s-${seminar.id}`}
          title={<Link href={`/seminars/${seminar.id}`}>{seminar.name}</Link>}
          sub={
            seminar.role === 'instructor' || seminar.instructors.length === 0
              ? t('mine.about', { members: seminar.members })
              : t('mine.aboutWith', { members: seminar.members, instructors: seminar.instructors.join(', ') })
          }
          acts={t(`roles.${seminar.role}`)}
        >
          {seminar.readings.length === 0 ? <p className="empty">{t('mine.noReadings')}</p> : null}
          <ul className="shelf">
            {seminar.readings.map((reading) => (
              <li key={reading.slug}>
                <Link href={`/readings/${reading.slug}`}>
                  <bdi>{reading.title}</bdi>
                </Link>
                <span>
                  <bdi>{reading.authors.join(', ')}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Block>
      ))}
    </>
  )
}
