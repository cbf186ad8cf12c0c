'use client'

import { useTranslations } from 'next-intl'
import { useLayerName } from '@/components/margin/layer-name'
import { FileMenu } from '@/components/ui/FileMenu'
import type { LayerId } from '@/lib/core/base'

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's or the owner's name; the other kinds are named by the page. */
  readonly name: string
}

/**
 * The annotated PDF of a reading: everything that the reader may see, or one
 * layer. `layers` as the room has them; `current` is the layer that new notes
 * go to. Needs the namespaces `export` and `common`.
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
  const nameOf = useLayerName()
  const everything = `/readings/${slug}/export?format=pdf`
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  return (
    <FileMenu
      label={t('pdf')}
      whole={{ href: everything, name: t('everything') }}
      parts={sorted.map((layer) => ({
        href: `${everything}&layer=${layer.id}`,
        name: layer.id === current ? t('current', { name: nameOf(layer) }) : nameOf(layer),
      }))}
      className={className}
    />
  )
}
