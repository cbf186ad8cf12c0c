import { useTranslations } from 'next-intl'
import type { Transitions } from '@/lib/core/statistics'
import { hatch } from './Hatching'
import { MarkLink } from './MarkLink'
import type { RoomLink } from './room-links'
import { chartOf } from './use-tag-links'

const WIDTH = 460
const HEIGHT = 320
/** Room for the names on both sides. */
const NAMES = 104
const BAR = 12
const GAP = 16
const TOP = 22

/**
 * The table of transitions as a diagram: a bar a tag on each side, and between
 * them a ribbon for each cell, as broad as its count. Who stayed is pale; who
 * changed is hatched like the tag they came from. Numbers run the same way in
 * every language.
 */
export const Alluvial = ({
  transitions,
  roomHref,
}: {
  readonly transitions: Transitions
  readonly roomHref: RoomLink
}) => {
  const t = useTranslations('figures')
  const { tags, table, pairs, from, to } = transitions
  const left = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const right = tags.map((_, column) => table.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const scale = (HEIGHT - TOP - GAP * Math.max(0, tags.length - 1)) / Math.max(1, pairs)
  const topsOf = (sizes: readonly number[]): readonly number[] => {
    const tops: number[] = []
    let y = TOP
    for (const size of sizes) {
      tops.push(y)
      y += size * scale + GAP
    }
    return tops
  }
  const leftTops = topsOf(left)
  const rightTops = topsOf(right)
  const x0 = NAMES + BAR
  const x1 = WIDTH - NAMES - BAR
  const ribbons = ribbonsOf(table, leftTops, rightTops, scale)
  const list = ribbons
    .filter(({ row, column }) => row !== column)
    .map(({ row, column, count }) =>
      t('transitions.move', { from: tags[row]?.name ?? '', to: tags[column]?.name ?? '', count }),
    )
    .join(', ')
  const middle = (x0 + x1) / 2
  return (
    <svg
      className="alluvial"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      {...chartOf(true)}
      aria-label={t('transitions.chart', { from, to, pairs, list: list === '' ? t('transitions.nobody') : list })}
    >
      <text x={NAMES + BAR} y={12} textAnchor="end">
        {t('transitions.round', { number: from })}
      </text>
      <text x={WIDTH - NAMES - BAR} y={12}>
        {t('transitions.round', { number: to })}
      </text>
      {ribbons.map(({ row, column, count, y0, y1 }) => {
        const pigment = tags[row]?.pigment ?? 'graphite'
        const size = count * scale
        const name = (place: number): string => tags[place]?.name ?? ''
        const { places = [], members = [] } = transitions.behind[row]?.[column] ?? {}
        const link = {
          href: roomHref({
            tags: [...new Set([row, column])].flatMap((place) => tags[place]?.id ?? []),
            by: members,
            rounds: [from, to],
            places,
          }),
          label:
            row === column
              ? t('go.stayed', { tag: name(row), count })
              : t('go.moved', { from: name(row), to: name(column), count }),
        }
        const path = `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}V${y1 + size}C${middle} ${y1 + size} ${middle} ${y0 + size} ${x0} ${y0 + size}Z`
        return (
          <MarkLink key={`${row} ${column}`} {...link}>
            {row === column ? (
              <path d={path} fill={`var(--${pigment}-fill-1)`} />
            ) : (
              <path d={path} fill={hatch(pigment)} fillOpacity="0.75" stroke={`var(--${pigment}-line)`} />
            )}
          </MarkLink>
        )
      })}
      {tags.map((tag, at) => (
        <g key={tag.id}>
          {[
            {
              size: left[at] ?? 0,
              top: leftTops[at] ?? 0,
              x: NAMES,
              name: NAMES - 8,
              anchor: 'end' as const,
              round: from,
            },
            {
              size: right[at] ?? 0,
              top: rightTops[at] ?? 0,
              x: x1,
              name: WIDTH - NAMES + 8,
              anchor: 'start' as const,
              round: to,
            },
          ].map(({ size, top, x, name, anchor, round }) =>
            size === 0 ? null : (
              <MarkLink
                key={anchor}
                href={roomHref({ tags: [tag.id], rounds: [round] })}
                label={t('go.inRound', { round, tag: tag.name, count: size })}
              >
                <rect
                  x={x}
                  y={top}
                  width={BAR}
                  height={Math.max(1, size * scale)}
                  fill={hatch(tag.pigment)}
                  stroke={`var(--${tag.pigment}-line)`}
                  strokeWidth="1.5"
                />
                <text className="strong" x={name} y={top + (size * scale) / 2} textAnchor={anchor}>
                  {tag.name}
                </text>
                <text x={name} y={top + (size * scale) / 2 + 14} textAnchor={anchor}>
                  {size}
                </text>
              </MarkLink>
            ),
          )}
        </g>
      ))}
    </svg>
  )
}

interface Ribbon {
  readonly row: number
  readonly column: number
  readonly count: number
  readonly y0: number
  readonly y1: number
}

/** Ribbons leave a bar in the order of where they go and reach one in the order of where they come from, so that few cross. Those who stayed are drawn first. */
const ribbonsOf = (
  table: Transitions['table'],
  leftTops: readonly number[],
  rightTops: readonly number[],
  scale: number,
): readonly Ribbon[] => {
  const ribbons: Ribbon[] = []
  const reached = [...rightTops]
  table.forEach((row, at) => {
    let y0 = leftTops[at] ?? 0
    row.forEach((count, column) => {
      if (count === 0) return
      const y1 = reached[column] ?? 0
      ribbons.push({ row: at, column, count, y0, y1 })
      y0 += count * scale
      reached[column] = y1 + count * scale
    })
  })
  return ribbons.toSorted((a, b) => Number(a.row !== a.column) - Number(b.row !== b.column))
}
