import { type ReactNode, useId } from 'react'

/** A section of the figures under its ink rule: a title, what it shows, then the chart and its table. */
export const Figure = (props: {
  readonly title: string
  readonly what: string
  readonly className?: string
  readonly children: ReactNode
}) => {
  const id = useId()
  return (
    <section className={`figure ${props.className ?? ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{props.title}</h2>
        <p>{props.what}</p>
      </header>
      {props.children}
    </section>
  )
}
