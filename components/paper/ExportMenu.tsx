'use client'

import { useRef } from 'react'
import { useTranslations } from 'next-intl'
import { Popover } from '@/components/ui/Popover'
import type { LayerId } from '@/lib/core/base'

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'group' | 'seminar' | 'instructor'
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
  const ready = useAnnouncement(everything)
  if (layers.length < 2) {
    return (
      <a className={className} href={everything} {...ready}>
        {t('pdf')}
      </a>
    )
  }
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  return (
    <Popover
      label={t('pdf')}
      align="end"
      className="menu"
      trigger={
        <button type="button" className={className} {...ready}>
          {t('pdf')}
        </button>
      }
    >
      <a className="menu-item" href={everything}>
        {t('everything')}
      </a>
      <div className="menu-line" />
      {sorted.map((layer) => (
        <a key={layer.id} className="menu-item" href={`${everything}&layer=${layer.id}`}>
          {layer.id === current ? t('current', { name: layer.name }) : layer.name}
        </a>
      ))}
    </Popover>
  )
}

/** Tells the server, once, that a file will likely be asked for: its press is ready when the reader is. */
const useAnnouncement = (href: string) => {
  const isSaid = useRef(false)
  const announce = (): void => {
    if (isSaid.current) return
    isSaid.current = true
    fetch(href, { method: 'HEAD' }).catch((error: unknown) => {
      // The file itself will say what is wrong.
      console.debug('export: not announced', error)
    })
  }
  return { onPointerEnter: announce, onFocus: announce }
}
