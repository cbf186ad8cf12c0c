'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Document, renderHtml } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { type AuthorNote, authorNotes, showsBeside } from './author-notes'

/** How long a pointer rests on a marker before its note opens, and away before it closes, in ms. */
const REST_MS = 180

interface Shown {
  readonly note: AuthorNote
  readonly marker: HTMLElement
  /** Opened by hand, not by a resting pointer: takes the focus and stays. */
  readonly isPinned: boolean
}

/**
 * A footnote of the author at its marker: opens when the pointer rests there, by
 * a press, or by Enter; closes by Escape, a press outside, or when the pointer
 * leaves. Where the note hangs beside the text already, resting does nothing.
 */
export const NotePopover = ({ paper, document }: { readonly paper: PaperView; readonly document: Document }) => {
  const t = useTranslations('paper')
  const [shown, setShown] = useState<Shown | null>(null)
  const notes = useMemo(() => authorNotes(document), [document])
  const anchor = useRef<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const show = (next: Shown | null): void => {
    clearTimeout(timer.current)
    anchor.current = next?.marker ?? anchor.current
    setShown(next)
  }

  useEffect(() => {
    const { dom } = paper.view
    const find = (event: Event): Omit<Shown, 'isPinned'> | undefined => {
      const target = event.target
      const marker = target instanceof Element ? target.closest<HTMLElement>('.ref a') : null
      const id = marker?.getAttribute('href')?.slice(1)
      const note = notes.find((candidate) => candidate.id === id)
      return marker === null || note === undefined ? undefined : { note, marker }
    }
    const onClick = (event: MouseEvent): void => {
      const found = find(event)
      if (found === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      anchor.current = found.marker
      setShown({ ...found, isPinned: true })
    }
    const later = (act: () => void): void => {
      clearTimeout(timer.current)
      timer.current = setTimeout(act, REST_MS)
    }
    const onOver = (event: PointerEvent): void => {
      const found = event.pointerType === 'mouse' ? find(event) : undefined
      if (found === undefined || showsBeside(found.note.id)) return
      later(() => {
        setShown((before) => {
          if (before?.isPinned === true) return before
          anchor.current = found.marker
          return { ...found, isPinned: false }
        })
      })
    }
    const onOut = (event: PointerEvent): void => {
      if (find(event) === undefined) return
      later(() => {
        setShown((before) => (before?.isPinned === true ? before : null))
      })
    }
    dom.addEventListener('click', onClick)
    dom.addEventListener('pointerover', onOver)
    dom.addEventListener('pointerout', onOut)
    return () => {
      clearTimeout(timer.current)
      dom.removeEventListener('click', onClick)
      dom.removeEventListener('pointerover', onOver)
      dom.removeEventListener('pointerout', onOut)
    }
  }, [paper, notes])

  const html = useMemo(() => (shown === null ? '' : renderHtml(shown.note.node)), [shown])
  if (shown === null) return null
  const name = /\d/.test(shown.note.label) ? t('note', { label: shown.note.label }) : t('noteAuthor')
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) show(null)
      }}
    >
      <Popover.Anchor virtualRef={{ current: shown.marker }} />
      <Popover.Portal>
        <Popover.Content
          className="note-slip slip"
          aria-label={name}
          data-keeps-selection=""
          side="bottom"
          align="start"
          alignOffset={-16}
          sideOffset={8}
          collisionPadding={{ top: 64, bottom: 8, left: 8, right: 8 }}
          onOpenAutoFocus={(event) => {
            if (!shown.isPinned) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (shown.isPinned) shown.marker.focus({ preventScroll: true })
          }}
          onPointerEnter={() => {
            clearTimeout(timer.current)
          }}
          onPointerLeave={() => {
            if (!shown.isPinned)
              timer.current = setTimeout(() => {
                show(null)
              }, REST_MS)
          }}
        >
          <div className="note-slip-head">
            <span>{name}</span>
            {shown.isPinned ? (
              <Popover.Close className="btn btn-plain btn-icon" aria-label={t('closeNote')}>
                <X className="i" aria-hidden />
              </Popover.Close>
            ) : null}
          </div>
          <div dangerouslySetInnerHTML={{ __html: html }} />
          <p className="note-slip-foot">
            <a
              href={`#${shown.note.id}`}
              onClick={() => {
                show(null)
              }}
            >
              {t('toNotes')}
            </a>
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
