import type { HeatCell } from '@/lib/core/statistics'
import { MarkLink } from './MarkLink'
import { chartOf } from './use-tag-links'

const CELL_PX = 7
const STRIP_PX = 14
const NOTCH_PX = 6
/** Shades for 0, 1, 2, 3 and 4 or more claims: ink, since colour belongs to the tags. */
const SHADES = [0.07, 0.22, 0.42, 0.64, 0.9] as const

/** The shade of a cell with `claims` claims, as an opacity of ink. */
export const shadeOf = (claims: number): number => SHADES[Math.min(claims, SHADES.length - 1)] ?? SHADES[0]

/**
 * The sentences of one section as a strip: the darker, the more claims; below a
 * cell a notch as high as members disagree there. Long strips shrink to fit, all by as much.
 */
export const HeatStrip = (props: {
  readonly cells: readonly HeatCell[]
  /** How much of the room the strip takes, so that a sentence is as wide in every section: from 0 to 1. */
  readonly share: number
  readonly label: string
  /** The words of one cell, shown on hover. */
  readonly describe: (cell: HeatCell) => string
  /** Where a cell's passages are read; absent where nowhere. */
  readonly hrefOf?: (cell: HeatCell) => string
}) => {
  const { cells, share, label, describe, hrefOf } = props
  const width = Math.max(1, cells.length) * CELL_PX
  const height = STRIP_PX + NOTCH_PX + 2
  return (
    <svg
      className="heat-strip"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `min(${width}px, ${share * 100}%)` }}
      height={height}
      preserveAspectRatio="none"
      {...chartOf(hrefOf !== undefined)}
      aria-label={label}
    >
      {cells.map((cell, at) => (
        <MarkLink key={cell.start} href={cell.claims === 0 ? undefined : hrefOf?.(cell)} label={describe(cell)}>
          <rect x={at * CELL_PX} width={CELL_PX - 1} height={STRIP_PX} fill="var(--ink)" opacity={shadeOf(cell.claims)}>
            <title>{describe(cell)}</title>
          </rect>
          {cell.disagreement !== null && cell.disagreement > 0 && (
            <rect
              x={at * CELL_PX}
              y={STRIP_PX + 2}
              width={CELL_PX - 1}
              height={Math.max(1.5, cell.disagreement * NOTCH_PX)}
              fill="var(--ink)"
            />
          )}
        </MarkLink>
      ))}
    </svg>
  )
}
