'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { RecordKey } from '@/lib/core/annotation'
import type { LayerId, MemberId } from '@/lib/core/base'
import { sendManners } from '@/lib/client/hooks/use-manners'
import { useRoom, useRoomSetup } from '@/lib/client/hooks/use-room'
import { useLeading } from './leading'
import { useFocusBack } from './use-focus-back'

const ANSWER_MAX_CHARS = 5_000

/** An instructor's answer to a student's note that they and the instructors alone read; nothing for everyone else, and where that is so already. */
export const AnswerPrivately = ({
  note,
  author,
}: {
  readonly note: { readonly layer: LayerId; readonly key: RecordKey }
  readonly author: MemberId
}) => {
  const t = useTranslations('margin.aside')
  const manners = useTranslations('margin.manners')
  const leading = useLeading()
  const { seminar, members } = useRoomSetup()
  const kind = useRoom((state) => state.layers.find(({ id }) => id === note.layer)?.kind)
  const [isOpen, setOpen] = useState(false)
  const opener = useFocusBack(isOpen)
  const [isSending, setSending] = useState(false)
  const [words, setWords] = useState('')
  const [said, setSaid] = useState('')
  const student = members.find(({ id, role }) => id === author && role === 'student')
  if (leading === undefined || student === undefined || kind === 'aside') return null
  const { name } = student

  const send = async (): Promise<void> => {
    setSending(true)
    const answer = await sendManners(seminar.id, { act: 'answer', ...note, words })
    setSending(false)
    if (answer.kind !== 'done') {
      setSaid(answer.kind === 'refused' ? answer.sentence : manners('unheard'))
      return
    }
    setSaid(t('sent', { name }))
    setWords('')
    setOpen(false)
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
            <span>{t('label', { name })}</span>
            <textarea
              className="input"
              dir="auto"
              rows={3}
              value={words}
              maxLength={ANSWER_MAX_CHARS}
              autoFocus
              required
              onChange={(event) => {
                setWords(event.target.value)
              }}
            />
          </label>
          <span className="sure">
            <button type="submit" className="link-act" aria-disabled={isSending}>
              {t('send')}
            </button>
            <button
              type="button"
              className="link-act"
              onClick={() => {
                setOpen(false)
              }}
            >
              {manners('cancel')}
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
          {t('open', { name })}
        </button>
      )}
      <span role="status" className="quiet link-said">
        {said}
      </span>
    </>
  )
}
