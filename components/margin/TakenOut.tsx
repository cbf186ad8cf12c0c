'use client'

import { useTranslations } from 'next-intl'
import { useRoomSetup } from '@/lib/client/hooks/use-room'

/** Says that notes of this member were removed by an instructor, and where their words and the reason are. */
export const TakenOut = () => {
  const t = useTranslations('margin.manners')
  const { seminar, takenOut = 0 } = useRoomSetup()
  if (takenOut === 0) return null
  return (
    <p className="round-note">
      {t('takenOut', { count: takenOut })}{' '}
      <a className="link" href={`/seminars/${seminar.id}/me`}>
        {t('takenOutLink')}
      </a>
    </p>
  )
}
