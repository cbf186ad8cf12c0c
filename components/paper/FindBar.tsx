'use client'

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { IconButton } from '@/components/ui/Button'
import { finderIn } from '@/lib/core/document'
import type { PaperView } from '@/lib/client/editor/paper-view'
import { rangeOfPassage } from '@/lib/client/editor/selection'
import { showPassages } from '@/lib/client/editor/shown-passages'
import { showTool, usePageTool } from '@/lib/client/hooks/use-page-tool'
import { usePassages } from '@/lib/client/hooks/use-passages'

/** The names of the places and of the one that is shown (see paper.css). */
const FOUND = 'found'
const NOW = 'found-now'

/** How far below the window's top the reader's first line is looked for, in px. */
const BELOW_BAR = 80

/** Finds words in the paper, its notes too: every place is marked, the first after where one reads is shown, Enter goes on, Shift and Enter back, Escape closes. */
export const FindBar = ({ paper }: { readonly paper: PaperView }) =>
  usePageTool() === 'find' ? <Field paper={paper} /> : null

const Field = ({ paper }: { readonly paper: PaperView }) => {
  const t = useTranslations('paper.find')
  const passages = usePassages()
  const [words, setWords] = useState('')
  /** Where the reader was when the field opened: the first place that is shown comes after it. */
  const [from] = useState(() => {
    const box = paper.view.dom.getBoundingClientRect()
    return passages.offsetAtPoint(box.left + 4, Math.max(box.top + 4, BELOW_BAR)) ?? 0
  })
  /** The place that was stepped to; `null` until one was. */
  const [stepped, setStepped] = useState<number | null>(null)
  const find = useMemo(() => finderIn(paper.index.text), [paper])
  const found = useMemo(() => find(words), [find, words])
  const at =
    stepped ??
    Math.max(
      0,
      found.findIndex(({ start }) => start >= from),
    )
  const now = found[at]

  useEffect(() => showPassages(paper.view, FOUND, found), [found, paper])
  useEffect(() => (now === undefined ? undefined : showPassages(paper.view, NOW, [now], 1)), [now, paper])
  useEffect(() => {
    if (now !== undefined) passages.scrollTo(now)
  }, [now, passages])

  const step = (by: number): void => {
    if (found.length > 0) setStepped((at + by + found.length) % found.length)
  }
  const close = (): void => {
    showTool(null)
    const place = now
    const { dom } = paper.view
    dom.focus({ preventScroll: true })
    if (place === undefined) return
    // The found words are selected, so that they can be annotated at once.
    const selection = document.getSelection()
    selection?.removeAllRanges()
    selection?.addRange(rangeOfPassage(place, paper.view))
  }

  return (
    <search
      className="find-bar slip"
      data-keeps-selection=""
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) step(event.shiftKey ? -1 : 1)
        else if (event.key === 'Escape') close()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <input
        className="input"
        type="search"
        autoFocus
        aria-label={t('label')}
        placeholder={t('label')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setStepped(null)
        }}
      />
      <span className="num quiet" role="status">
        {words.trim() === '' ? '' : t('count', { at: found.length === 0 ? 0 : at + 1, count: found.length })}
      </span>
      <IconButton
        label={t('previous')}
        onClick={() => {
          step(-1)
        }}
      >
        <ChevronUp className="i" aria-hidden />
      </IconButton>
      <IconButton
        label={t('next')}
        onClick={() => {
          step(1)
        }}
      >
        <ChevronDown className="i" aria-hidden />
      </IconButton>
      <IconButton label={t('close')} onClick={close}>
        <X className="i" aria-hidden />
      </IconButton>
    </search>
  )
}
