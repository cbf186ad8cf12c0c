'use client'

import { useTranslations } from 'next-intl'
import { useRoom, useRoomActions } from '@/lib/client/hooks/use-room'

/** The way back and forward through one's own actions. */
export const TakeBack = () => {
  const t = useTranslations('margin')
  const { undo, redo } = useRoomActions()
  const canUndo = useRoom((state) => state.canUndo)
  const canRedo = useRoom((state) => state.canRedo)
  return (
    <>
      {/* Aria rather than disabled: the focus stays where the member put it. */}
      <button type="button" className="link-act" aria-disabled={!canUndo} onClick={undo}>
        {t('undo')}
      </button>
      <button type="button" className="link-act" aria-disabled={!canRedo} onClick={redo}>
        {t('redo')}
      </button>
    </>
  )
}
