'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { putBeside } from '@/components/ui/beside'
import { type Document, renderHtml } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { type AuthorNote, authorNotes, showsBeside } from './author-notes'
import { NoteCopy } from './NoteCopy'
import { PAPER_LANGUAGE } from './paper-language'

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
 * Its text can be selected and annotated in the slip.
 */
export const NotePopover = ({ paper, document }: { readonly paper: PaperView; readonly document: Document }) => {
  const [shown, setShown] = useState<Shown | null>(null)
  const notes = useMemo(() => authorNotes(document), [document])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = (next: (before: Shown | null) => Shown | null): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setShown(next)
    }, REST_MS)
  }
  const find = (event: Event): Omit<Shown, 'isPinned'> | undefined => {
    const marker = event.target instanceof Element ? event.target.closest<HTMLElement>('.ref a') : null
    const id = marker?.getAttribute('href')?.slice(1)
    const note = notes.find((candidate) => candidate.id === id)
    return marker === null || note === undefined ? undefined : { note, marker }
  }

  const onClick = useEffectEvent((event: MouseEvent) => {
    const found = find(event)
    if (found === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    clearTimeout(timer.current)
    setShown({ ...found, isPinned: true })
  })
  const onOver = useEffectEvent((event: PointerEvent) => {
    const found = event.pointerType === 'mouse' ? find(event) : undefined
    if (found === undefined || showsBeside(found.note.id)) return
    later((before) => (before?.isPinned === true ? before : { ...found, isPinned: false }))
  })
  const leave = (): void => {
    later((before) => (before?.isPinned === true ? before : null))
  }
  const onOut = useEffectEvent((event: PointerEvent) => {
    if (find(event) !== undefined) leave()
  })
  useEffect(() => {
    const { dom } = paper.view
    const listeners = new AbortController()
    const { signal } = listeners
    const listen = <Name extends 'click' | 'pointerover' | 'pointerout'>(
      name: Name,
      act: (event: HTMLElementEventMap[Name]) => void,
    ): void => {
      dom.addEventListener(name, act, { signal })
    }
    listen('click', (event) => {
      onClick(event)
    })
    listen('pointerover', (event) => {
      onOver(event)
    })
    listen('pointerout', (event) => {
      onOut(event)
    })
    return () => {
      clearTimeout(timer.current)
      listeners.abort()
    }
  }, [paper])

  if (shown === null) return null
  return (
    <NoteSlip
      key={shown.note.id}
      paper={paper}
      shown={shown}
      onEnter={() => {
        clearTimeout(timer.current)
      }}
      onLeave={leave}
      onClose={() => {
        setShown(null)
      }}
    />
  )
}

const NoteSlip = ({
  paper,
  shown: { note, marker, isPinned },
  onEnter,
  onLeave,
  onClose,
}: {
  readonly paper: PaperView
  readonly shown: Shown
  readonly onEnter: () => void
  readonly onLeave: () => void
  readonly onClose: () => void
}) => {
  const t = useTranslations('paper')
  const slip = useRef<HTMLDivElement>(null)
  const html = useMemo(() => renderHtml(note.node), [note])
  const name = /\d/.test(note.label) ? t('note', { label: note.label }) : t('noteAuthor')

  useLayoutEffect(() => {
    slip.current?.showPopover()
    if (slip.current !== null)
      putBeside(slip.current, marker.getBoundingClientRect(), { side: 'bottom', align: 'start' })
  }, [marker])
  useEffect(() => {
    if (isPinned) slip.current?.focus({ preventScroll: true })
  }, [isPinned])

  const close = (isBack: boolean): void => {
    if (isBack && isPinned) marker.focus({ preventScroll: true })
    onClose()
  }
  const onOutside = useEffectEvent(close)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      onOutside(true)
    }
    const onPress = (event: PointerEvent): void => {
      if (!(event.target instanceof Element) || event.target.closest('[role="toolbar"]') !== null) return
      if (slip.current?.contains(event.target) !== true) onOutside(false)
    }
    // The first to hear Escape: it closes what was opened last.
    document.addEventListener('keydown', onKey, { capture: true })
    document.addEventListener('pointerdown', onPress, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
      document.removeEventListener('pointerdown', onPress, { capture: true })
    }
  }, [])

  return (
    <div
      ref={slip}
      className="note-slip slip"
      popover="manual"
      role="dialog"
      aria-label={name}
      tabIndex={-1}
      data-keeps-selection=""
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      <div className="note-slip-head">
        <span>{name}</span>
        {isPinned ? (
          <button
            type="button"
            className="btn btn-plain btn-icon"
            aria-label={t('closeNote')}
            onClick={() => {
              close(true)
            }}
          >
            <X className="i" aria-hidden />
          </button>
        ) : null}
      </div>
      <div {...PAPER_LANGUAGE}>
        <NoteCopy paper={paper} note={note.id} html={html} isInFront={false} />
      </div>
      <p className="note-slip-foot">
        <a href={`#${note.id}`} onClick={onClose}>
          {t('toNotes')}
        </a>
      </p>
    </div>
  )
}
