import type { Counts, FiguresTag } from '@/lib/core/statistics'
import { hatch } from './Hatching'
import { MarkLink } from './MarkLink'
import { useTagLinks } from './use-tag-links'
import { useFromStart } from './use-from-start'

const BAR_PX = 16

/**
 * Verdicts by tag in one bar, on a scale where `scaleMax` verdicts fill the
 * width. Drawn on the server; `label` is its name for those who cannot see it.
 */
export const StackBar = (props: {
  readonly tags: readonly FiguresTag[]
  readonly counts: Pick<Counts, 'tags'>
  readonly scaleMax: number
  readonly label: string
  /** Where the verdicts of a tag are read; absent where nowhere. */
  readonly hrefOf?: (tag: FiguresTag) => string
}) => {
  const { tags, counts, scaleMax, label, hrefOf } = props
  const linkOf = useTagLinks(hrefOf)
  const percent = (count: number): number => (scaleMax === 0 ? 0 : (count / scaleMax) * 100)
  const along = useFromStart()
  let before = 0
  return (
    <svg width="100%" height={BAR_PX} {...linkOf.chart} aria-label={label} className="block overflow-visible">
      <line x1={along(0)} x2={along(0)} y2={BAR_PX} stroke="var(--rule)" />
      {tags.map((tag, at) => {
        const count = counts.tags[at] ?? 0
        const from = before
        before += count
        return count === 0 ? null : (
          <MarkLink key={tag.id} {...linkOf.mark(tag, count)}>
            <rect
              x={along(percent(from), percent(count))}
              y="1"
              width={`${percent(count)}%`}
              height={BAR_PX - 2}
              fill={hatch(tag.pigment)}
              stroke={`var(--${tag.pigment}-line)`}
              strokeWidth="1.25"
            />
          </MarkLink>
        )
      })}
    </svg>
  )
}
