'use client'

import { useTranslations } from 'next-intl'
import { FileMenu } from '@/components/ui/FileMenu'
import type { LayerId } from '@/lib/core/base'

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's name, or a word for the kind. */
  readonly name: string
}

/**
 * The annotated PDF of a reading: everything that the reader may see, or one
 * layer. `layers` as the room has them; `current` is the layer that new notes
 * go to. Needs the namespace `export`.
 */
export const ExportMenu = ({
  slug,
  layers,
  current,
  className = 'btn btn-plain',
}: {
  readonly slug: string
  readonly layers: readonly ExportLayer[]
  readonly current?: LayerId | null
  readonly className?: string
}) => {
  const t = useTranslations('export')
  const everything = `/readings/${slug}/export?format=pdf`
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  return (
    <FileMenu
      label={t('pdf')}
      whole={{ href: everything, name: t('everything') }}
      parts={sorted.map(({ id, name }) => ({
        href: `${everything}&layer=${id}`,
        name: id === current ? t('current', { name }) : name,
      }))}
      className={className}
    />
  )
}
