import type { Counts, FiguresTag } from '@/lib/core/statistics'
import { hatch } from './Hatching'
import { MarkLink } from './MarkLink'
import { useTagLinks } from './use-tag-links'
import { useFromStart } from './use-from-start'

const ROW_PX = 32
const BAR_PX = 22
const AXIS_PX = 20

/**
 * One bar a tag: its share of the row's verdicts, with the count and the share
 * beside it. Drawn on the server; `label` is the chart's name for those who
 * cannot see it. All charts of a row share one scale, `scaleMax` (a share).
 */
export const ShareBars = (props: {
  readonly tags: readonly FiguresTag[]
  readonly counts: Counts
  readonly scaleMax: number
  readonly label: string
  /** Where the verdicts of a tag are read; absent where nowhere. */
  readonly hrefOf?: (tag: FiguresTag) => string
}) => {
  const { tags, counts, scaleMax, label, hrefOf } = props
  const linkOf = useTagLinks(hrefOf)
  const along = useFromStart()
  const height = tags.length * ROW_PX
  const ticks = [0, 0.25, 0.5, 0.75, 1].filter((tick) => tick <= scaleMax)
  const shareOf = (at: number): number => (counts.verdicts === 0 ? 0 : (counts.tags[at] ?? 0) / counts.verdicts)
  return (
    <div className="share-bars">
      <div aria-hidden="true">
        {tags.map((tag) => (
          <div key={tag.id} className="row">
            <span className="sign" data-pigment={tag.pigment}>
              {tag.key.toUpperCase()}
            </span>
          </div>
        ))}
      </div>
      <svg width="100%" height={height + AXIS_PX} {...linkOf.chart} aria-label={label} overflow="visible">
        {ticks.map((tick) => {
          const x = along((tick / scaleMax) * 100)
          return (
            <g key={tick}>
              <line x1={x} x2={x} y2={height} stroke="var(--hairline)" />
              <text x={x} y={height + 15} textAnchor="middle">
                {tick === 0 ? '0' : `${tick * 100}%`}
              </text>
            </g>
          )
        })}
        {tags.map((tag, at) =>
          shareOf(at) === 0 ? null : (
            <MarkLink key={tag.id} {...linkOf.mark(tag, counts.tags[at] ?? 0)}>
              {hrefOf === undefined ? null : <rect y={at * ROW_PX} width="100%" height={ROW_PX} fill="transparent" />}
              <rect
                x={along(0, (shareOf(at) / scaleMax) * 100)}
                y={at * ROW_PX + (ROW_PX - BAR_PX) / 2}
                width={`${(shareOf(at) / scaleMax) * 100}%`}
                height={BAR_PX}
                fill={hatch(tag.pigment)}
                stroke={`var(--${tag.pigment}-line)`}
                strokeWidth="1.5"
              />
            </MarkLink>
          ),
        )}
      </svg>
      <div aria-hidden="true">
        {tags.map((tag, at) => (
          <div key={tag.id} className="row num">
            <span>{counts.tags[at] ?? 0}</span>
            <small>{counts.verdicts === 0 ? '' : `${Math.round(shareOf(at) * 100)}%`}</small>
          </div>
        ))}
      </div>
    </div>
  )
}
