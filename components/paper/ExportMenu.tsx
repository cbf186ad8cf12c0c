'use client'

import { useTranslations } from 'next-intl'
import { FILE_FORMATS } from '@/components/exchange/formats'
import { useLayerName } from '@/components/margin/layer-name'
import { useAnnouncement } from '@/components/ui/FileMenu'
import { Popover } from '@/components/ui/Popover'
import { serializeFilter } from '@/lib/core/annotation'
import type { LayerId } from '@/lib/core/base'
import { useShown } from '@/lib/client/hooks/use-shown'

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's or the owner's name; the other kinds are named by the page. */
  readonly name: string
}

/**
 * What of a reading can be taken home: the annotated PDF of everything that the
 * reader may see, or of one layer; everything in the other formats; and the way
 * to the page on which more can be chosen, the filter of the room with it.
 * `layers` as the room has them; `current` is the layer that new notes go to.
 * Needs the namespaces `export` and `common`.
 */
export const ExportMenu = ({
  slug,
  layers,
  current,
}: {
  readonly slug: string
  readonly layers: readonly ExportLayer[]
  readonly current?: LayerId | null
}) => {
  const t = useTranslations('export')
  const nameOf = useLayerName()
  const files = useFilesHref(slug)
  const file = (format: string): string => `/readings/${slug}/export?format=${format}`
  const announced = useAnnouncement(file('pdf'))
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  return (
    <Popover
      label={t('menu')}
      align="end"
      className="menu export-menu"
      trigger={
        <button type="button" className="btn btn-plain" {...announced}>
          {t('menu')}
        </button>
      }
    >
      <p className="menu-note" id="export-pdf">
        {t('pdf')}
      </p>
      <div role="group" aria-labelledby="export-pdf">
        <a className="menu-item" href={file('pdf')}>
          {t('everything')}
        </a>
        {sorted.length < 2
          ? null
          : sorted.map((layer) => (
              <a key={layer.id} className="menu-item" href={`${file('pdf')}&layer=${layer.id}`}>
                {layer.id === current ? t('current', { name: nameOf(layer) }) : nameOf(layer)}
              </a>
            ))}
      </div>
      <div className="menu-line" />
      <p className="menu-note" id="export-others">
        {t('others')}
      </p>
      <div role="group" aria-labelledby="export-others">
        {FILE_FORMATS.filter((format) => format !== 'pdf').map((format) => (
          <a key={format} className="menu-item" href={file(format)}>
            {t(`formats.${format}`)}
          </a>
        ))}
      </div>
      <div className="menu-line" />
      <a className="menu-item" href={files.href}>
        {t(files.isFiltered ? 'chooseFiltered' : 'choose')}
      </a>
      <a className="menu-item" href={`/readings/${slug}/files#bring`}>
        {t('bring.title')}
      </a>
    </Popover>
  )
}

/** The way to the page of files, for where a menu has no room. */
export const FilesLink = ({ slug, className }: { readonly slug: string; readonly className: string }) => {
  const t = useTranslations('export')
  const { href } = useFilesHref(slug)
  return (
    <a className={className} href={href}>
      {t('menu')}
    </a>
  )
}

/** The page of files, with the room's filter where it leaves something out. */
const useFilesHref = (slug: string): { readonly href: string; readonly isFiltered: boolean } => {
  const { filter, isFiltered } = useShown()
  const shown = new URLSearchParams(serializeFilter(filter, 'place').map(([name, value]) => [name, value]))
  return { href: `/readings/${slug}/files${isFiltered ? `?${shown.toString()}` : ''}`, isFiltered }
}
