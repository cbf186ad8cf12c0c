import { useTranslations } from 'next-intl'
import type { FiguresTag } from '@/lib/core/statistics'

/** What a chart with one mark a tag is to a screen reader, and where each mark leads and what it is called. */
export const useTagLinks = (hrefOf: ((tag: FiguresTag) => string) | undefined) => {
  const t = useTranslations('figures.go')
  return {
    chart: chartOf(hrefOf !== undefined),
    mark: (tag: FiguresTag, count: number) => ({
      href: hrefOf?.(tag),
      label: t('tag', { tag: tag.name, count }),
    }),
  }
}

/** A chart whose marks lead somewhere is a group of links; one whose marks do not is a picture. */
export const chartOf = (hasLinks: boolean) =>
  hasLinks ? ({ role: 'group', 'data-marks': true } as const) : ({ role: 'img' } as const)
