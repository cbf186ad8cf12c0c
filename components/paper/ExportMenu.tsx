'use client'

import { useTranslations } from 'next-intl'
import { Suspense, lazy, useRef, useState } from 'react'
import { FILE_FORMATS } from '@/components/exchange/formats'
import { useLayerName } from '@/components/margin/layer-name'
import { useAnnouncement } from '@/components/ui/FileMenu'
import { Popover, PopoverClose } from '@/components/ui/Popover'
import { serializeFilter, showsEveryNote } from '@/lib/core/annotation'
import type { LayerId } from '@/lib/core/base'
import { useNoteView } from '@/lib/client/hooks/use-note-filter'

const PdfDialog = lazy(async () => ({ default: (await import('./PdfDialog')).PdfDialog }))

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's or the owner's name; the other kinds are named by the page. */
  readonly name: string
}

/**
 * What of a reading can be taken home: the annotated PDF, set as a dialog asks;
 * everything in the other formats; and the way to the page on which more can be
 * chosen, the filter of the room with it. `layers` as the room has them; `current`
 * is the layer that new notes go to. With `hasOriginal` the PDF can also be the one
 * that the paper came as. Needs the namespaces `export` and `common`.
 */
export const ExportMenu = ({
  slug,
  layers,
  current,
  hasOriginal = false,
}: {
  readonly slug: string
  readonly layers: readonly ExportLayer[]
  readonly current?: LayerId | null
  readonly hasOriginal?: boolean
}) => {
  const t = useTranslations('export')
  const nameOf = useLayerName()
  const { href: files, isFiltered, shown } = useFilesHref(slug)
  const href = `/readings/${slug}/export`
  const announced = useAnnouncement(`${href}?format=pdf`)
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  const [isPdfOpen, setPdfOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Popover
        label={t('menu')}
        align="end"
        className="menu export-menu"
        buttonRef={button}
        trigger={
          <button type="button" className="btn btn-plain" {...announced}>
            {t('menu')}
          </button>
        }
      >
        <PopoverClose>
          <button
            type="button"
            className="menu-item"
            aria-haspopup="dialog"
            onClick={() => {
              setPdfOpen(true)
            }}
          >
            {t('pdf')}
          </button>
        </PopoverClose>
        <div className="menu-line" />
        <p className="menu-note" id="export-others">
          {t('others')}
        </p>
        <div role="group" aria-labelledby="export-others">
          {FILE_FORMATS.filter((format) => format !== 'pdf').map((format) => (
            <a key={format} className="menu-item" href={`${href}?format=${format}`}>
              {t(`formats.${format}`)}
            </a>
          ))}
        </div>
        <div className="menu-line" />
        <a className="menu-item" href={files}>
          {t(isFiltered ? 'chooseFiltered' : 'choose')}
        </a>
        <a className="menu-item" href={`/readings/${slug}/files#bring`}>
          {t('bring.title')}
        </a>
      </Popover>
      {isPdfOpen ? (
        <Suspense fallback={null}>
          <PdfDialog
            href={href}
            shown={shown}
            hasOriginal={hasOriginal}
            parts={[
              { part: '', name: t('everything') },
              ...sorted.map((layer) => ({
                part: `layer=${layer.id}`,
                name: layer.id === current ? t('current', { name: nameOf(layer) }) : nameOf(layer),
              })),
            ]}
            isOpen={isPdfOpen}
            onOpenChange={setPdfOpen}
            // The dialog has no button of its own: it comes with its code.
            backTo={button}
          />
        </Suspense>
      ) : null}
    </>
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

/** The page of files, with the room's filter where it leaves something out; `shown` is that filter as an address has it. */
const useFilesHref = (
  slug: string,
): { readonly href: string; readonly isFiltered: boolean; readonly shown: string } => {
  const { filter } = useNoteView()
  const isFiltered = !showsEveryNote(filter)
  // What is unread is of this window; a file cannot know it.
  const asked = serializeFilter({ ...filter, marks: filter.marks.filter((mark) => mark !== 'unread') }, 'place')
  const shown = new URLSearchParams(asked.map(([name, value]) => [name, value])).toString()
  return { href: `/readings/${slug}/files${isFiltered ? `?${shown}` : ''}`, isFiltered, shown }
}
