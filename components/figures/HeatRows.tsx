import { useTranslations } from 'next-intl'
import type { AgreementIntervals, Figures, HeatCell } from '@/lib/core/statistics'
import { HeatStrip, shadeOf } from './HeatStrip'
import { Head, Twin } from './Twin'
import type { RoomLink } from './room-links'
import { useCoefficientWords } from './words'

/** How many paragraphs are named as those with most claims. */
const PARAGRAPHS_NAMED = 3

/** Where the class worked: a strip a section, in the order of the contents. */
export const HeatRows = (props: {
  readonly figures: Figures
  readonly intervals: AgreementIntervals | null
  readonly readingHref: string
  readonly roomHref: RoomLink
  /** Where the counts by paragraph are as a file. */
  readonly paragraphsHref: string
}) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const alphas = new Map(props.figures.agreement.bySection.map(({ id, alpha }) => [id, alpha]))
  const drawn = new Map(
    props.figures.agreement.bySection.map(({ id }, at) => [id, props.intervals?.bySection[at] ?? null]),
  )
  const counts = new Map(props.figures.bySection.map((section) => [section.id, section]))
  const rows = props.figures.heat
    .filter((section) => section.cells.length > 0)
    .map((section) => ({
      ...section,
      alpha: alphas.get(section.id),
      interval: drawn.get(section.id) ?? null,
      claims: counts.get(section.id)?.claims ?? 0,
      stretch: counts.get(section.id),
      touched: section.cells.filter((cell) => cell.claims > 0).length,
      differ: section.cells.filter((cell) => (cell.disagreement ?? 0) > 0).length,
      most: Math.max(0, ...section.cells.map((cell) => cell.claims)),
    }))
  const describe = (cell: HeatCell): string =>
    t('heat.cell', {
      claims: cell.claims,
      members: cell.members,
      tags: props.figures.tags
        .flatMap((tag, at) =>
          (cell.tags[at] ?? 0) > 0 ? [t('share', { name: tag.name, count: cell.tags[at] ?? 0 })] : [],
        )
        .join(', '),
      disagreement: cell.disagreement === null ? t('heat.notDefined') : cell.disagreement.toFixed(2),
    })
  const longest = Math.max(1, ...rows.map((row) => row.cells.length))
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  const touched = sum(rows.map((row) => row.touched))
  const sentences = sum(rows.map((row) => row.cells.length))
  const paragraphs = props.figures.byParagraph.toSorted((a, b) => b.claims - a.claims || a.number - b.number)
  return (
    <>
      <div className="heat-rows">
        <div className="head" aria-hidden="true">
          <span>{t('columns.section')}</span>
          <span />
          <span>{t('columns.claims')}</span>
          <span>{t('columns.alpha')}</span>
        </div>
        {rows.map((row) => (
          <div key={row.id} data-level={row.level}>
            <a href={`${props.readingHref}#${row.id}`}>{row.title}</a>
            <HeatStrip
              cells={row.cells}
              share={row.cells.length / longest}
              describe={describe}
              hrefOf={(cell) => props.roomHref({ places: [cell], hash: `p=${cell.start}-${cell.end}` })}
              label={t('heat.chart', {
                section: row.title,
                touched: row.touched,
                sentences: row.cells.length,
                most: row.most,
                differ: row.differ,
              })}
            />
            <span className="num">
              {row.claims === 0 || row.stretch === undefined ? (
                row.claims
              ) : (
                <a
                  href={props.roomHref({ places: [row.stretch], hash: row.id })}
                  aria-label={t('go.section', { section: row.title, claims: row.claims })}
                >
                  {row.claims}
                </a>
              )}
            </span>
            {row.alpha?.kind === 'defined' ? (
              <span className="num">{words.value(row.alpha)}</span>
            ) : (
              <span className="quiet" title={row.alpha === undefined ? undefined : words.reason(row.alpha.reason)}>
                {t('notDefined')}
              </span>
            )}
          </div>
        ))}
      </div>
      <p className="heat-key" aria-hidden="true">
        <svg width="50" height="14">
          {[0, 1, 2, 3, 4].map((claims) => (
            <rect key={claims} x={claims * 10} width="9" height="14" fill="var(--ink)" opacity={shadeOf(claims)} />
          ))}
        </svg>
        {t('heat.ramp')}
        <svg width="26" height="12">
          <path d="M0 8h7v4h-7zM9 4h7v8h-7zM18 0h7v12h-7z" fill="var(--ink)" />
        </svg>
        {t('heat.notch')}
      </p>
      <p className="plain">
        {t('heat.coverage', {
          touched,
          sentences,
          share: sentences === 0 ? '0%' : `${Math.round((touched / sentences) * 100)}%`,
        })}{' '}
        {paragraphs.length === 0
          ? null
          : t('heat.most', {
              list: paragraphs
                .slice(0, PARAGRAPHS_NAMED)
                .map(({ number, claims: count }) => t('heat.paragraph', { number, claims: count }))
                .join(', '),
            })}
      </p>
      <Twin summary={t('table')} label={t('heat.title')}>
        <table>
          <Head
            columns={[
              t('columns.section'),
              t('heat.sentences'),
              t('heat.touched'),
              t('heat.covered'),
              t('heat.differ'),
              t('columns.claims'),
              t('columns.alpha'),
              t('columns.interval'),
              t('columns.members'),
              t('columns.pairable'),
            ]}
          />
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.title}</th>
                <td>{row.cells.length}</td>
                <td>{row.touched}</td>
                <td>{Math.round((row.touched / row.cells.length) * 100)}%</td>
                <td>{row.differ}</td>
                <td>{row.claims}</td>
                <td>
                  {row.alpha === undefined ? '' : words.value(row.alpha)}
                  {row.alpha?.kind === 'undefined' ? <small>{words.reason(row.alpha.reason)}</small> : null}
                </td>
                <td>{row.interval === null ? '–' : words.span(row.interval)}</td>
                <td>{row.alpha?.n.raters ?? 0}</td>
                <td>{row.alpha?.n.pairable ?? 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {paragraphs.length === 0 ? null : (
          <>
            <table>
              <Head
                columns={[
                  t('go.paragraph'),
                  ...props.figures.tags.map(({ name }) => name),
                  t('columns.verdicts'),
                  t('columns.claims'),
                ]}
              />
              <tbody>
                {props.figures.byParagraph.map((paragraph) => (
                  <tr key={paragraph.number}>
                    <th scope="row">
                      <a href={props.roomHref({ places: [paragraph], hash: `p=${paragraph.start}-${paragraph.end}` })}>
                        {t('go.paragraphNumber', { number: paragraph.number })}
                      </a>
                    </th>
                    {props.figures.tags.map((tag, at) => (
                      <td key={tag.id}>{paragraph.tags[at] ?? 0}</td>
                    ))}
                    <td>{paragraph.verdicts}</td>
                    <td>{paragraph.claims}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="fine">
              <a className="link" href={props.paragraphsHref}>
                {t('heat.paragraphsFile')}
              </a>
            </p>
          </>
        )}
      </Twin>
    </>
  )
}
