import { useLocale } from 'next-intl'
import { LANGUAGE_FACTS, languageOf } from '@/lib/core/base'

/**
 * Where something stands that is drawn from the start of the line: `x` for an
 * SVG, of a thing that begins `from` percent along and is `width` percent wide.
 * A mirrored picture would turn the hatchings, which name the tags.
 */
export const useFromStart = (): ((from: number, width?: number) => string) => {
  const language = languageOf(useLocale())
  const isMirrored = language !== undefined && LANGUAGE_FACTS[language].direction === 'rtl'
  return (from, width = 0) => `${isMirrored ? 100 - from - width : from}%`
}
