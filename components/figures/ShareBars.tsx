import type { Counts, FiguresTag } from '@/lib/core/statistics'
import { hatch } from './Hatching'
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
}) => {
  const { tags, counts, scaleMax, label } = props
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
      <svg width="100%" height={height + AXIS_PX} role="img" aria-label={label} overflow="visible">
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
            <rect
              key={tag.id}
              x={along(0, (shareOf(at) / scaleMax) * 100)}
              y={at * ROW_PX + (ROW_PX - BAR_PX) / 2}
              width={`${(shareOf(at) / scaleMax) * 100}%`}
              height={BAR_PX}
              fill={hatch(tag.pigment)}
              stroke={`var(--${tag.pigment}-line)`}
              strokeWidth="1.5"
            />
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
