'use client'

import { Pin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePassages } from '@/lib/client/hooks/use-passages'
import { useRoom, useRoomActions, useRoomSetup } from '@/lib/client/hooks/use-room'
import { shortened } from './tally'

const NAME_MAX_CHARS = 70

/** The passages that an instructor pinned, over all notes: each opens its thread. Those in hidden layers are left out. */
export const Pinned = () => {
  const t = useTranslations('margin.lead')
  const { pins } = useRoomSetup()
  const threads = useRoom((state) => state.threads)
  const { openThread } = useRoomActions()
  const passages = usePassages()
  const pinned = (pins ?? []).flatMap(
    (pin) => threads.find(({ layer, key }) => layer === pin.layer && key === pin.annotation) ?? [],
  )
  if (pinned.length === 0) return null
  return (
    <ul className="pinned" aria-label={t('pinnedNotes')}>
      {pinned.map((thread) => {
        const words = shortened(thread.annotation.anchor.exact, NAME_MAX_CHARS)
        return (
          <li key={`${thread.layer} ${thread.key}`}>
            <button
              type="button"
              className="link-act"
              aria-label={t('openPinned', { passage: words })}
              onClick={() => {
                openThread(thread.key)
                passages.scrollTo(thread.annotation.anchor)
              }}
            >
              <Pin className="i" aria-hidden />
              <span dir="auto">{words}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
