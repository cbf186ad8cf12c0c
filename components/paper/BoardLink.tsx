'use client'

import { useTranslations } from 'next-intl'
import { useLeading } from '@/components/margin/leading'
import { useRoomSetup } from '@/lib/client/hooks/use-room'

/** The way to the board: to its remote for the instructor, for a student while the board is shown to them. */
export const BoardLink = ({ href, className }: { readonly href: string; readonly className: string }) => {
  const t = useTranslations('paper')
  const leads = useLeading() !== undefined
  const isShown = useRoomSetup().isBoardShown === true
  if (!leads && !isShown) return null
  return (
    <a className={className} href={leads ? `${href}/board/remote` : `${href}/board`}>
      {t('board')}
    </a>
  )
}
