'use client'

import { useTranslations } from 'next-intl'
import { Suspense, lazy, useRef, useState } from 'react'
import { useLayerName } from '@/components/margin/layer-name'
import { useAnnouncement } from '@/components/ui/FileMenu'
import { useNoteView } from '@/lib/client/hooks/use-note-filter'
import { serializeFilter } from '@/lib/core/annotation'
import type { LayerId } from '@/lib/core/base'

const PdfDialog = lazy(async () => ({ default: (await import('./PdfDialog')).PdfDialog }))

/** A layer that the reader may take home. */
export interface ExportLayer {
  readonly id: LayerId
  readonly kind: 'private' | 'member' | 'group' | 'seminar' | 'instructor'
  /** The group's or the owner's name; the other kinds are named by the page. */
  readonly name: string
}

/**
 * The annotated PDF of a reading: everything that the reader may see, or one
 * layer, or the notes that the room shows now. `layers` as the room has them;
 * `current` is the layer that new notes go to. Needs the namespaces `export` and
 * `common`.
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
  const { filter } = useNoteView()
  // What is unread is of this window; a file cannot know it.
  const asked = serializeFilter({ ...filter, marks: filter.marks.filter((mark) => mark !== 'unread') }, 'place')
  const shown = new URLSearchParams(asked.map(([name, value]) => [name, value])).toString()
  const sorted = layers.toSorted((a, b) => Number(b.id === current) - Number(a.id === current))
  const href = `/readings/${slug}/export`
  const announced = useAnnouncement(`${href}?format=pdf`)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const origin = useRef<HTMLElement | null>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="dialog"
        onClick={() => {
          origin.current = leavePopover(button.current)
          setOpen(true)
        }}
        {...announced}
      >
        {t('pdf')}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <PdfDialog
            href={href}
            shown={shown}
            parts={[
              { part: '', name: t('everything') },
              ...sorted.map((layer) => ({
                part: `layer=${layer.id}`,
                name: layer.id === current ? t('current', { name: nameOf(layer) }) : nameOf(layer),
              })),
            ]}
            isOpen={isOpen}
            onOpenChange={(next) => {
              setOpen(next)
              // The dialog has no button of its own: it comes with its code.
              if (!next) requestAnimationFrame(() => origin.current?.focus({ preventScroll: true }))
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** A drawer stands above every dialog: it closes, and what opened it gets the focus back. Elsewhere the button itself does. */
const leavePopover = (button: HTMLButtonElement | null): HTMLElement | null => {
  const drawer = button?.closest<HTMLElement>('[popover]')
  if (drawer?.matches(':popover-open') !== true) return button
  drawer.hidePopover()
  return document.querySelector<HTMLElement>(`[popovertarget="${drawer.id}"]`)
}
