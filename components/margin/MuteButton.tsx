'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MemberId } from '@/lib/core/base'
import { sendManners } from '@/lib/client/hooks/use-manners'
import { useRoomSetup } from '@/lib/client/hooks/use-room'

/** Folds away what a member says, for this member alone; a second press unfolds it. */
export const MuteButton = ({
  member,
  name,
  isMuted,
}: {
  readonly member: MemberId
  readonly name: string
  readonly isMuted: boolean
}) => {
  const t = useTranslations('margin.manners')
  const { seminar } = useRoomSetup()
  const [said, setSaid] = useState<string>()
  return (
    <>
      <button
        type="button"
        className="link-act"
        onClick={() => {
          void sendManners(seminar.id, { act: isMuted ? 'unmute' : 'mute', member }).then((answer) => {
            setSaid(answer.kind === 'refused' ? answer.sentence : answer.kind === 'unheard' ? t('unheard') : undefined)
          })
        }}
      >
        {t(isMuted ? 'unmute' : 'mute', { name })}
      </button>
      <span role="status" className="quiet link-said">
        {said}
      </span>
    </>
  )
}
