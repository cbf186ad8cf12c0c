'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { type Document, type Sentence, renderHtml } from '@/lib/core/document'
import type { PassagesOfPage } from '@/lib/client/editor/passages'
import { type PaperView, openPaper } from '@/lib/client/editor/paper-view'
import { FindBar } from './FindBar'
import { Grips } from './Grips'
import { KeyboardCaret } from './KeyboardCaret'
import { LinkedPassage } from './LinkedPassage'
import { NotePopover } from './NotePopover'
import { PaperHighlights } from './PaperHighlights'
import { PaperSelection } from './PaperSelection'
import { PAPER_LANGUAGE } from './paper-language'
import { PenStroke } from './PenStroke'
import { Readers } from './Readers'
import { SentenceNumbers } from './SentenceNumbers'

/**
 * The text of a paper. The server writes it as HTML, which stays; in the
 * browser what lives on the text (highlights, selection, caret, readers, notes)
 * starts before the next paint.
 */
export const PaperText = ({
  document,
  sentences,
  title,
  passages,
  onOpen,
}: {
  readonly document: Document
  /** Of the same document. */
  readonly sentences: readonly Sentence[]
  readonly title: string
  readonly passages: PassagesOfPage
  /** Told of the paper once its text is taken over, and of `null` when it goes; the same function always. */
  readonly onOpen: (paper: PaperView | null) => void
}): ReactNode => {
  const t = useTranslations('paper')
  const column = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLDivElement>(null)
  const [layer, setLayer] = useState<HTMLDivElement | null>(null)
  const [paper, setPaper] = useState<PaperView | null>(null)
  // The browser has this HTML already, and writes it where it has not: it need not be sent a second time.
  const [html] = useState(() => (typeof window === 'undefined' ? renderHtml(document) : ''))
  const label = t('text', { title })

  useLayoutEffect(() => {
    if (element.current === null || column.current === null) return undefined
    const opened = openPaper(element.current, document)
    passages.attach({
      view: opened.view,
      viewOf: opened.viewOf,
      index: opened.index,
      paragraphs: opened.paragraphs,
      column: column.current,
    })
    setPaper(opened)
    onOpen(opened)
    const onLayout = (): void => {
      passages.layoutChanged()
    }
    const sizes = new ResizeObserver(onLayout)
    sizes.observe(element.current)
    const unsubscribe = opened.subscribeViews(onLayout)
    const { fonts } = window.document
    fonts.addEventListener('loadingdone', onLayout)
    return () => {
      fonts.removeEventListener('loadingdone', onLayout)
      unsubscribe()
      sizes.disconnect()
      passages.detach()
      opened.destroy()
      setPaper(null)
      onOpen(null)
    }
  }, [document, passages, onOpen])

  return (
    <div className="text" ref={column}>
      <div
        ref={element}
        className="paper"
        {...PAPER_LANGUAGE}
        role="document"
        tabIndex={0}
        aria-label={label}
        aria-describedby="paper-keyboard"
        data-open={paper === null ? undefined : ''}
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: html }}
      />
      <p id="paper-keyboard" className="vh">
        {t('keyboard')}
      </p>
      <div ref={setLayer} className="text-layer" />
      {paper === null || layer === null ? null : (
        <>
          <PaperHighlights paper={paper} />
          <PaperSelection paper={paper} />
          <PenStroke paper={paper} layer={layer} sentences={sentences} />
          <Grips paper={paper} layer={layer} />
          <KeyboardCaret paper={paper} layer={layer} />
          <Readers layer={layer} />
          <SentenceNumbers sentences={sentences} layer={layer} />
          <LinkedPassage paper={paper} />
          <FindBar paper={paper} />
          <NotePopover paper={paper} document={document} />
        </>
      )}
    </div>
  )
}
