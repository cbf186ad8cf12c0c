import { useFormatter, useTranslations } from 'next-intl'
import type { Figures, FiguresTag } from '@/lib/core/statistics'
import { CountLink } from './CountsTable'
import { Figure } from './Figure'
import { hatch } from './Hatching'
import { MarkLink } from './MarkLink'
import { Twin } from './Twin'
import type { RoomLink } from './room-links'
import { chartOf } from './use-tag-links'

const STRIP_PX = 34
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Verdicts over time, one strip a tag on one scale. */
export const TimeFigure = ({
  figures,
  roomHref,
  csvHref,
}: {
  readonly figures: Figures
  readonly roomHref: RoomLink
  readonly csvHref: string
}) => {
  const t = useTranslations('figures')
  const format = useFormatter()
  const { steps, stepMs } = figures.overTime
  const first = steps[0]
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return null
  const most = Math.max(1, ...steps.flatMap((step) => step.tags))
  const at = (time: number): string =>
    format.dateTime(time, stepMs < DAY_MS ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' })
  const width = 100 / steps.length
  const hrefOf = (tag: FiguresTag, from: number): string =>
    roomHref({ tags: [tag.id], times: [{ from, until: from + stepMs }] })
  return (
    <Figure title={t('time.title')} what={t('time.what', { minutes: stepMs / MINUTE_MS })} csvHref={csvHref}>
      <div className="time-rows">
        {figures.tags.map((tag, column) => {
          const counts = steps.map((step) => step.tags[column] ?? 0)
          const peak = steps[counts.indexOf(Math.max(...counts))]
          const total = counts.reduce((sum, count) => sum + count, 0)
          return (
            <div key={tag.id}>
              <span className="tagname" data-pigment={tag.pigment}>
                {tag.name}
              </span>
              <svg
                width="100%"
                height={STRIP_PX}
                {...chartOf(total > 0)}
                overflow="visible"
                aria-label={
                  total === 0
                    ? t('time.chartEmpty', { tag: tag.name })
                    : t('time.chart', { tag: tag.name, total, most: Math.max(...counts), peak: at(peak?.from ?? 0) })
                }
              >
                <line x2="100%" y1={STRIP_PX} y2={STRIP_PX} stroke="var(--rule)" />
                {counts.map((count, step) =>
                  count === 0 ? null : (
                    <MarkLink
                      key={steps[step]?.from}
                      href={hrefOf(tag, steps[step]?.from ?? 0)}
                      label={t('time.cell', { count, time: at(steps[step]?.from ?? 0) })}
                    >
                      <rect
                        x={`${step * width}%`}
                        width={`${width * 0.86}%`}
                        y={STRIP_PX - (count / most) * (STRIP_PX - 4)}
                        height={(count / most) * (STRIP_PX - 4)}
                        fill={hatch(tag.pigment)}
                        stroke={`var(--${tag.pigment}-line)`}
                      >
                        <title>{t('time.cell', { count, time: at(steps[step]?.from ?? 0) })}</title>
                      </rect>
                    </MarkLink>
                  ),
                )}
              </svg>
              <span className="num">{total}</span>
            </div>
          )
        })}
      </div>
      <p className="time-ends num" aria-hidden="true">
        <span>{at(first.from)}</span>
        <span>{at(last.from + stepMs)}</span>
      </p>
      <Twin summary={t('table')} label={t('time.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columns.from')}</th>
              {figures.tags.map((tag) => (
                <th key={tag.id} scope="col">
                  <span className="tagname" data-pigment={tag.pigment}>
                    {tag.name}
                  </span>
                </th>
              ))}
              <th scope="col">{t('columns.verdicts')}</th>
            </tr>
          </thead>
          <tbody>
            {steps
              .filter((step) => step.verdicts > 0)
              .map((step) => (
                <tr key={step.from}>
                  <th scope="row">{at(step.from)}</th>
                  {figures.tags.map((tag, column) => (
                    <td key={tag.id}>
                      <CountLink count={step.tags[column] ?? 0} href={hrefOf(tag, step.from)} />
                    </td>
                  ))}
                  <td>{step.verdicts}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </Twin>
    </Figure>
  )
}
