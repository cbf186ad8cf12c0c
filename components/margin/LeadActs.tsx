'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { EMPTY_FORM } from '@/lib/core/base'
import { type RoomThread, useRoom, useRoomSetup } from '@/lib/client/hooks/use-room'
import type { FormAction } from '@/components/ui/form-action'
import { useIsPinned, useLeading } from './leading'

/** An instructor's acts on an open thread; nothing for everyone else. */
export const LeadActs = ({ thread, isPrivate }: { readonly thread: RoomThread; readonly isPrivate: boolean }) => {
  const t = useTranslations('margin.lead')
  const leading = useLeading()
  const { me } = useRoomSetup()
  const isPinned = useIsPinned(thread)
  const isUnsaved = useRoom((state) => state.unsaved.has(thread.key))
  const [said, setSaid] = useState('')
  const [isActing, startActing] = useTransition()
  if (leading === undefined) return null

  const press = (word: string, act: FormAction, name: string, done: string, hint?: string) => (
    <button
      type="button"
      className="link-act"
      title={hint}
      aria-disabled={isActing || isUnsaved}
      onClick={() => {
        if (isActing || isUnsaved) return
        const data = new FormData()
        data.set('act', name)
        data.set('layer', thread.layer)
        data.set('annotation', thread.key)
        startActing(async () => {
          const answer = await act(EMPTY_FORM, data)
          setSaid(answer.problem ?? answer.done ?? done)
        })
      }}
    >
      {word}
    </button>
  )
  return (
    <div className="acts end">
      {isPrivate ? null : press(t('board'), leading.board, 'throw', t('thrown'))}
      {isPrivate
        ? null
        : isPinned
          ? press(t('unpin'), leading.board, 'unpin', '')
          : press(t('pin'), leading.board, 'pin', '')}
      {thread.annotation.author === me ? press(t('give'), leading.give, 'give', '', t('giveHint')) : null}
      <span role="status" className="quiet link-said">
        {said}
      </span>
    </div>
  )
}
