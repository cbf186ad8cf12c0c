'use client'

import { useTranslations } from 'next-intl'
import { type ComponentType, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { COMMENT_MAX_CHARS, type CommentBody } from '@/lib/core/annotation'
import { PlainArea } from './PlainArea'
import { type Written, commentOf, writtenOf } from './comment-of'
import type { ComposerAreaProps } from './composer-area'
import { type DraftPlace, keepDraft, keepDraftPlace, readDraft } from './drafts'

export interface ComposerProps {
  /** Under which the draft is kept: one a thread, answer or edit. */
  readonly draftKey: string
  /** Where it is written: a draft whose layer closes can be gone on with elsewhere. */
  readonly place?: DraftPlace
  readonly placeholder: string
  /** The words that the note is about, to quote. */
  readonly passage: string
  /** What is edited; absent for a new comment. */
  readonly initial?: CommentBody
  readonly sendWord: string
  readonly onSend: (body: CommentBody) => void
  /** Closed without sending. `hasDraft` tells whether words were left behind. */
  readonly onClose: (hasDraft: boolean) => void
}

let editor: ComponentType<ComposerAreaProps> | undefined
let loading: Promise<void> | undefined
const listeners = new Set<() => void>()
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const load = async (): Promise<void> => {
  try {
    editor = (await import('./ComposerEditor')).ComposerEditor
    listeners.forEach((listener) => {
      listener()
    })
  } catch (error) {
    // No network: the plain field goes on, and the next composer asks again.
    loading = undefined
    console.warn(error)
  }
}

/** Fetches the editor's code ahead, when somebody is about to write. */
export const prepareComposer = (): void => {
  loading ??= load()
}

/**
 * Where a comment is written. Words can be typed at once, in a plain field; the
 * editor takes them over in one step when its code is there. Ctrl and Enter
 * sends, Escape closes. What is written is kept with the tab until it is sent.
 */
export const Composer = ({
  draftKey,
  place,
  placeholder,
  passage,
  initial,
  sendWord,
  onSend,
  onClose,
}: ComposerProps) => {
  const t = useTranslations('margin.composer')
  const [problem, setProblem] = useState<string>()
  const [base] = useState(() => readDraft(draftKey) ?? initial)
  const [written, setWritten] = useState(() => writtenOf(base, ''))
  const [isHeld, setHeld] = useState(false)
  const loaded = useSyncExternalStore(
    subscribe,
    () => editor,
    () => undefined,
  )
  useEffect(prepareComposer, [])

  const isEmpty = written.text.trim() === ''
  const write = (next: Written): void => {
    setWritten(next)
    setProblem(undefined)
    const draft = commentOf(next.content)
    keepDraft(draftKey, draft)
    keepDraftPlace(draftKey, draft === undefined ? undefined : place)
  }
  const forget = (): void => {
    keepDraft(draftKey, undefined)
    keepDraftPlace(draftKey, undefined)
  }
  const send = (): void => {
    const body = commentOf(written.content)
    if (body !== undefined) {
      forget()
      onSend(body)
    } else if (written.text.length > COMMENT_MAX_CHARS) {
      setProblem(t('tooLong', { max: COMMENT_MAX_CHARS, count: written.text.length }))
    }
  }

  // An input method that is open in the plain field would lose its letters.
  const Editor = isHeld ? undefined : loaded
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // In the sheet of a phone what sends is in sight, and not the field alone.
    if (frame.current?.closest('.sheet') != null) frame.current.scrollIntoView({ block: 'nearest' })
  }, [Editor])
  const area: ComposerAreaProps = {
    first: written,
    placeholder,
    passage,
    onWrite: write,
    direction: isEmpty ? undefined : 'auto',
    problem:
      problem === undefined ? null : (
        <p className="composer-problem" role="alert">
          {problem}
        </p>
      ),
    buttons: (
      <>
        <button
          type="button"
          className="btn btn-plain"
          onClick={() => {
            forget()
            onClose(false)
          }}
        >
          {t('cancel')}
        </button>
        <button type="button" className="btn btn-act" aria-disabled={isEmpty} title={t('hint')} onClick={send}>
          {sendWord}
        </button>
      </>
    ),
  }

  return (
    <div
      ref={frame}
      className="composer"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault()
          send()
        } else if (event.key === 'Escape' && !event.nativeEvent.isComposing && !event.defaultPrevented) {
          // The thread behind stays open: one press closes one thing.
          event.preventDefault()
          event.stopPropagation()
          onClose(!isEmpty)
        }
      }}
    >
      {Editor === undefined ? <PlainArea {...area} base={base} onHold={setHeld} /> : <Editor {...area} />}
    </div>
  )
}
