import type { ReactNode } from 'react'

/**
 * One part of a page, named by its heading: the heading over a rule, a sentence
 * beside it (`sub`), what can be done with the whole part (`acts`), and the
 * part itself. `id` is the heading's, one of its kind on a page.
 */
export const Block = ({
  id,
  title,
  sub,
  acts,
  children,
}: {
  readonly id: string
  readonly title: ReactNode
  readonly sub?: ReactNode
  readonly acts?: ReactNode
  readonly children?: ReactNode
}) => (
  <section className="block" aria-labelledby={id}>
    <div className="sh">
      <h2 id={id}>{title}</h2>
      {sub === undefined ? null : <p>{sub}</p>}
      {acts === undefined ? null : <div className="acts">{acts}</div>}
    </div>
    {children}
  </section>
)
