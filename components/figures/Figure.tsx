import { type ReactNode, useId } from 'react'
import { useTranslations } from 'next-intl'
import { FigureFiles } from './FigureFiles'

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
        <FigureFiles
          words={{
            svg: t('fileOf', { figure: props.title, kind: 'SVG' }),
            png: t('fileOf', { figure: props.title, kind: 'PNG' }),
            csv: t('csvOf', { figure: props.title }),
          }}
          name={fileNameOf(props.title)}
          csvHref={props.csvHref}
        />
      </header>
      {props.children}
    </section>
  )
}

/** A title as a file may be called. */
const fileNameOf = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
