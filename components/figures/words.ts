import { useTranslations } from 'next-intl'
import type { Coefficient, Interval, UndefinedReason } from '@/lib/core/statistics'

/** Where alpha stands to the two levels that its author asks for (Krippendorff 2019, ch. 12); `chance` where its interval holds 0. */
export type AlphaBand = 'chance' | 'below' | 'low' | 'tentative' | 'reliable'

export const TENTATIVE = 0.667
export const RELIABLE = 0.8

export const bandOf = (alpha: number, interval: Interval): AlphaBand => {
  if (interval.kind === 'defined' && interval.low <= 0 && interval.high >= 0) return 'chance'
  if (alpha < 0) return 'below'
  return alpha < TENTATIVE ? 'low' : alpha < RELIABLE ? 'tentative' : 'reliable'
}

/** A coefficient with two decimals; a true minus sign, and no minus before nought. */
export const decimals = (value: number): string => {
  const text = Math.abs(value).toFixed(2)
  return value < 0 && text !== '0.00' ? `−${text}` : text
}

/** What the figures say of a coefficient, in words. */
export const useCoefficientWords = () => {
  const t = useTranslations('figures')
  const reason = (why: UndefinedReason): string => t(`undefined.${why}`)
  return {
    /** The number, or "not defined". */
    value: (coefficient: Coefficient): string =>
      coefficient.kind === 'defined' ? decimals(coefficient.value) : t('notDefined'),
    reason,
    interval: (interval: Interval): string =>
      interval.kind === 'defined'
        ? t('agreement.interval', { low: decimals(interval.low), high: decimals(interval.high) })
        : t(`noInterval.${interval.reason}`),
    /** The two ends alone, for a table; a dash where there is none. */
    span: (interval: Interval): string =>
      interval.kind === 'defined' ? `${decimals(interval.low)} – ${decimals(interval.high)}` : '–',
    basis: ({ n }: Coefficient): string => t('agreement.basis', { ...n }),
  }
}
