import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { Counts, FiguresTag } from '@/lib/core/statistics'
import { Head, Twin } from './Twin'

/** A row of a table twin: a heading and its counts. */
export interface CountsRow {
  readonly id: string
  readonly heading: ReactNode
  /** Cells before the tags, in the order of `leading`. */
  readonly leading: readonly (string | number)[]
  readonly counts: Counts
  /** Where the count of a tag leads, as its mark in the chart does: a mark may be too small for a finger. */
  readonly hrefOf?: (tag: FiguresTag) => string
}

/** A count that leads to what it counts, where there is any. */
export const CountLink = ({ count, href }: { readonly count: number; readonly href: string | undefined }) =>
  href === undefined || count === 0 ? count : <a href={href}>{count}</a>

/** The table twin of a chart: one column a tag, a row of totals below where it is given. */
export const CountsTable = (props: {
  readonly tags: readonly FiguresTag[]
  readonly what: string
  readonly leading: readonly string[]
  readonly rows: readonly CountsRow[]
  readonly total?: CountsRow
}) => {
  const t = useTranslations('figures')
  const { tags, what, leading, rows, total } = props
  const cells = (row: CountsRow) => (
    <tr key={row.id}>
      <th scope="row">{row.heading}</th>
      {row.leading.map((cell, at) => (
        <td key={leading[at]}>{cell}</td>
      ))}
      {tags.map((tag, at) => (
        <td key={tag.id}>
          <CountLink count={row.counts.tags[at] ?? 0} href={row.hrefOf?.(tag)} />
        </td>
      ))}
      <td>{row.counts.verdicts}</td>
      <td>{row.counts.claims}</td>
      <td>{row.counts.annotations}</td>
      <td>{row.counts.comments}</td>
    </tr>
  )
  return (
    <Twin summary={t('table')}>
      <table>
        <Head
          columns={[
            what,
            ...leading,
            ...tags.map((tag) => (
              <span key={tag.id} className="tagname" data-pigment={tag.pigment}>
                {tag.name}
              </span>
            )),
            t('columns.verdicts'),
            t('columns.claims'),
            t('columns.annotations'),
            t('columns.comments'),
          ]}
        />
        <tbody>{rows.map(cells)}</tbody>
        {total === undefined ? null : <tfoot>{cells(total)}</tfoot>}
      </table>
    </Twin>
  )
}
