import type { ReactNode } from 'react'

/** The tables beside a chart, folded: `summary` unfolds them, `label` names what can be scrolled. */
export const Twin = ({
  summary,
  label = summary,
  isOpen = false,
  id,
  after,
  children,
}: {
  readonly summary: string
  readonly label?: string
  readonly isOpen?: boolean
  readonly id?: string
  /** Stands below the tables, and does not scroll with them. */
  readonly after?: ReactNode
  readonly children: ReactNode
}) => (
  <details className="twin" id={id} open={isOpen}>
    <summary>{summary}</summary>
    <ScrollTable label={label}>{children}</ScrollTable>
    {after}
  </details>
)

/** Tables that may be wider than the page. */
export const ScrollTable = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="twin-scroll" tabIndex={0} role="group" aria-label={label}>
    {children}
  </div>
)

/** The head of a table: the name of each column. */
export const Head = ({ columns }: { readonly columns: readonly ReactNode[] }) => (
  <thead>
    <tr>
      {columns.map((column, at) => (
        // Columns are as many and as ordered as long as the table lives.
        <th key={at} scope="col">
          {column}
        </th>
      ))}
    </tr>
  </thead>
)
