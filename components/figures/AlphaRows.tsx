import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import type { Pigment } from '@/lib/core/annotation'
import type { Estimate } from '@/lib/core/statistics'
import { Mark, type MarkShape } from './Mark'
import { RELIABLE, TENTATIVE, decimals, useCoefficientWords } from './words'

const ROW_PX = 26
const TICK_STEP = 0.25

/** One alpha with what it is of. */
export interface AlphaRow {
  readonly id: string
  /** What it is of, also for those who cannot see the mark. */
  readonly name: string
  readonly label: ReactNode
  readonly estimate: Estimate
  readonly shape: MarkShape
  readonly pigment?: Pigment
  /** Begins a part of the rows: some room above. */
  readonly starts?: boolean
}

/**
 * Alphas on one scale, each with its interval as a whisker. Dotted lines stand
 * where its author draws them. All rows share `from`, the lowest value shown.
 */
export const AlphaRows = ({ rows }: { readonly rows: readonly AlphaRow[] }) => {
  const t = useTranslations('figures')
  const words = useCoefficientWords()
  const lows = rows.flatMap(({ estimate: { coefficient, interval } }) => [
    coefficient.kind === 'defined' ? coefficient.value : 0,
    interval.kind === 'defined' ? interval.low : 0,
  ])
  const from = Math.max(-1, Math.floor(Math.min(0, ...lows) / TICK_STEP) * TICK_STEP)
  const x = (value: number): string => `${((Math.max(from, value) - from) / (1 - from)) * 100}%`
  const ticks = Array.from({ length: Math.round((1 - from) / TICK_STEP) + 1 }, (_, at) => from + at * TICK_STEP)
  return (
    <div className="alpha-rows">
      {rows.map(({ id, name, label, estimate: { coefficient, interval }, shape, pigment, starts }) => {
        const stroke = pigment === undefined ? 'var(--ink)' : `var(--${pigment}-line)`
        const said =
          coefficient.kind === 'defined'
            ? t('agreement.row', { name, alpha: decimals(coefficient.value), interval: words.interval(interval) })
            : t('agreement.rowUndefined', { name, reason: words.reason(coefficient.reason) })
        return (
          <div key={id} data-starts={starts}>
            <span className="what">{label}</span>
            <svg width="100%" height={ROW_PX} role="img" aria-label={said} overflow="visible">
              <Lines ticks={ticks} x={x} />
              {coefficient.kind === 'undefined' ? (
                <text x={x(Math.max(0, from))} dx="8" y={ROW_PX / 2 + 4}>
                  {t('notDefined')}
                </text>
              ) : (
                <>
                  {interval.kind === 'defined' ? (
                    <line
                      x1={x(interval.low)}
                      x2={x(interval.high)}
                      y1={ROW_PX / 2}
                      y2={ROW_PX / 2}
                      stroke={stroke}
                      strokeWidth="2"
                    />
                  ) : null}
                  <svg x={x(coefficient.value)} y={ROW_PX / 2} overflow="visible">
                    <Mark shape={shape} stroke={stroke} />
                  </svg>
                </>
              )}
            </svg>
            <span className="num" aria-hidden="true">
              {coefficient.kind === 'defined' ? decimals(coefficient.value) : '–'}
            </span>
          </div>
        )
      })}
      <div aria-hidden="true">
        <span />
        <svg width="100%" height="20" overflow="visible">
          {ticks.map((tick) => (
            <text key={tick} x={x(tick)} y="14" textAnchor="middle">
              {tick < 0 ? `−${Math.abs(tick)}` : tick}
            </text>
          ))}
        </svg>
        <span />
      </div>
    </div>
  )
}

const Lines = ({ ticks, x }: { readonly ticks: readonly number[]; readonly x: (value: number) => string }) => (
  <>
    {ticks.map((tick) => (
      <line key={tick} x1={x(tick)} x2={x(tick)} y2={ROW_PX} stroke="var(--hairline)" />
    ))}
    {[TENTATIVE, RELIABLE].map((level) => (
      <line
        key={level}
        x1={x(level)}
        x2={x(level)}
        y2={ROW_PX}
        stroke="var(--ink-3)"
        strokeDasharray="1.5 3.5"
        strokeLinecap="round"
        strokeWidth="1.5"
      />
    ))}
  </>
)
