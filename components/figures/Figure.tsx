import { type ReactNode, useId } from 'react'
import { useTranslations } from 'next-intl'

/** A section of the figures under its ink rule: a title, what it shows, then the chart and its table. */
export const Figure = (props: {
  readonly title: string
  readonly what: string
  /** Where its numbers are as a file. */
  readonly csvHref?: string
  readonly className?: string
  readonly children: ReactNode
}) => {
  const t = useTranslations('figures')
  const id = useId()
  return (
    <section className={`figure ${props.className ?? ''}`} aria-labelledby={id}>
      <header>
        <div>
          <h2 id={id}>{props.title}</h2>
          <p>{props.what}</p>
        </div>
        {props.csvHref === undefined ? null : (
          <a className="link" href={props.csvHref} aria-label={t('csvOf', { figure: props.title })}>
            {t('csv')}
          </a>
        )}
      </header>
      {props.children}
    </section>
  )
}
