'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type MannersAct, sendManners } from '@/lib/client/hooks/use-manners'
import { useRoomSetup } from '@/lib/client/hooks/use-room'
import { useFocusBack } from './use-focus-back'

/**
 * A button that becomes a small form in its place: what is written goes to the
 * server, and what the server answers is said where the button stands again.
 * What was written stays until it is sent.
 */
export const AskInPlace = ({
  words,
  isGrave = false,
  field,
  actOf,
}: {
  readonly words: { readonly open: string; readonly label: string; readonly send: string; readonly done: string }
  /** True where sending takes something from another. */
  readonly isGrave?: boolean
  readonly field: { readonly rows: number; readonly maxChars: number; readonly isRequired: boolean }
  readonly actOf: (written: string) => MannersAct
}) => {
  const t = useTranslations('margin.manners')
  const { seminar } = useRoomSetup()
  const [isOpen, setOpen] = useState(false)
  const opener = useFocusBack(isOpen)
  const [isSending, setSending] = useState(false)
  const [written, setWritten] = useState('')
  const [said, setSaid] = useState('')

  const send = async (): Promise<void> => {
    setSending(true)
    const answer = await sendManners(seminar.id, actOf(written))
    setSending(false)
    if (answer.kind !== 'done') {
      setSaid(answer.kind === 'refused' ? answer.sentence : t('unheard'))
      return
    }
    setSaid(words.done)
    setWritten('')
    setOpen(false)
  }

  const shared = {
    className: 'input',
    dir: 'auto',
    value: written,
    maxLength: field.maxChars,
    required: field.isRequired,
    autoFocus: true,
    onChange: ({ target }: { readonly target: { readonly value: string } }): void => {
      setWritten(target.value)
    },
  }
  return (
    <>
      {isOpen ? (
        <form
          className="why"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            event.stopPropagation()
            setOpen(false)
          }}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isSending) void send()
          }}
        >
          <label>
            <span>{words.label}</span>
            {field.rows === 1 ? <input {...shared} /> : <textarea {...shared} rows={field.rows} />}
          </label>
          <span className="sure">
            <button type="submit" className={isGrave ? 'link-act bad' : 'link-act'} aria-disabled={isSending}>
              {words.send}
            </button>
            <button
              type="button"
              className="link-act"
              onClick={() => {
                setOpen(false)
              }}
            >
              {t('cancel')}
            </button>
          </span>
        </form>
      ) : (
        <button
          ref={opener}
          type="button"
          className="link-act"
          onClick={() => {
            setSaid('')
            setOpen(true)
          }}
        >
          {words.open}
        </button>
      )}
      {/* Always there: what comes into the page with its words in it is not read out. */}
      <span role="status" className="quiet link-said">
        {said}
      </span>
    </>
  )
}
